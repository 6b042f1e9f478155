// Writes what was checked, in one transaction: as a whole or not at all.
import type { Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import { listed, writeRows, writtenColumns } from '../city/loading/upsert.ts';
import { imageOf, sameKey, stagedRows, type Route } from './staging.ts';

/** Division paths whose tiles have changed. */
interface Written {
  readonly written: number;
  readonly paths: string[] | null;
}

/**
 * Writes the staged rows from one number to another and notes of each what was there before.
 * Whoever runs the transaction is held by the wall of the layer: a row outside of their area fails it as a whole.
 */
export async function writeStaged(tx: Tx, route: Route, first: number, last: number): Promise<Written> {
  const { importId, target, rules, said, told } = route;
  const columns = writtenColumns(target);
  const image = imageOf(columns);
  const range = sql`s.verdict <> 'refused' AND s.row BETWEEN ${first} AND ${last}`;
  const row = await tx.one<Written>(sql`
    WITH placed AS MATERIALIZED (${stagedRows(route, range)}
    ), there AS MATERIALIZED (
      SELECT i.row, ${image} AS image, ${rules.areaThere} AS path FROM placed i JOIN ${identifier(target.table)} t ON ${sameKey(target, 'i')}
    ), written AS (
      ${writeRows(target, sql`placed i`, [...said], [...told])}
      RETURNING ${listed(target.key, 't')}, ${image} AS image, ${rules.areaThere} AS lies_in
    ), met AS (
      SELECT i.row, t.image, t.lies_in AS path, there.image AS before, there.path AS path_before, there.row IS NOT NULL AS known
        FROM placed i JOIN written t ON ${sameKey(target, 'i')} LEFT JOIN there ON there.row = i.row
    ), noted AS (
      UPDATE imports.staged_row s
         SET verdict = CASE WHEN m.known THEN 'changed' ELSE 'added' END, before = m.before, after_hash = md5(m.image::text)
        FROM met m WHERE s.import_id = ${importId}::uuid AND s.row = m.row
      RETURNING 1
    ), same AS (
      UPDATE imports.staged_row s SET verdict = 'unchanged', differs = '{}'
       WHERE s.import_id = ${importId}::uuid AND ${range} AND s.verdict <> 'unchanged' AND NOT EXISTS (SELECT FROM met m WHERE m.row = s.row)
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM noted) AS written,
           (SELECT array_agg(DISTINCT left(p.path, 6)) FROM met m CROSS JOIN LATERAL (VALUES (m.path), (m.path_before)) AS p(path)
             WHERE p.path IS NOT NULL) AS paths
      FROM (SELECT count(*) FROM same) AS done`);
  return row!;
}
