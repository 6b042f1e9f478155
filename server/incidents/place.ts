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
 * The place of a position.
 *
 * @param point longitude, latitude, degrees
 * @throws Problem 422 where it lies in no division of the city, or in none of the caller's areas
 */
export async function locate(db: Db, [lon, lat]: readonly [number, number]): Promise<Place> {
  const found = await db.one<Place & { isOurs: boolean }>(sql`
    SELECT grid_code AS "gridCode", division_path AS "divisionPath", is_ours AS "isOurs"
      FROM incidents.place_at(ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326))`);
  if (!found) throw misplaced('outside-city', 'The position lies outside of the city');
  if (!found.isOurs) throw misplaced('outside-area', 'The position lies outside of your area');
  return { gridCode: found.gridCode, divisionPath: found.divisionPath };
}

const misplaced = (code: string, title: string) =>
  new Problem(422, code, title, { errors: [{ pointer: '/body/point', detail: title }] });
