// Writes what was read, ground floor first: whose division is not there is refused with it.
import type { Tx } from '../../../db/connection.ts';
import { identifier, join, sql } from '../../../db/sql.ts';
import type { CityHead, DivisionRecord, Limitable } from '../../../geodata/pack.ts';
import { LOADED, type Layers, type Loaded } from './read-layers.ts';
import type { Refusal } from './report.ts';
import { inCodes } from './departments.ts';
import { leavingLimits, targetsOf } from './targets.ts';
import { upsert, type Numbered, type Target } from './upsert.ts';

/** Rows added, changed and removed, by layer. */
export type Changes = Record<Loaded, number>;

/** Writes all layers of a city; rows of the same pack that it no longer holds are removed. */
export async function writeLayers(
  tx: Tx,
  city: CityHead,
  layers: Layers,
  onProgress: (line: string) => void,
  onRefused: (refusal: Refusal) => void,
): Promise<Changes> {
  const targets = targetsOf(city);
  const drawn = await writeDivisions(tx, targets.divisions, layers.divisions, onRefused);
  onProgress(`wrote divisions: ${drawn.changed} changed`);
  const changes: Partial<Changes> = { divisions: drawn.changed };
  const grids = withVillage(layers.grids, drawn.paths, onRefused);
  const known = await inCodes(tx, { ...layers, grids }, onRefused);
  for (const name of LOADED.slice(1)) {
    changes[name] = await writeLayer(tx, targets[name] as Target<never>, known[name] as Numbered<never>[], onRefused);
    onProgress(`wrote ${name}: ${changes[name]} changed`);
  }
  for (const name of LOADED.toReversed()) {
    const gone = await removeMissing(tx, city.pack, targets[name] as Target<never>, layers[name] as Numbered<never>[]);
    if (gone > 0) onProgress(`removed ${gone} ${name} that the pack no longer holds`);
    changes[name] = changes[name]! + gone;
  }
  return changes as Changes;
}

const writeLayer = <Item extends Limitable>(
  tx: Tx,
  target: Target<Item>,
  rows: Numbered<Item>[],
  onRefused: (refusal: Refusal) => void,
): Promise<number> => upsert(tx, saysLimits(rows) ? target : leavingLimits(target), rows, onRefused);

/** Where one row of a layer says for which departments it is, all do: those that name none are for all of their area. */
const saysLimits = (rows: readonly Numbered<Limitable>[]) => rows.some(({ item }) => item.departments !== undefined);

/** Level by level, so that every parent is there before its children. */
async function writeDivisions(
  tx: Tx,
  target: Target<DivisionRecord>,
  rows: Numbered<DivisionRecord>[],
  onRefused: (refusal: Refusal) => void,
) {
  const paths = new Set<string>();
  let changed = 0;
  for (const width of [2, 4, 6, 9, 12]) {
    const level = rows
      .filter(({ item }) => item.path.length === width)
      .filter(({ item: { path, parentPath }, row }) => {
        const orphan = parentPath !== null && !paths.has(parentPath);
        if (orphan) onRefused({ layer: 'divisions', row, code: path, reason: `its parent ${parentPath} is not there` });
        return !orphan;
      });
    const refused = new Set<string | undefined>();
    changed += await upsert(tx, target, level, (refusal) => {
      refused.add(refusal.code);
      onRefused(refusal);
    });
    level.filter(({ item }) => !refused.has(item.path)).forEach(({ item }) => paths.add(item.path));
  }
  return { changed, paths };
}

function withVillage(grids: Layers['grids'], paths: ReadonlySet<string>, onRefused: (refusal: Refusal) => void) {
  return grids.filter(({ item: { code, divisionPath }, row }) => {
    const known = paths.has(divisionPath);
    if (!known) onRefused({ layer: 'grids', row, code, reason: `its village ${divisionPath} is not there` });
    return known;
  });
}

/** A row that the pack holds but that was refused stays as it was: a bad correction takes nothing away. */
async function removeMissing<Item>(
  tx: Tx,
  pack: string,
  target: Target<Item>,
  rows: Numbered<Item>[],
): Promise<number> {
  const keys = target.key.map((name) => ({ name, field: target.fields[name]! }));
  const arrays = keys.map(({ field: [, value] }) => sql`${rows.map(({ item }) => value(item))}::text[]`);
  const gone = await tx.one<{ count: number }>(sql`
    WITH removed AS (
      DELETE FROM ${identifier(target.table)} t
       WHERE t.pack = ${pack}
         AND NOT EXISTS (SELECT 1 FROM unnest(${join(arrays, ', ')}) AS k(${join(
           keys.map(({ name }) => sql`${identifier(name)}`),
           ', ',
         )})
                          WHERE ${join(
                            keys.map(({ name }) => sql`${identifier(`k.${name}`)} = ${identifier(`t.${name}`)}::text`),
                            ' AND ',
                          )})
      RETURNING 1)
    SELECT count(*) AS count FROM removed`);
  return gone!.count;
}
