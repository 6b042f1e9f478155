// The sign of the house: a beacon tower. Decoration beside its name.
export function Beacon() {
  return (
    <svg className="beacon" width="28" height="28" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M7 21l1.2-10h7.6L17 21zM6.5 11h11M9 11V8.5h6V11" />
      <path className="flame" d="M12 2.2c1.8 1.7 1.8 3 0 4.2-1.8-1.2-1.8-2.5 0-4.2z" />
    </svg>
  );
}
