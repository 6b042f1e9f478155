// Rows of a file on their way: kept beside the layer with what would become of each, before anything is written to it.
import type { Tx } from '../../db/connection.ts';
import { identifier, join, sql, trusted, type Sql } from '../../db/sql.ts';
import { columnValue, placedRows, type Target } from '../city/loading/upsert.ts';
import type { ImportCounts } from './contract.ts';
import { fieldOfColumn, type LayerRules } from './layer-rules.ts';
import type { MadeRow } from './make-row.ts';

/** One file's way into one layer. */
export interface Route {
  readonly importId: string;
  readonly target: Target<never>;
  readonly rules: LayerRules;
  readonly said: readonly string[];
  readonly told: readonly string[];
  /** For which departments a thing is may be changed. */
  readonly limits: boolean;
}

/** A row of the file as it was made, and what stood there where it may have to be corrected. */
export interface Arrived {
  readonly made: MadeRow;
  readonly original: string;
}

export type Counted = Pick<ImportCounts, 'added' | 'changed' | 'unchanged' | 'refused'>;

/** Keeps a batch with its verdicts; the layer itself is only looked at. The caller's areas are those of whoever imports. */
export async function stage(tx: Tx, route: Route, batch: readonly Arrived[]): Promise<Counted> {
  const counted: Counted = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const count = (rows: readonly { verdict: keyof Counted }[]) => rows.forEach(({ verdict }) => (counted[verdict] += 1));
  count(
    await stageRefused(
      tx,
      route,
      batch.filter(({ made }) => made.reason !== undefined),
    ),
  );
  const sound = batch.filter(({ made }) => made.item !== undefined);
  if (sound.length > 0) count(await tx.many(judging(route, sound)));
  return counted;
}

async function stageRefused(tx: Tx, { importId }: Route, batch: readonly Arrived[]) {
  if (batch.length === 0) return [];
  const rows = batch.map(({ made, original }) => ({
    row: made.row,
    reason: made.reason,
    name: made.reason && made.name,
    original,
  }));
  return tx.many<{ verdict: 'refused' }>(sql`
    INSERT INTO imports.staged_row (import_id, row, verdict, reason, name, original)
    SELECT ${importId}::uuid, u.row, 'refused', u.reason::jsonb, u.name, u.original::jsonb
      FROM unnest(${rows.map(({ row }) => row)}::integer[], ${rows.map(({ reason }) => JSON.stringify(reason))}::text[],
                  ${rows.map(({ name }) => name ?? null)}::text[], ${rows.map(({ original }) => original)}::text[])
           AS u(row, reason, name, original)
    RETURNING verdict`);
}

