// Writes the rows of one layer: what is new is added, what differs is changed, what is the same is left alone, what is wrong is refused.
import type { Tx } from '../../../db/connection.ts';
import { identifier, join, sql, trusted, type Sql } from '../../../db/sql.ts';
import type { LayerName } from '../../../geodata/pack.ts';
import type { Refusal } from './report.ts';

/** How the records of a layer become rows of a table. */
export interface Target<Item> {
  readonly layer: LayerName;
  /** Written by us, never from outside: `sites.site`. */
  readonly table: string;
  /** The columns by which a row is known again. */
  readonly key: readonly string[];
  /** Columns filled from the record as it is: the array type to send, and the value. */
  readonly fields: Readonly<Record<string, readonly [type: string, value: (item: Item) => unknown]>>;
  /** GeoJSON of the record, `i.geom` in the expressions below; null where a record may have none. */
  readonly geometry?: (item: Item) => object | null;
  /** Columns filled by an expression over `i`, which has all fields, `geom` and `lies_in`; it may read the field of its own name. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** The division that a row lies in, an expression over `i`; a row in none is refused. */
  readonly path?: Sql;
  readonly codeOf: (item: Item) => string;
}

/** A record and its number in its layer, counted from 1. */
export interface Numbered<Item> {
  readonly item: Item;
  readonly row: number;
}

interface Outcome {
  changed: number;
  refused: { row: number; reason: string }[];
}

const ROWS_A_STATEMENT = 1000;

/** Writes rows; answers how many were added or changed. Refused ones are told, each once. */
export async function upsert<Item>(
  tx: Tx,
  target: Target<Item>,
  rows: readonly Numbered<Item>[],
  onRefused: (refusal: Refusal) => void,
): Promise<number> {
  let changed = 0;
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const batch = rows.slice(start, start + ROWS_A_STATEMENT);
    const outcome = await tx.one<Outcome>(statement(target, batch));
    changed += outcome!.changed;
    for (const { row, reason } of outcome!.refused) {
      onRefused({ layer: target.layer, row, code: target.codeOf(batch.find((one) => one.row === row)!.item), reason });
    }
  }
  return changed;
}

function statement<Item>(target: Target<Item>, batch: readonly Numbered<Item>[]): Sql {
  return sql`
    WITH ${placedRows(target, batch)}, written AS (
      ${writeRows(target, sql`placed i WHERE i.lies_in IS NOT NULL`)} RETURNING 1
    )
    SELECT (SELECT count(*) FROM written) AS changed,
           (SELECT coalesce(json_agg(json_build_object('row', p.row, 'reason', CASE
                     WHEN p.sound THEN 'lies outside of the city' ELSE 'geometry: ' || ST_IsValidReason(p.geom) END) ORDER BY p.row), '[]')
              FROM placed p WHERE p.lies_in IS NULL) AS refused`;
}

/**
 * A batch as the last of three queries of a WITH: `placed`, with `row`, all fields, `geom`, whether it is `sound`, and where it `lies_in`.
 * A geometry is checked before anything is derived from it: what is wrong with one must not stop the others.
 */
export function placedRows<Item>(target: Target<Item>, batch: readonly Numbered<Item>[]): Sql {
  const { fields, geometry, path } = target;
  const names = Object.keys(fields);
  const inputs = [
    sql`${batch.map(({ row }) => row)}::integer[]`,
    ...Object.values(fields).map(([type, value]) => sql`${batch.map(({ item }) => value(item))}::${trusted(type)}[]`),
    sql`${batch.map(({ item }) => geojson(geometry?.(item)))}::text[]`,
  ];
  return sql`
    given AS MATERIALIZED (
      SELECT u.row, ${listed(names, 'u')}, ST_SetSRID(ST_GeomFromGeoJSON(u.geojson), 4326) AS geom
        FROM unnest(${join(inputs, ', ')}) AS u(row, ${listed(names)}, geojson)
    ), checked AS MATERIALIZED (
      SELECT g.row, ${listed(names, 'g')}, g.geom, city.is_sound(g.geom) IS NOT FALSE AS sound FROM given g
    ), placed AS MATERIALIZED (
      SELECT i.row, ${listed(names, 'i')}, i.geom, i.sound, CASE WHEN i.sound THEN ${path ?? sql`''`} END AS lies_in FROM checked i
    )`;
}

/** Columns that a row of the target has a say in: those of its fields, then those that are made of them. */
export const writtenColumns = <Item>({ fields, columns }: Target<Item>): string[] => [
  ...new Set([...Object.keys(fields), ...Object.keys(columns)]),
];

/** What a written column becomes: an expression over `i`. */
export const columnValue = <Item>({ columns }: Target<Item>, name: string): Sql =>
  columns[name] ?? sql`${identifier(`i.${name}`)}`;

/**
 * The INSERT that adds rows and changes those that differ, to be followed by RETURNING; the table is `t`.
 *
 * @param rows  what follows FROM: `i` has all fields, `geom` and `lies_in`
 * @param said  columns that change in a row that is there already; all where nothing is said
 * @param told  columns by which a row differs; those of `said` where nothing is said
 */
export function writeRows<Item>(target: Target<Item>, rows: Sql, said = writtenColumns(target), told = said): Sql {
  const written = writtenColumns(target);
  const values = join(
    written.map((name) => columnValue(target, name)),
    ', ',
  );
  return sql`
    INSERT INTO ${identifier(target.table)} AS t (${listed(written)})
    SELECT ${values} FROM ${rows}
    ON CONFLICT (${listed(target.key)}) DO UPDATE SET ${join(said.map(assigned), ', ')}
     WHERE (${listed(told, 't')}) IS DISTINCT FROM (${listed(told, 'excluded')})`;
}

const geojson = (geometry: object | null | undefined) => (geometry ? JSON.stringify(geometry) : null);

/** Names of columns with commas between them. */
export const listed = (names: readonly string[], prefix?: string) =>
  join(
    names.map((name) => sql`${identifier(prefix === undefined ? name : `${prefix}.${name}`)}`),
    ', ',
  );

const assigned = (name: string) => sql`${identifier(name)} = ${identifier(`excluded.${name}`)}`;
