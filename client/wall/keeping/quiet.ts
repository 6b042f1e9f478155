// When a wall may reload itself without anybody missing anything. Pure: the clock is given.
import { startOfDay } from '../../platform/scrub.ts';

const HOUR_MS = 3_600_000;
/** A minute without any news is quiet; ms. */
export const QUIET_MS = 60_000;
/** A page younger than this needs no reload; ms. */
const FRESH_MS = 12 * HOUR_MS;

export interface Situation {
  /** ms since 1970, by the server's clock. */
  readonly now: number;
  readonly loadedAt: number;
  /** When the last change of any kind was heard. */
  readonly lastNewsAt: number;
  /** Red or orange is lit until then; 0 for none. */
  readonly stoppedUntil: number;
  /** The line is live: what is on the screen is current, and the server will answer the reload. */
  readonly current: boolean;
  /** The server serves another page than this one. */
  readonly newVersion: boolean;
  /** Hour in Shanghai in which to reload, 0 to 23. */
  readonly reloadHour: number;
}

/** Nothing is going on, and the server is there. */
export const isQuiet = ({ now, lastNewsAt, stoppedUntil, current }: Situation) =>
  current && now >= stoppedUntil && now - lastNewsAt >= QUIET_MS;

/** Once a night in its hour, or as soon as it is quiet when the server has another version. */
export function mayReload(situation: Situation): boolean {
  const { now, loadedAt, newVersion, reloadHour } = situation;
  const hour = Math.floor((now - startOfDay(now)) / HOUR_MS);
  const isDue = hour === reloadHour && now - loadedAt >= FRESH_MS;
  return (newVersion || isDue) && isQuiet(situation);
}
