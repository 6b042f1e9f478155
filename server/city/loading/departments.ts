// The departments that rows of a pack name, as their codes.
import type { Db } from '../../../db/connection.ts';
import type { Limitable } from '../../../geodata/pack.ts';
import { codesOf, findDepartments, type Departments } from '../../platform/sharing.ts';
import type { Layers, Loaded } from './read-layers.ts';
import type { Refusal } from './report.ts';
import type { Numbered } from './upsert.ts';

/** The same layers; rows that name a department that is not there are refused. */
export async function inCodes(db: Db, layers: Layers, onRefused: (refusal: Refusal) => void): Promise<Layers> {
  const departments = await findDepartments(db);
  const { sites, hazards, shelters } = layers;
  return {
    ...layers,
    sites: rowsInCodes('sites', sites, departments, onRefused),
    hazards: rowsInCodes('hazards', hazards, departments, onRefused),
    shelters: rowsInCodes('shelters', shelters, departments, onRefused),
  };
}

function rowsInCodes<Item extends Limitable & { code: string }>(
  layer: Loaded,
  rows: readonly Numbered<Item>[],
  departments: Departments,
  onRefused: (refusal: Refusal) => void,
): Numbered<Item>[] {
  return rows.flatMap(({ item, row }) => {
    if (item.departments === undefined) return [{ item, row }];
    const { codes, unknown } = codesOf(departments, item.departments);
    if (codes) return [{ item: { ...item, departments: codes }, row }];
    onRefused({ layer, row, code: item.code, reason: `there is no department "${unknown}"` });
    return [];
  });
}
