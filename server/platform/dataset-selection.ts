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
  /** Fields and what they must be, as text. */
  readonly equal?: ReadonlyMap<DatasetField, string>;
}

export interface Selected {
  readonly from: Sql;
  readonly where: Sql;
  /** Several rows may be versions of one feature: SELECT DISTINCT ON the key, `order` puts the latest first. */
  readonly versions: boolean;
  readonly order: Sql;
}

/** @param selection  a moment and an interval exclude each other; of a source without history neither changes anything */
export function selectFeatures(source: DatasetSource, selection: Selection): Selected {
  const { boxes, during, moment, equal } = selection;
  const versions = during !== undefined && source.history;
  const conditions = [sql`TRUE`];
  if (versions) conditions.push(heldIn(during));
  if (boxes) conditions.push(inAnyBox(source, boxes));
  for (const [field, value] of equal ?? []) conditions.push(equals(field, value));
  const table = versions
    ? sql`${identifier(`${source.table}_timeline`)}`
    : versionsOf(source.table, source.history ? moment : undefined);
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
function equals({ column, type }: DatasetField, value: string): Sql {
  return type === 'text' ? sql`${column} = ${value}` : sql`${column} = ${value}::${TYPES[type]}`;
}

/** A text as the value of a field; undefined where it is none. */
export function readFieldValue({ type }: DatasetField, text: string): string | undefined {
  if (text.includes('\0')) return undefined;
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? text : undefined;
  if (type === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? text : undefined;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text : undefined;
  if (type === 'time') return readInstant(text);
  return text;
}

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** A moment by RFC 3339 as ISO text in UTC; undefined where it is none. */
export function readInstant(text: string): string | undefined {
  if (!RFC3339.test(text)) return undefined;
  const at = new Date(text.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/**
 * Reads a box of OGC API – Features: west,south,east,north in degrees, or with the heights third and sixth, which are passed over.
 *
 * @returns one box, or two where west lies east of east: over the antimeridian. undefined where it is none.
 */
export function readBoxes(text: string): readonly Box[] | undefined {
  const parts = text.split(',');
  if (!parts.every((part) => /^\s*[-+]?\d{1,3}(\.\d{1,15})?([eE][-+]?\d{1,3})?\s*$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((at) => numbers[at]!) : numbers;
  if (numbers.length !== 4 && numbers.length !== 6) return undefined;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  if (![west, east].every(isLongitude) || ![south, north].every(isLatitude) || south > north) return undefined;
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

const isLongitude = (degrees: number) => degrees >= -180 && degrees <= 180;
const isLatitude = (degrees: number) => degrees >= -90 && degrees <= 90;
