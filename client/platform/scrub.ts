// The arithmetic of looking back: days in Shanghai, steps, turns, playing. Pure; all instants are ms since 1970.

const HOUR_MS = 3_600_000;
/** Shanghai is eight hours ahead of UTC all year; it has had no summer time since 1991. */
const ZONE_MS = 8 * HOUR_MS;
export const DAY_MS = 24 * HOUR_MS;
export const STEP_MS = { minutes: 5 * 60_000, hour: HOUR_MS } as const;

/** How far one can look back: from the first record to now. `since` is undefined where nothing was ever recorded. */
export interface Reach {
  readonly since: number | undefined;
  readonly now: number;
}

/** Midnight in Shanghai at or before an instant. */
export const startOfDay = (at: number) => Math.floor((at + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;

/** Where an instant lies in its day, 0 to 1. */
export const partOfDay = (at: number) => (at - startOfDay(at)) / DAY_MS;

/** The day in Shanghai as `2026-07-08`. */
export const dayText = (at: number) => new Date(at + ZONE_MS).toISOString().slice(0, 10);

/** Midnight in Shanghai of a day as `2026-07-08`; undefined for anything else. */
export function parseDay(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** The instant within reach that lies nearest; undefined where that is now. */
export function withinReach(at: number, { since, now }: Reach): number | undefined {
  if (since === undefined || at >= now) return undefined;
  return Math.max(at, since);
}

/** The same time of another day; `dayStart` is its midnight. */
export const onDay = (at: number, dayStart: number) => dayStart + (at - startOfDay(at));

/** The nearest turn after an instant; turns are sorted. */
export const turnAfter = (turns: readonly number[], at: number) => turns.find((turn) => turn > at);

/** The nearest turn before an instant; turns are sorted. */
export const turnBefore = (turns: readonly number[], at: number) => turns.findLast((turn) => turn < at);

/**
 * Where playing has come to.
 *
 * @param speed      seconds of the past a second
 * @param elapsedMs  since it was at `at`; a sleeping machine or tab may have missed a lot, which is not caught up
 */
export const played = (at: number, speed: number, elapsedMs: number) => at + speed * Math.min(elapsedMs, 1000);

/** What a key does to the moment, ms; undefined where it does nothing. */
export function stepOf(key: string): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -STEP_MS.minutes;
  if (key === 'ArrowRight' || key === 'ArrowUp') return STEP_MS.minutes;
  if (key === 'PageDown') return -STEP_MS.hour;
  if (key === 'PageUp') return STEP_MS.hour;
  return undefined;
}
