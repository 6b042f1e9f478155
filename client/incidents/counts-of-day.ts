// What fell into each hour of a day. Pure.
import type { HourCount } from '#contract/incidents';

const HOUR_MS = 3_600_000;

/** 24 numbers, one an hour of the day that begins at `dayStart` (ms since 1970); hours still to come and hours without a count are 0. */
export function countsOfDay(counts: readonly HourCount[], dayStart: number): number[] {
  const day = Array.from({ length: 24 }, () => 0);
  for (const { hour, count } of counts) {
    const at = Math.floor((Date.parse(hour) - dayStart) / HOUR_MS);
    if (at >= 0 && at < 24) day[at] = (day[at] ?? 0) + count;
  }
  return day;
}
