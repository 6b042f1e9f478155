// Open incidents by level and by how long they have waited. Pure.
import type { Incident } from '#contract/incidents';
import type { Level } from '#contract/platform';
import { LEVELS } from '../../incidents/incident-order.ts';

const MINUTE_MS = 60_000;
/** Columns from new to old: under half an hour, under two hours, and the rest. Ends in ms, not included. */
export const AGE_ENDS_MS = [30 * MINUTE_MS, 120 * MINUTE_MS, Infinity] as const;

export interface MatrixRow {
  readonly level: Level;
  /** One count a column, as in `AGE_ENDS_MS`. */
  readonly counts: readonly number[];
}

/**
 * Counts each incident once: its level (unknown is a level) and its age since it happened.
 * What a skewed clock puts into the future counts as new.
 */
export function levelsByAge(incidents: readonly Incident[], now: number): MatrixRow[] {
  return LEVELS.map((level) => {
    const ages = incidents
      .filter((incident) => incident.level === level)
      .map(({ occurredAt }) => now - Date.parse(occurredAt));
    const columnOf = (age: number) => AGE_ENDS_MS.findIndex((end) => age < end);
    return { level, counts: AGE_ENDS_MS.map((_, column) => ages.filter((age) => columnOf(age) === column).length) };
  });
}

/** How many happened within the last hour; ms since 1970. */
export const inLastHour = (incidents: readonly Incident[], now: number) =>
  incidents.filter(({ occurredAt }) => now - Date.parse(occurredAt) < 60 * MINUTE_MS).length;

/** How many nobody has acknowledged yet. */
export const unacknowledged = (incidents: readonly Incident[]) =>
  incidents.filter(({ state }) => state === 'reported').length;

/** What has waited longest: those that nobody has acknowledged, then the others, each in the order of their arrival. */
export function longestFirst(incidents: readonly Incident[]): Incident[] {
  const rank = ({ state }: Incident) => (state === 'reported' ? 0 : 1);
  return [...incidents].sort(
    (a, b) =>
      rank(a) - rank(b) || Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.number.localeCompare(b.number),
  );
}
