// Takes back what an import wrote: added rows end, changed ones become what they were, unless they are others by now.
import type { Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import { listed, writtenColumns } from '../city/loading/upsert.ts';
import { imageOf, sameKey, stagedRows, type Route } from './staging.ts';

interface TakenBack {
  readonly kept: number;
  readonly paths: string[] | null;
}

/** Takes back the rows from one number to another; those that stay are marked with the reason. */
export async function takeBack(tx: Tx, route: Route, first: number, last: number): Promise<TakenBack> {
  const { importId, target, rules } = route;
  const columns = writtenColumns(target);
  const table = identifier(target.table);
  const image = imageOf(columns);
  const range = sql`s.after_hash IS NOT NULL AND s.row BETWEEN ${first} AND ${last}`;
  const row = await tx.one<TakenBack>(sql`
    WITH ours AS MATERIALIZED (
      ${stagedRows(route, range)}
    ), met AS MATERIALIZED (
      SELECT i.row, s.verdict, s.before, ${rules.areaThere} AS path, CASE
               WHEN ${identifier(`t.${target.key[0]!}`)} IS NULL THEN 'gone-since'
               WHEN md5((${image})::text) <> s.after_hash THEN 'changed-since'
               WHEN s.verdict = 'added' AND ${rules.inUse} THEN 'in-use' END AS kept
        FROM ours i JOIN imports.staged_row s ON s.import_id = ${importId}::uuid AND s.row = i.row
        LEFT JOIN ${table} t ON ${sameKey(target, 'i')}
    ), restored AS (
      UPDATE ${table} t SET (${listed(columns)}) = (SELECT ${listed(columns, 'r')} FROM jsonb_populate_record(NULL::${table}, m.before) r)
        FROM met m JOIN ours i ON i.row = m.row
       WHERE m.kept IS NULL AND m.verdict = 'changed' AND ${sameKey(target, 'i')}
      RETURNING m.row, ${rules.areaThere} AS path
    ), ended AS (
      DELETE FROM ${table} t USING met m JOIN ours i ON i.row = m.row
       WHERE m.kept IS NULL AND m.verdict = 'added' AND ${sameKey(target, 'i')}
      RETURNING m.row
    ), marked AS (
      UPDATE imports.staged_row s SET kept = m.kept FROM met m WHERE s.import_id = ${importId}::uuid AND s.row = m.row AND m.kept IS NOT NULL
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM marked) AS kept,
           (SELECT array_agg(DISTINCT left(p.path, 6)) FROM
              (SELECT m.path FROM met m WHERE m.kept IS NULL UNION ALL SELECT r.path FROM restored r) p WHERE p.path IS NOT NULL) AS paths
      FROM (SELECT count(*) FROM ended) AS done`);
  return row!;
}
