// Divisions told by several files: one lists them, another outlines some.
import type { Area } from '../space/geometry.ts';
import type { DivisionRecord, Layer } from './records.ts';

/** One record a path: the first names it, the first outline is its outline. Parents come first. */
export function mergeDivisions({ records, bad }: Layer<DivisionRecord>): Layer<DivisionRecord> {
  const byPath = new Map<string, DivisionRecord>();
  for (const record of records) {
    const known = byPath.get(record.path);
    byPath.set(record.path, known === undefined ? record : { ...known, area: known.area ?? record.area });
  }
  const merged = [...byPath.values()].sort((p, q) => p.path.length - q.path.length || (p.path < q.path ? -1 : 1));
  return { records: merged, bad };
}

/** Takes the outlines of the partition: those of counties and of the city agree with their grids, those of towns and villages are made up. */
export const outlined = (records: readonly DivisionRecord[], areas: ReadonlyMap<string, Area>): DivisionRecord[] =>
  records.map((record) => {
    const area = areas.get(record.path);
    if (area === undefined) return record;
    return { ...record, area, synthetic: record.synthetic || record.level === 'town' || record.level === 'village' };
  });
