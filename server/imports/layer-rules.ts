// What an import needs to know of each layer beyond how a record of it is written.
import { identifier, join, sql, type Sql } from '../../db/sql.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import { pathOf, targetsOf, type Targets } from '../city/loading/targets.ts';
import { writtenColumns, type Target } from '../city/loading/upsert.ts';
import type { ImportLayer, ImportMapping } from './contract.ts';
import { fieldsOf } from './layer-fields.ts';

export interface LayerRules {
  /** Who writes: staff behind the wall of the rows, or the house for what everybody may read. Both are held to their areas. */
  readonly role: 'staff' | 'job';
  /** The division of a row that comes, over `i`; and of one that is there, over `t`. */
  readonly area: Sql;
  readonly areaThere: Sql;
  /** What a row refers to is there, over `i`. */
  readonly grounded: Sql;
  /** Another row refers to this one, over `t`: it cannot be taken away. */
  readonly inUse: Sql;
  /** The tiles that show it. */
  readonly tiles?: string;
}

/** What lies in a division by its path: it would lie nowhere without it. */
const LIE_IN_DIVISIONS = [
  'grids.grid',
  'grids.owner',
  'hazards.hazard',
  'shelters.shelter',
  'sites.site',
  'incidents.incident',
] as const;
const liesIn = (table: string) => sql`EXISTS (SELECT FROM ${identifier(table)} r WHERE r.division_path = t.path)`;
const isThere = (path: Sql) => sql`EXISTS (SELECT FROM grids.division d WHERE d.path = ${path})`;
const FREE = { grounded: sql`true`, inUse: sql`false` };
const REGISTERED = { role: 'staff', area: sql`i.lies_in`, areaThere: sql`t.division_path`, ...FREE } as const;

export const LAYER_RULES: Readonly<Record<ImportLayer, LayerRules>> = {
  hazards: { ...REGISTERED, tiles: 'hazards' },
  shelters: { ...REGISTERED, tiles: 'shelters' },
  sites: { ...REGISTERED, tiles: 'sites' },
  grids: { ...REGISTERED, area: sql`i.division_path`, grounded: isThere(sql`i.division_path`), tiles: 'grids' },
  divisions: {
    role: 'job',
    area: sql`i.path`,
    areaThere: sql`t.path`,
    grounded: sql`(i.parent_path IS NULL OR ${isThere(sql`i.parent_path`)})`,
    inUse: sql`(EXISTS (SELECT FROM grids.division d WHERE d.parent_path = t.path) OR ${join(LIE_IN_DIVISIONS.map(liesIn), ' OR ')})`,
    tiles: 'divisions',
  },
  owners: {
    ...FREE,
    role: 'job',
    area: sql`i.division_path`,
    areaThere: sql`t.division_path`,
    grounded: isThere(sql`i.division_path`),
  },
  places: { ...FREE, role: 'job', area: pathOf(sql`i.geom`), areaThere: pathOf(sql`t.point`) },
};

/** Where the city is; rows that are registered here belong to no pack. */
export interface City {
  readonly centre: Position;
  readonly bounds: [number, number, number, number];
}

export const targetOf = (layer: ImportLayer, city: City): Target<never> =>
  (targetsOf({ ...city, pack: null }) as Targets)[layer] as Target<never>;

/** Always said by an import, whatever its file has. */
const ALWAYS = new Set(['pack', 'source', 'demo', 'approximate']);
/** They do not make a row another one: who told it, and what is made of its other columns. */
const NO_DIFFERENCE = new Set(['pack', 'source', 'name_initials', 'name_pinyin', 'centre', 'bounds']);
const OF_PLACE = new Set(['geom', 'point', 'centre', 'bounds']);
const OF_NAME = new Set(['name_initials', 'name_pinyin']);

/** `capacity_persons` is our field capacityPersons; every shape is the field geometry. */
export const fieldOfColumn = (column: string): string =>
  OF_PLACE.has(column) ? 'geometry' : column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

/**
 * The columns in which a row that is there already is changed: what the file does not speak of stays as it is.
 *
 * @returns said: those that are written; told: those by which a row differs
 */
export function columnsSaid(layer: ImportLayer, target: Target<never>, mapping: ImportMapping) {
  const mapped = new Set([...Object.keys(mapping.columns), ...Object.keys(mapping.constants)]);
  const hasPlace = mapping.place !== null;
  const written = writtenColumns(target);
  const isOfList = new Set(fieldsOf(layer).fields.map(({ name }) => name));
  const said = written.filter((column) => {
    if (ALWAYS.has(column) || target.key.includes(column)) return true;
    if (OF_PLACE.has(column)) return hasPlace;
    const field = OF_NAME.has(column) ? 'name' : fieldOfColumn(column);
    return isOfList.has(field) ? mapped.has(field) : true;
  });
  return { said, told: said.filter((column) => !NO_DIFFERENCE.has(column)) };
}
