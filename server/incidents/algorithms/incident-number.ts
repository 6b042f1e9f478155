// Numbers that people say on the telephone: WX-20260708-0147.

/** China has had one zone without summer time since 1991: UTC+8. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/**
 * The calendar day in Asia/Shanghai that holds an instant.
 *
 * @param at an instant, 1992 or later (before, China had summer time)
 * @returns  YYYY-MM-DD
 */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/**
 * The number of the nth incident of a day.
 *
 * @param prefix capital letters of the city, e.g. WX
 * @param day    YYYY-MM-DD in Asia/Shanghai
 * @param serial 1 or more; beyond 9999 the number grows longer and stays unique
 */
export function incidentNumber(prefix: string, day: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1) throw new RangeError('A serial is a whole number from 1');
  return `${prefix}-${day.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`;
}
