// Reads the schema "grids".
import type { Db } from '../../db/connection.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import { readMoment, versionsOf, type Moment } from '../platform/moment.ts';
import { inBox, pageOf } from '../platform/page.ts';
import { totalOf } from '../platform/total.ts';
import type { Grid, GridDetail, GridQuery } from './contract.ts';

/** Every column of a grid as its contract has it. */
export const GRID = sql`
  g.code, g.name, g.kind, g.division_path AS "divisionPath", county.name AS county, town.name AS town, village.name AS village,
  json_build_array(ST_X(g.centre), ST_Y(g.centre)) AS centre, g.area_km2 AS "areaKm2", g.population, g.synthetic,
  g.demo, g.approximate, g.source, g.valid_from AS "validFrom", g.recorded_at AS "recordedAt"`;

/** A grid lies in a village, and so in all above it. */
export const fromGrid = (moment: Moment) => sql`
  ${versionsOf('grids.grid', moment)} g
  JOIN grids.division county ON county.path = left(g.division_path, 6)
  JOIN grids.division town ON town.path = left(g.division_path, 9)
  JOIN grids.division village ON village.path = g.division_path`;

/** Those that match, in the order of their codes; a page begins after the code `after`. */
export function findGrids(db: Db, query: GridQuery) {
  const filter = filterBy(query);
  const moment = readMoment(query);
  const further = query.after === undefined ? sql`` : sql`AND g.code > ${query.after}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Grid>(sql`
      SELECT ${GRID} FROM ${fromGrid(moment)} WHERE ${filter} ${further} ORDER BY g.code LIMIT ${query.limit + 1}`);
    const all = await tx.one<{ total: number }>(totalOf('grids.grid', sql`g`, filter, moment));
    return pageOf(rows, query.limit, all!.total, (last) => last.code);
  });
}

export function findGrid(db: Db, code: string, moment: Moment): Promise<GridDetail | undefined> {
  return db.one<GridDetail>(sql`
    SELECT ${GRID}, ST_AsGeoJSON(g.geom, 7)::json AS outline FROM ${fromGrid(moment)} WHERE g.code = ${code}`);
}

function filterBy({ bbox, kind, under }: GridQuery): Sql {
  const conditions = [inBox(sql`g.geom`, bbox)];
  if (kind) conditions.push(sql`g.kind = ${kind}`);
  if (under) conditions.push(sql`starts_with(g.division_path, ${under})`);
  return join(conditions, ' AND ');
}
