// Reads the rows of an import: pages of them, the places of them, and those that were refused with what stood in the file.
import type { Db } from '../../db/connection.ts';
import { join, sql } from '../../db/sql.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import { pageOf } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import type { ImportRow, Preview, RowQuery } from './contract.ts';
import { reasonOf, type StoredReason } from './reasons.ts';

interface Stored extends Omit<ImportRow, 'reason' | 'kept'> {
  readonly reason: StoredReason | null;
  readonly kept: StoredReason['code'] | null;
}

const ROW = sql`
  s.row, s.verdict, s.reason, s.code, s.name, s.lies_in AS "divisionPath", s.differs, s.kept,
  CASE WHEN s.geom IS NOT NULL THEN json_build_array(ST_X(ST_PointOnSurface(s.geom)), ST_Y(ST_PointOnSurface(s.geom))) END AS point`;

/** In the order of the file. */
export function findRows(db: Db, id: string, { limit, after, verdict, kept }: RowQuery) {
  const conditions = [sql`s.import_id = ${id}`];
  if (verdict) conditions.push(sql`s.verdict = ${verdict}`);
  if (kept) conditions.push(sql`s.kept IS NOT NULL`);
  const filter = join(conditions, ' AND ');
  const further = after === undefined ? sql`` : sql`AND s.row > ${rowAfter(after)}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Stored>(sql`
      SELECT ${ROW} FROM imports.staged_row s WHERE ${filter} ${further} ORDER BY s.row LIMIT ${limit + 1}`);
    const all = await tx.one<{ total: number }>(
      sql`SELECT count(*) AS total FROM imports.staged_row s WHERE ${filter}`,
    );
    return pageOf(rows.map(told), limit, all!.total, (last) => String(last.row));
  });
}

function told({ reason, kept, ...row }: Stored): ImportRow {
  const why = kept === null ? reason : { code: kept };
  return { ...row, reason: why && reasonOf(why), kept: kept !== null, point: row.point as Position | null };
}

function rowAfter(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor))
    throw new Problem(400, 'invalid-cursor', 'This is not a cursor that was given out here');
  return Number(cursor);
}

/** The places of the rows that were checked, the first ones of them. */
export function findPlaces(db: Db, id: string, limit: number): Promise<Preview> {
  const all = sql`imports.staged_row s WHERE s.import_id = ${id} AND s.geom IS NOT NULL`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<
      Pick<ImportRow, 'row' | 'name' | 'verdict'> & { geometry: Preview['features'][number]['geometry'] }
    >(sql`
      SELECT s.row, s.name, s.verdict, ST_AsGeoJSON(s.geom, 7)::json AS geometry FROM ${all} ORDER BY s.row LIMIT ${limit}`);
    const count = await tx.one<{ total: number }>(sql`SELECT count(*) AS total FROM ${all}`);
    const features = rows.map(({ row, name, verdict, geometry }) => ({
      type: 'Feature' as const,
      id: row,
      geometry,
      properties: { row, name, verdict },
    }));
    return { type: 'FeatureCollection', features, total: count!.total };
  });
}

export interface RefusedRow {
  readonly row: number;
  readonly reason: StoredReason;
  /** What stood in the file, by the names of its columns. */
  readonly original: Readonly<Record<string, unknown>>;
}

/** A batch of refused rows after one, in the order of the file. */
export const findRefused = (db: Db, id: string, after: number, limit: number): Promise<RefusedRow[]> =>
  db.many<RefusedRow>(sql`
    SELECT s.row, s.reason, s.original FROM imports.staged_row s
     WHERE s.import_id = ${id} AND s.verdict = 'refused' AND s.row > ${after} ORDER BY s.row LIMIT ${limit}`);
