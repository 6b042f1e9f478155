// Reads the schema "hazards".
import type { Db, Tx } from '../../db/connection.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import { readMoment, versionsOf, type Moment } from '../platform/moment.ts';
import { inBox, pageOf } from '../platform/page.ts';
import { totalOf } from '../platform/total.ts';
import { Problem } from '../platform/problem.ts';
import type { Hazard, HazardDetail, HazardQuery } from './contract.ts';

/** Every column of a hazard as its contract has it. */
const HAZARD = sql`
  h.id, h.code, h.name, h.class, h.kind, h.level, h.responsible_unit AS "responsibleUnit", h.address,
  json_build_array(ST_X(h.point), ST_Y(h.point)) AS point, h.division_path AS "divisionPath",
  county.name AS county, town.name AS town,
  h.demo, h.approximate, h.source, h.valid_from AS "validFrom", h.recorded_at AS "recordedAt"`;

/** Names come from the divisions above; a path that ends higher up has none. */
const from = (moment: Moment) => sql`
  ${versionsOf('hazards.hazard', moment)} h
  LEFT JOIN grids.division county ON county.path = left(h.division_path, 6) AND county.level = 'county'
  LEFT JOIN grids.division town ON town.path = left(h.division_path, 9) AND town.level = 'town'`;

/** An unknown level stands after orange: it may be anything, so somebody must look. The index hazard_worst_first has the same words. */
const URGENCY = sql`coalesce(2 * h.level, 5)`;

/** Those that match, the gravest first; a page begins after the cursor `after`. @throws Problem 400 where that is no cursor of ours */
export function findHazards(db: Db, query: HazardQuery) {
  const filter = filterBy(query);
  const moment = readMoment(query);
  const further = query.after === undefined ? sql`` : sql`AND (${URGENCY}, h.code) > ${positionOf(query.after)}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Hazard & { urgency: number }>(sql`
      SELECT ${HAZARD}, ${URGENCY} AS urgency FROM ${from(moment)}
       WHERE ${filter} ${further} ORDER BY ${URGENCY}, h.code LIMIT ${query.limit + 1}`);
    const all = await tx.one<{ total: number }>(totalOf('hazards.hazard', sql`h`, filter, moment));
    return pageOf(rows, query.limit, all!.total, (last) => `${last.urgency}.${last.code}`);
  });
}

export function findHazard(db: Db, id: string, moment: Moment): Promise<HazardDetail | undefined> {
  return db.one<HazardDetail>(sql`
    SELECT ${HAZARD}, ST_AsGeoJSON(h.geom, 7)::json AS geometry FROM ${from(moment)} WHERE h.id = ${id}`);
}

export const noSuchHazard = () => new Problem(404, 'no-such-hazard', 'There is no such hazard in your area');

function filterBy({ bbox, class: ofClass, kind }: HazardQuery): Sql {
  const conditions = [inBox(sql`h.geom`, bbox)];
  if (ofClass) conditions.push(sql`h.class = ${ofClass}`);
  if (kind) conditions.push(sql`h.kind = ${kind}`);
  return join(conditions, ' AND ');
}

/** A cursor is urgency and code: `4.HZ-000017`. */
function positionOf(cursor: string): Sql {
  const [, urgency, code] = /^(\d)\.(.+)$/su.exec(cursor) ?? [];
  if (!urgency || !code) throw new Problem(400, 'invalid-cursor', 'This is not a cursor that was given out here');
  return sql`(${urgency}::integer, ${code})`;
}

/** Removes what was made up for demonstration, its past too; answers how many there were. */
export async function clearHazardsDemo(tx: Tx): Promise<number> {
  const removed = await tx.many<{ path: string }>(sql`
    DELETE FROM hazards.hazard WHERE demo RETURNING division_path AS path`);
  await tx.many(sql`DELETE FROM hazards.hazard_history WHERE demo`);
  await tx.one(sql`SELECT platform.bump_layer('hazards', ${[...new Set(removed.map(({ path }) => path))]})`);
  return removed.length;
}
