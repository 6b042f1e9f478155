// Counts of incidents, folded into the bars of the wall's charts. All bars come from the same rows, so that their totals agree. Pure.
import type { Incident } from '../../incidents/contract.ts';
import { INCIDENT_AGES, type IncidentAge, type IncidentTrends, type LevelCounts } from '../contract.ts';

/** How many incidents share an hour, a county, a kind and a level. */
export interface Cell {
  /** The beginning of the hour, ISO text in UTC. */
  readonly hour: string;
  /** Six digits; null outside of all counties. */
  readonly county: string | null;
  readonly kind: Incident['kind'];
  readonly level: 1 | 2 | 3 | 4 | null;
  readonly count: number;
}

/** How many open incidents share an age and a level. */
export type AgeCell = Pick<Cell, 'level' | 'count'> & { readonly age: IncidentAge };

interface Bar {
  total: number;
  levels: LevelCounts;
}

const COLUMNS = ['unknown', 'red', 'orange', 'yellow', 'blue'] as const;
const HOUR_MS = 3_600_000;

/**
 * @param hours    how many bars; the last one begins at or before `at`
 * @param counties every county to show, in order; a county that is not among them is counted in none
 */
export function foldTrends(
  cells: readonly Cell[],
  { at, hours, counties }: { at: Date; hours: number; counties: readonly { path: string; name: string }[] },
): Pick<IncidentTrends, 'total' | 'byHour' | 'byCounty' | 'byKind' | 'levels'> {
  const named = new Set(counties.map(({ path }) => path));
  const byHour = fold(cells, ({ hour }) => new Date(hour).toISOString());
  const byCounty = fold(cells, ({ county }) => (county !== null && named.has(county) ? county : ''));
  const byKind = fold(cells, ({ kind }) => kind);
  const all = barOf(cells);
  const last = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
  const elsewhere = byCounty.get('');
  return {
    total: all.total,
    levels: all.levels,
    byHour: Array.from({ length: hours }, (_, no) => {
      const hour = new Date(last - (hours - 1 - no) * HOUR_MS).toISOString();
      return { hour, ...(byHour.get(hour) ?? barOf([])) };
    }),
    byCounty: [
      ...counties.map(({ path, name }) => ({ divisionPath: path, name, ...(byCounty.get(path) ?? barOf([])) })),
      ...(elsewhere ? [{ divisionPath: null, name: null, ...elsewhere }] : []),
    ],
    byKind: [...byKind]
      .map(([kind, bar]) => ({ kind, ...bar }))
      .sort((one, other) => other.total - one.total || (one.kind < other.kind ? -1 : 1)),
  };
}

/** All ages, the youngest first. */
export function foldAges(cells: readonly AgeCell[]): IncidentTrends['openByAge'] {
  return INCIDENT_AGES.map((age) => ({ age, ...barOf(cells.filter((cell) => cell.age === age)) }));
}

function fold<Key>(cells: readonly Cell[], keyOf: (cell: Cell) => Key): Map<Key, Bar> {
  const groups = new Map<Key, Cell[]>();
  for (const cell of cells) {
    const group = groups.get(keyOf(cell));
    if (group) group.push(cell);
    else groups.set(keyOf(cell), [cell]);
  }
  return new Map([...groups].map(([key, group]) => [key, barOf(group)]));
}

function barOf(cells: readonly Pick<Cell, 'level' | 'count'>[]): Bar {
  const bar: Bar = { total: 0, levels: { red: 0, orange: 0, yellow: 0, blue: 0, unknown: 0 } };
  for (const { level, count } of cells) {
    bar.total += count;
    bar.levels[COLUMNS[level ?? 0]] += count;
  }
  return bar;
}