/** Compares with what is there, and says of each row what would be done or why nothing can be. */
function judging(route: Route, batch: readonly Arrived[]): Sql {
  const { importId, target, rules, told } = route;
  const items = batch.map(({ made, original }) => ({ row: made.row, item: made.item as never, original }));
  const codes = items.map(({ item }) => target.codeOf(item));
  const seen = new Set<string>();
  const repeated = codes.map((code) => seen.has(code) || !seen.add(code));
  const differs = told.map(
    (name) =>
      sql`CASE WHEN ${identifier(`t.${name}`)} IS DISTINCT FROM (${columnValue(target, name)}) THEN ${fieldOfColumn(name)} END`,
  );
  const names = Object.keys(target.fields);
  return sql`
    WITH ${placedRows(target, items)}, told AS MATERIALIZED (
      SELECT u.row, u.code, u.repeated, u.name, u.fields, u.original
        FROM unnest(${items.map(({ row }) => row)}::integer[], ${codes}::text[], ${repeated}::boolean[],
                    ${items.map(({ item }) => (item as { name?: string }).name ?? null)}::text[],
                    ${items.map(({ item }) => fieldsAsJson(target, item))}::text[], ${items.map(({ original }) => original)}::text[])
             AS u(row, code, repeated, name, fields, original)
    ), met AS MATERIALIZED (
      SELECT i.row, i.geom, i.sound, ${OUTSIDE(rules.area)} AS outside, CASE WHEN i.sound THEN ${rules.area} END AS area,
             CASE WHEN i.sound THEN ${rules.grounded} END AS grounded, ${identifier(`t.${target.key[0]!}`)} IS NOT NULL AS known,
             ${OUTSIDE(rules.areaThere)} OR NOT ${servesThere(target)} AS foreign_row, ${limitFault(route)} AS limit_fault,
             CASE WHEN i.sound THEN array_remove(ARRAY[${join(differs, ', ')}]::text[], NULL) END AS differs
        FROM (SELECT p.row, ${join(
          names.map((name) => sql`${identifier(`p.${name}`)}`),
          ', ',
        )}, p.geom, p.sound, p.lies_in FROM placed p) i
        LEFT JOIN ${identifier(target.table)} t ON ${sameKey(target, 'i')}
    ), judged AS (
      SELECT m.row, told.code, told.name, told.fields, told.original, m.geom, m.sound, m.area, m.known, m.differs, CASE
               WHEN NOT m.sound THEN jsonb_build_object('code', 'bad-geometry', 'field', 'geometry', 'given', ST_IsValidReason(m.geom))
               WHEN m.area IS NULL THEN '{"code":"outside-city","field":"geometry"}'
               WHEN m.outside THEN '{"code":"outside-area","field":"geometry"}'
               WHEN NOT m.grounded THEN '{"code":"no-such-division"}'
               WHEN m.known AND m.foreign_row THEN jsonb_build_object('code', 'code-elsewhere', 'field', 'code', 'given', told.code)
               WHEN m.limit_fault IS NOT NULL THEN jsonb_build_object('code', m.limit_fault, 'field', 'departments')
               WHEN told.repeated OR coalesce(told.code = ANY ((SELECT array_agg(s.code) FROM imports.staged_row s
                        WHERE s.import_id = ${importId}::uuid AND s.code = ANY(${codes}::text[]) AND s.verdict <> 'refused')::text[]), false)
                 THEN jsonb_build_object('code', 'twice', 'field', 'code', 'given', told.code) END AS reason
        FROM met m JOIN told ON told.row = m.row
    )
    INSERT INTO imports.staged_row (import_id, row, verdict, reason, code, name, fields, geom, lies_in, differs, original)
    SELECT ${importId}::uuid, j.row,
           CASE WHEN j.reason IS NOT NULL THEN 'refused' WHEN NOT j.known THEN 'added' WHEN j.differs = '{}' THEN 'unchanged' ELSE 'changed' END,
           j.reason, j.code, j.name, j.fields::jsonb, CASE WHEN j.sound THEN j.geom END, j.area,
           CASE WHEN j.reason IS NULL AND j.known THEN j.differs ELSE '{}' END,
           CASE WHEN j.reason IS NOT NULL THEN j.original::jsonb END
      FROM judged j
    RETURNING verdict`;
}

const OUTSIDE = (area: Sql) => sql`NOT coalesce(${area} ^@ ANY ((SELECT platform.areas())::text[]), false)`;

/** Rows of these may be for some departments alone: to others they are as those of another area. */
const LIMITED = new Set(['sites.site', 'hazards.hazard', 'shelters.shelter']);
const servesThere = ({ table }: Target<never>) =>
  LIMITED.has(table) ? sql`platform.serves(t.departments)` : sql`true`;

/** As where a thing is limited by hand: who may not do that changes no limit, and nobody is left out by their own word. */
function limitFault({ target, limits }: Route): Sql {
  if (!('departments' in target.fields)) return sql`NULL`;
  const wanted = columnValue(target, 'departments');
  return sql`CASE WHEN NOT ${limits}::boolean AND ${wanted} <> coalesce(t.departments, '{}') THEN 'limit-not-yours'
                  WHEN NOT platform.serves(${wanted}) THEN 'own-department-left-out' END`;
}

/** `t` is the row of the layer with the key of `i`. */
export const sameKey = (target: Target<never>, alias: string): Sql =>
  join(
    target.key.map((name) => sql`${identifier(`t.${name}`)} = ${identifier(`${alias}.${name}`)}`),
    ' AND ',
  );

const fieldsAsJson = (target: Target<never>, item: never) =>
  JSON.stringify(
    Object.fromEntries(Object.entries(target.fields).map(([name, [, value]]) => [name, value(item) ?? null])),
  );

/** Staged rows as `i`, fit for what writes a layer: all fields of the target, `geom`, `lies_in`. */
export function stagedRows({ importId, target }: Route, rows: Sql): Sql {
  const typed = Object.entries(target.fields).map(([name, [type]]) => sql`${identifier(name)} ${trusted(type)}`);
  const names = Object.keys(target.fields).map((name) => sql`${identifier(`f.${name}`)}`);
  return sql`
    SELECT s.row, ${join(names, ', ')}, s.geom, s.lies_in
      FROM imports.staged_row s CROSS JOIN LATERAL jsonb_to_record(s.fields) AS f(${join(typed, ', ')})
     WHERE s.import_id = ${importId}::uuid AND ${rows}`;
}

/** A row of the layer as text by column, as it must be to become it again. `t` is the row. */
export function imageOf(columns: readonly string[]): Sql {
  const pairs = columns.map((name) => sql`${name}::text, ${identifier(`t.${name}`)}::text`);
  return sql`jsonb_build_object(${join(pairs, ', ')})`;
}
