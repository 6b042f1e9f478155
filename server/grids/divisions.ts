// Divisions: public knowledge, the same for everybody.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Division, DivisionDetail, DivisionQuery } from './contract.ts';

/** Every column of a division as its contract has it. */
export const DIVISION = sql`
  d.path, d.code, d.name, d.level, d.parent_path AS "parentPath", d.synthetic,
  json_build_array(ST_X(d.centre), ST_Y(d.centre)) AS centre,
  json_build_array(ST_XMin(d.bounds), ST_YMin(d.bounds), ST_XMax(d.bounds), ST_YMax(d.bounds)) AS bounds`;

/** Those of a level, or below a division, or all; parents come before their children. */
export function findDivisions(db: Db, { level, under }: DivisionQuery): Promise<Division[]> {
  return db.many<Division>(sql`
    SELECT ${DIVISION} FROM grids.division d
     WHERE (${level ?? null}::text IS NULL OR d.level = ${level ?? null})
       AND (${under ?? null}::text IS NULL OR (starts_with(d.path, ${under ?? null}) AND d.path <> ${under ?? null}))
     ORDER BY length(d.path), d.path`);
}

export function findDivision(db: Db, path: string): Promise<DivisionDetail | undefined> {
  return db.one<DivisionDetail>(sql`
    SELECT ${DIVISION}, ST_AsGeoJSON(d.geom, 7)::json AS outline FROM grids.division d WHERE d.path = ${path}`);
}
