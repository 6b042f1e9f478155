// The hours of today in Shanghai, and what fell into each. Pure.
import type { HourCount } from '#contract/incidents';

const HOUR_MS = 3_600_000;
/** Shanghai is eight hours ahead of UTC all year; it has had no summer time since 1991. */
const ZONE_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

/** Midnight in Shanghai at or before an instant; both ms since 1970. */
export const startOfDay = (at: number) => Math.floor((at + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;

/** How many hours to ask for, so that all of today is in the answer. */
export const hoursSoFar = (now: number) => Math.floor((now - startOfDay(now)) / HOUR_MS) + 1;

/** 24 numbers, one an hour of today; hours still to come and hours without a count are 0. */
export function countsOfToday(counts: readonly HourCount[], now: number): number[] {
  const start = startOfDay(now);
  const today = Array.from({ length: 24 }, () => 0);
  for (const { hour, count } of counts) {
    const at = Math.floor((Date.parse(hour) - start) / HOUR_MS);
    if (at >= 0 && at < 24) today[at] = (today[at] ?? 0) + count;
  }
  return today;
}

/** Where an instant of today lies in the day, 0 to 1. */
export const partOfDay = (now: number) => (now - startOfDay(now)) / DAY_MS;
