// Which features of a dataset are wanted, as SQL over the alias `d`.
import { identifier, join, sql, type Sql } from '../../db/sql.ts';
import type { Box } from '../../geodata/space/geometry.ts';
import type { DatasetField, DatasetSource } from './dataset.ts';
import { versionsOf, type Moment } from './moment.ts';
import { boxGeometry } from './page.ts';

/** From the one instant to the other, both included, ISO text in UTC; undefined is open. */
export interface Interval {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export interface Selection {
  /** Any of them is touched; two where a box lies over the antimeridian. */
  readonly boxes?: readonly Box[];
  /** What was so at any time in it; of several versions of a thing the latest that fits. */
  readonly during?: Interval;
  readonly moment?: Moment;
  /** Fields and what they must be, as text; null is without a value. */
  readonly equal?: ReadonlyMap<DatasetField, string | null>;
}

export interface Selected {
  readonly from: Sql;
  readonly where: Sql;
  /** Several rows may be versions of one feature: SELECT DISTINCT ON the key, `order` puts the latest first. */
  readonly versions: boolean;
  readonly order: Sql;
}

/** @param selection  a moment and an interval exclude each other; a source without history matches every interval and knows no moment */
export function selectFeatures(source: DatasetSource, selection: Selection): Selected {
  const { boxes, during, moment, equal } = selection;
  const versions = during !== undefined && source.history;
  const conditions = [sql`TRUE`];
  if (versions) conditions.push(heldIn(during));
  if (boxes) conditions.push(inAnyBox(source, boxes));
  for (const [field, value] of equal ?? []) conditions.push(equals(field, value));
  const table = versions ? sql`${identifier(`${source.table}_timeline`)}` : versionsOf(source.table, moment);
  return {
    from: sql`${table} d`,
    where: join(conditions, ' AND '),
    versions,
    order: versions ? sql`${source.key}, d.valid_from DESC` : source.key,
  };
}

/** The beginning of a SELECT whose rows are features, one each. */
export const selectOnce = ({ versions }: Selected, { key }: DatasetSource): Sql =>
  versions ? sql`SELECT DISTINCT ON (${key})` : sql`SELECT`;

/** How many features there are, as a whole number. */
export const countOnce = ({ versions }: Selected, { key }: DatasetSource): Sql =>
  versions ? sql`count(DISTINCT ${key})` : sql`count(*)`;

/** As it is known now: what was once believed of the past is no longer. */
function heldIn({ from, until }: Interval): Sql {
  const conditions = [sql`d.superseded_at IS NULL`];
  if (until !== undefined) conditions.push(sql`d.valid_from <= ${until}::timestamptz`);
  if (from !== undefined) conditions.push(sql`(d.valid_to IS NULL OR d.valid_to > ${from}::timestamptz)`);
  return join(conditions, ' AND ');
}

function inAnyBox({ geometry, sometimesUndrawn }: DatasetSource, boxes: readonly Box[]): Sql {
  const touching = boxes.map((box) => {
    // A box without width or height is a line or a point: as a polygon it would touch nothing.
    const shape = sql`ST_Envelope(${boxGeometry(box)})`;
    return sql`(${geometry} && ${shape} AND ST_Intersects(${geometry}, ${shape}))`;
  });
  if (sometimesUndrawn) touching.push(sql`${geometry} IS NULL`);
  return sql`(${join(touching, ' OR ')})`;
}

const TYPES = { integer: sql`bigint`, number: sql`double precision`, boolean: sql`boolean`, time: sql`timestamptz` };

/** The value was read before: it is one of the field's type. */
function equals({ column, type }: DatasetField, value: string | null): Sql {
  if (value === null) return sql`${column} IS NULL`;
  return type === 'text' ? sql`${column} = ${value}` : sql`${column} = ${value}::${TYPES[type]}`;
}
