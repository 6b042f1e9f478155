// When a city calls for help: more by day, most after work; Fridays and Saturdays run late.
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;

/** Reports in each hour of the day (0–23, local) beside the mean hour: quiet at four, two peaks. Mean 1. */
export const HOUR_WEIGHTS: readonly number[] = [
  0.55, 0.45, 0.38, 0.34, 0.34, 0.4, 0.62, 1.12, 1.4, 1.36, 1.3, 1.28, 1.1, 1.08, 1.12, 1.16, 1.34, 1.56, 1.66, 1.56,
  1.4, 1.1, 0.82, 0.56,
];

/** Sunday first. Mean 1. */
export const WEEKDAY_WEIGHTS: readonly number[] = [0.92, 1.02, 0.98, 0.98, 1.0, 1.08, 1.02];

/** Hour (0–23) and weekday (0 is Sunday) in Asia/Shanghai, UTC+8 all year. */
export function localHour(at: Date): { hour: number; weekday: number } {
  const local = new Date(at.getTime() + 8 * 3_600_000);
  return { hour: local.getUTCHours(), weekday: local.getUTCDay() };
}

/**
 * How many reports an hour the city makes at a moment.
 *
 * @param meanPerHour the mean over a week, reports per hour, > 0
 */
export function reportsPerHour(at: Date, meanPerHour: number): number {
  const { hour, weekday } = localHour(at);
  return meanPerHour * HOUR_WEIGHTS[hour]! * WEEKDAY_WEIGHTS[weekday]!;
}

/**
 * When the next report comes: a Poisson process whose rate follows the rhythm.
 *
 * @param after       the moment after which it comes
 * @param meanPerHour the mean over a week, reports per hour, > 0
 * @param random      one draw is taken
 *
 * An exponential draw of mean 1 is spent hour by hour at the rate of each (Çinlar 1975, inversion of the integrated rate).
 */
export function nextReportAt(after: Date, meanPerHour: number, random: Random): Date {
  if (!(meanPerHour > 0)) throw new RangeError('The rate is above 0 reports an hour');
  let left = -Math.log(1 - random());
  let at = after.getTime();
  for (;;) {
    const rate = reportsPerHour(new Date(at), meanPerHour);
    const hourEnd = (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
    const spent = (rate * (hourEnd - at)) / HOUR_MS;
    if (left < spent) return new Date(Math.max(after.getTime() + 1, Math.round(at + (left / rate) * HOUR_MS)));
    left -= spent;
    at = hourEnd;
  }
}
