// Days as the forms take them and instants as the server does; the city's day, whatever the machine's zone.

/** The beginning of a day in China, `2026-07-08` → an instant; undefined for an empty field. */
export const beginOf = (day: string): string | undefined => (day === '' ? undefined : `${day}T00:00:00+08:00`);

/** The end of a day is the beginning of the next. */
export function endOf(day: string): string | undefined {
  if (day === '') return undefined;
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 3600 * 1000).toISOString();
}

/** The last whole day before an instant, as a form shows it. */
export const lastDayOf = (at: string | null): string =>
  at === null ? '' : new Date(Date.parse(at) - 1 + 8 * 3600 * 1000).toISOString().slice(0, 10);
