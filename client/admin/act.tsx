// One act of a row; whoever hears it hears of whom.
interface Props {
  label: string;
  /** Of what or whom. */
  of: string;
  busy?: boolean;
  /** It ends something: apart from the others, and asked about first. */
  ends?: boolean;
  onAct: () => void;
}

export function Act({ label, of, busy = false, ends = false, onAct }: Props) {
  return (
    <button type="button" className={`link-button ${ends ? 'is-ending' : ''}`} disabled={busy} onClick={onAct}>
      {label}
      {ends && '…'}
      <span className="only-heard"> {of}</span>
    </button>
  );
}
