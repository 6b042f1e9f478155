// Which county, town, village and grid hold a point, and who answers for it.
import type { Db } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import type { Moment } from '../platform/moment.ts';
import type { Division, Grid, PlaceAt } from './contract.ts';
import { DIVISION } from './divisions.ts';
import { fromGrid, GRID } from './store.ts';

/**
 * Everything that holds a point. A point on a border belongs to the lowest code that touches it, so to one alone.
 * Divisions follow from the grid; where no grid of the caller's holds the point, from their own outlines.
 *
 * Divisions and owners have no history: they are today's at any moment.
 *
 * @param point  longitude, latitude in degrees
 */
export function findPlaceAt(db: Db, point: Position, moment: Moment): Promise<PlaceAt> {
  return db.transaction(async (tx) => {
    const grid = await findGridAt(tx, point, moment);
    const path = grid?.divisionPath ?? (await findDeepestPathAt(tx, point));
    const levels = path === undefined ? [] : await findAncestors(tx, path);
    const level = (name: Division['level']) => levels.find((division) => division.level === name) ?? null;
    return {
      point,
      county: level('county'),
      town: level('town'),
      village: level('village'),
      grid: grid ?? null,
      owners: grid ? await findOwners(tx, grid.divisionPath) : [],
    };
  });
}

/** The grid in the caller's area that holds a point. */
export function findGridAt(db: Db, point: Position, moment: Moment): Promise<Grid | undefined> {
  return db.one<Grid>(gridAt(point, moment));
}

/** The statement of `findGridAt`; a test reads its plan. */
export function gridAt([lon, lat]: Position, moment?: Moment): Sql {
  return sql`
    SELECT ${GRID} FROM ${fromGrid(moment)}
     WHERE g.geom && ${geometryOf([lon, lat])} AND ST_Intersects(g.geom, ${geometryOf([lon, lat])})
     ORDER BY g.code LIMIT 1`;
}

async function findDeepestPathAt(db: Db, point: Position): Promise<string | undefined> {
  const row = await db.one<{ path: string }>(sql`
    SELECT d.path FROM grids.division d
     WHERE d.geom && ${geometryOf(point)} AND ST_Intersects(d.geom, ${geometryOf(point)})
     ORDER BY length(d.path) DESC, d.path LIMIT 1`);
  return row?.path;
}

function findAncestors(db: Db, path: string): Promise<Division[]> {
  return db.many<Division>(sql`SELECT ${DIVISION} FROM grids.division d WHERE starts_with(${path}, d.path)`);
}

function findOwners(db: Db, path: string): Promise<PlaceAt['owners']> {
  return db.many<PlaceAt['owners'][number]>(sql`
    SELECT o.duty, o.unit, o.phone, o.division_path AS "divisionPath"
      FROM grids.owner o WHERE starts_with(${path}, o.division_path) ORDER BY o.duty, length(o.division_path) DESC`);
}

const geometryOf = ([lon, lat]: Position): Sql => sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`;
