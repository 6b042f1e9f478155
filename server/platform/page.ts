// Lists as pages: a box to cut them to, a cursor to go on from.
import { sql, type Sql } from '../../db/sql.ts';
import type { Box } from '../../geodata/space/geometry.ts';
import { Problem } from './problem.ts';

/** Reads west,south,east,north in degrees. @throws Problem 400 where that is no box on the earth, or crosses the antimeridian */
export function readBox(text: string): Box {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = text.split(',').map(Number);
  const onEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  if (onEarth && west <= east && south <= north) return [west, south, east, north];
  throw new Problem(400, 'invalid-box', 'The box is not west,south,east,north in degrees', {
    detail: 'West must not lie east of east, south not north of north; cut a box where it crosses the antimeridian.',
  });
}

/** A box as a geometry expression in EPSG:4326. */
export function boxGeometry([west, south, east, north]: Box): Sql {
  return sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
}

/** The condition of a list that is cut to nothing. */
export const EVERYTHING = sql`TRUE`;

/** What a geometry column must fulfil to touch the box of a list's query; everything does where it has none. */
export function inBox(column: Sql, bbox: string | undefined): Sql {
  if (bbox === undefined) return EVERYTHING;
  const box = boxGeometry(readBox(bbox));
  return sql`(${column} && ${box} AND ST_Intersects(${column}, ${box}))`;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.source;
const ID = new RegExp(`^${UUID}$`);
const TIME_AND_ID = new RegExp(`^((?!0000)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z)_(${UUID})$`);

/** Whether that is an id as the database writes it. */
export const isId = (text: string): boolean => ID.test(text);

/** Reads a cursor of time and id, `2026-07-08T04:00:00.000Z_0b6c…`; undefined where it is none that the database would take. */
export function readTimeCursor(cursor: string): { readonly at: string; readonly id: string } | undefined {
  const [, at, id] = TIME_AND_ID.exec(cursor) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const time = new Date(at);
  // The 31st of February is another day here, and an error there.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(at.slice(0, 19))) return undefined;
  return { at, id };
}

/** A page of rows that were read with a limit of one more than is shown: that one tells that there is more. */
export function pageOf<Item>(rows: Item[], limit: number, total: number, cursorOf: (last: Item) => string) {
  const items = rows.slice(0, limit);
  return { items, total, next: rows.length > limit ? cursorOf(items.at(-1)!) : null };
}
