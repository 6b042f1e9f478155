// A moment of the log: always with its day and its seconds, in Asia/Shanghai.
const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** 2026-07-08 14:32:08 */
export const formatInstant = (at: string): string => FORMAT.format(new Date(at));
