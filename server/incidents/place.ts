// Where a position lies, as far as the caller may know.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { Problem } from '../platform/problem.ts';

export interface Place {
  /** The grid that holds it; null on water and wherever no grid is drawn. */
  readonly gridCode: string | null;
  /** Of that grid, else the lowest division that holds the position. */
  readonly divisionPath: string;
}

/**
 * The place of a position; a border belongs to the grid with the lower code.
 *
 * @param point longitude, latitude, degrees
 * @throws Problem 422 where it lies in no division of the caller's areas: abroad, or another's county
 */
export async function locate(db: Db, [lon, lat]: readonly [number, number]): Promise<Place> {
  const point = sql`ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326)`;
  const grid = await db.one<Place>(sql`
    SELECT code AS "gridCode", division_path AS "divisionPath"
      FROM grids.grid WHERE geom && ${point} AND ST_Covers(geom, ${point})
     ORDER BY code LIMIT 1`);
  if (grid) return grid;
  const division = await db.one<Place>(sql`
    SELECT NULL AS "gridCode", path AS "divisionPath"
      FROM grids.division WHERE geom && ${point} AND ST_Covers(geom, ${point})
     ORDER BY length(path) DESC, path LIMIT 1`);
  if (division) return division;
  throw new Problem(422, 'outside-area', 'The position lies outside of your area', {
    errors: [{ pointer: '/body/point', detail: 'lies in no division that you may report in' }],
  });
}
