// Features of a file: what their properties are, how many positions they have.
import type { FileColumn, FileRow } from './opened-file.ts';
import { columnType, samplesOf } from './table.ts';

/** The columns are the properties of the first features, in the order in which they come. */
export function describeFeatures(rows: readonly FileRow[]): FileColumn[] {
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return names.map((name) => {
    const values = rows.map((row) => asText(row.values[name]));
    return { name, heading: name, samples: samplesOf(values), type: columnType(values) };
  });
}

const asText = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

/** How many positions a geometry of unknown origin has, without trusting its shape. */
export function positionsIn(geometry: unknown): number {
  if (typeof geometry !== 'object' || geometry === null) return 0;
  const count = (value: unknown): number => {
    if (!Array.isArray(value)) return 0;
    if (typeof value[0] === 'number') return 1;
    let sum = 0;
    for (const part of value) sum += count(part);
    return sum;
  };
  return count((geometry as { coordinates?: unknown }).coordinates);
}

/** The first position of a geometry of unknown origin. */
export function firstPosition(geometry: unknown): [number, number] | undefined {
  if (typeof geometry !== 'object' || geometry === null) return undefined;
  let at = (geometry as { coordinates?: unknown }).coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  if (!Array.isArray(at)) return undefined;
  const [x, y] = at as unknown[];
  return Number.isFinite(x) && Number.isFinite(y) ? [x as number, y as number] : undefined;
}
