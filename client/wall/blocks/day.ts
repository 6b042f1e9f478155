// The last 24 hours: what began in them, by hour, by county and by kind. Each list adds up to the same total. Pure.
import type { HourCount, Incident } from '#contract/incidents';

const HOUR_MS = 3_600_000;
export const HOURS = 24;

export interface Share<Key> {
  readonly key: Key;
  readonly count: number;
}

export interface Day {
  readonly total: number;
  /** 24 hours, oldest first, each with its start (ms since 1970); the last is the present one. */
  readonly hours: readonly { readonly at: number; readonly count: number; readonly before: number }[];
  /** The same hours of yesterday; undefined where nothing was recorded then. */
  readonly before: number | undefined;
  /** Largest first. County null is outside of all. */
  readonly counties: readonly Share<string | null>[];
  readonly kinds: readonly Share<Incident['kind']>[];
}

/** Start of the first of the 24 hours that end with the present one, ms since 1970. */
export const dayStart = (now: number) => Math.floor(now / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;

/**
 * @param incidents  open and closed ones, at least all that began within the 24 hours; duplicates are left out
 * @param before     hourly counts of the 24 hours before, as they were known at this hour of yesterday; undefined where nothing was recorded
 * @param now        ms since 1970
 */
export function dayOf(incidents: Iterable<Incident>, before: readonly HourCount[] | undefined, now: number): Day {
  const start = dayStart(now);
  const within = [...incidents].filter(
    ({ occurredAt, state }) => state !== 'duplicate' && inWindow(Date.parse(occurredAt), start),
  );
  const beforeAt = new Map((before ?? []).map(({ hour, count }) => [Date.parse(hour) + HOURS * HOUR_MS, count]));
  const hours = Array.from({ length: HOURS }, (_, index) => {
    const at = start + index * HOUR_MS;
    const count = within.filter(({ occurredAt }) => inHour(Date.parse(occurredAt), at)).length;
    return { at, count, before: beforeAt.get(at) ?? 0 };
  });
  return {
    total: within.length,
    hours,
    before: before && hours.reduce((sum, hour) => sum + hour.before, 0),
    counties: shares(within.map(({ county }) => county)),
    kinds: shares(within.map(({ kind }) => kind)),
  };
}

const inWindow = (at: number, start: number) => at >= start && at < start + HOURS * HOUR_MS;
const inHour = (at: number, hour: number) => at >= hour && at < hour + HOUR_MS;

function shares<Key extends string | null>(keys: readonly Key[]): Share<Key>[] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? '', 'zh'));
}

/** The `most` largest, the last of them standing for all the rest where there are more. `rest` 0 where none was put together. */
export function largest<Key>(
  all: readonly Share<Key>[],
  most: number,
): { shown: Share<Key>[]; rest: number; restCount: number } {
  if (all.length <= most) return { shown: [...all], rest: 0, restCount: 0 };
  const others = all.slice(most - 1);
  return {
    shown: all.slice(0, most - 1),
    rest: others.length,
    restCount: others.reduce((sum, { count }) => sum + count, 0),
  };
}
