// The last 24 hours with the 24 before: by hour, by county and by kind, as the server has counted them. Pure.
import type { IncidentTrends } from '#contract/walls';

/** The charts' hours; the last is the present one. */
export const HOURS = 24;

const DAY_MS = 24 * 3_600_000;

/** One bar, and what it was yesterday at this time; undefined where nothing was recorded then. */
export interface Share<Key> {
  readonly key: Key;
  readonly count: number;
  readonly before: number | undefined;
}

type Kind = IncidentTrends['byKind'][number]['kind'];

export interface Day {
  readonly total: number;
  readonly before: number | undefined;
  /** Oldest first, each with its start (ms since 1970). */
  readonly hours: readonly { readonly at: number; readonly count: number; readonly before: number }[];
  /** By name, largest first; null is outside of all. */
  readonly counties: readonly Share<string | null>[];
  /** Largest first. */
  readonly kinds: readonly Share<Kind>[];
}

/**
 * @param now     the hours that end with the present one
 * @param before  as many hours that end 24 hours earlier, as they were known then; undefined where nothing was recorded
 */
export function dayOf(now: IncidentTrends, before: IncidentTrends | undefined): Day {
  // By the hour itself: the two are asked one after the other, and an hour may begin between them.
  const dayBefore = new Map(before?.byHour.map(({ hour, total }) => [Date.parse(hour) + DAY_MS, total]));
  return {
    total: now.total,
    before: before?.total,
    hours: now.byHour.map(({ hour, total }) => {
      const at = Date.parse(hour);
      return { at, count: total, before: dayBefore.get(at) ?? 0 };
    }),
    counties: shares(
      now.byCounty.map(({ name, total }) => [name, total]),
      before?.byCounty.map(({ name, total }) => [name, total]),
    ),
    kinds: shares(
      now.byKind.map(({ kind, total }) => [kind, total]),
      before?.byKind.map(({ kind, total }) => [kind, total]),
    ),
  };
}

type Counts<Key> = readonly (readonly [Key, number])[];

/** What there was yesterday and is not today is a bar of 0. */
function shares<Key extends string | null>(now: Counts<Key>, before: Counts<Key> | undefined): Share<Key>[] {
  const counts = new Map([...(before ?? []).map(([key]) => [key, 0] as const), ...now]);
  const earlier = before && new Map(before);
  return [...counts]
    .map(([key, count]) => ({ key, count, before: earlier && (earlier.get(key) ?? 0) }))
    .sort((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? '', 'zh'));
}

/** The `most` largest, the last of them standing for all the rest where there are more. `rest` undefined where none was put together. */
export function largest<Key>(
  all: readonly Share<Key>[],
  most: number,
): { shown: readonly Share<Key>[]; rest: Share<number> | undefined } {
  if (all.length <= most) return { shown: all, rest: undefined };
  const others = all.slice(most - 1);
  const before = others.every((one) => one.before !== undefined)
    ? others.reduce((sum, one) => sum + (one.before ?? 0), 0)
    : undefined;
  const count = others.reduce((sum, one) => sum + one.count, 0);
  return { shown: all.slice(0, most - 1), rest: { key: others.length, count, before } };
}
