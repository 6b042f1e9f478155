// Which incident stands where in the list, and how the levels add up. Pure.
import type { Incident } from '#contract/incidents';
import type { Level } from '#contract/platform';

/** As the filter shows them; unknown is a level of its own and never left out. */
export const LEVELS: readonly Level[] = [1, 2, 3, 4, null];

/** Gravest first; unknown has its place under all known levels. */
const rankOf = (level: Level) => level ?? 5;

/** Incidents by level, then by longest waiting; equal ones by number, so that the order never flickers. */
export function inOrder(incidents: Iterable<Incident>): Incident[] {
  return [...incidents].sort(
    (a, b) =>
      rankOf(a.level) - rankOf(b.level) ||
      Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
      a.number.localeCompare(b.number),
  );
}

/** How many of each level, in the order of `LEVELS`; their sum is the number of incidents. */
export function countByLevel(incidents: Iterable<Incident>): { level: Level; count: number }[] {
  const counts = new Map<Level, number>(LEVELS.map((level) => [level, 0]));
  for (const { level } of incidents) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].map(([level, count]) => ({ level, count }));
}

/** What is still to be done: the rest has left list and map. */
export const isOpen = ({ state }: Incident) => state === 'reported' || state === 'acknowledged';
