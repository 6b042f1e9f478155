// Reads the schema "shelters".
import type { Db, Tx } from '../../db/connection.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import { readMoment, versionsOf, type Moment } from '../platform/moment.ts';
import { inBox, pageOf } from '../platform/page.ts';
import { totalOf } from '../platform/total.ts';
import type { Shelter, ShelterQuery } from './contract.ts';

/** Every column of a shelter as its contract has it. */
const SHELTER = sql`
  s.id, s.code, s.name, s.kind, s.state, s.capacity_persons AS "capacityPersons", s.area_m2 AS "areaM2",
  s.indoor, s.address, s.manager,
  json_build_array(ST_X(s.point), ST_Y(s.point)) AS point, s.division_path AS "divisionPath",
  county.name AS county, town.name AS town,
  s.demo, s.approximate, s.source, s.valid_from AS "validFrom", s.recorded_at AS "recordedAt"`;

/** Names come from the divisions above; a path that ends higher up has none. */
const from = (moment: Moment) => sql`
  ${versionsOf('shelters.shelter', moment)} s
  LEFT JOIN grids.division county ON county.path = left(s.division_path, 6) AND county.level = 'county'
  LEFT JOIN grids.division town ON town.path = left(s.division_path, 9) AND town.level = 'town'`;

/** Those that match, in the order of their codes; a page begins after the code `after`. */
export function findShelters(db: Db, query: ShelterQuery) {
  const filter = filterBy(query);
  const moment = readMoment(query);
  const further = query.after === undefined ? sql`` : sql`AND s.code > ${query.after}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Shelter>(sql`
      SELECT ${SHELTER} FROM ${from(moment)} WHERE ${filter} ${further} ORDER BY s.code LIMIT ${query.limit + 1}`);
    const all = await tx.one<{ total: number }>(totalOf('shelters.shelter', sql`s`, filter, moment));
    return pageOf(rows, query.limit, all!.total, (last) => last.code);
  });
}

export function findShelter(db: Db, id: string, moment: Moment): Promise<Shelter | undefined> {
  return db.one<Shelter>(sql`SELECT ${SHELTER} FROM ${from(moment)} WHERE s.id = ${id}`);
}

function filterBy({ bbox, kind, state }: ShelterQuery): Sql {
  const conditions = [inBox(sql`s.point`, bbox)];
  if (kind) conditions.push(sql`s.kind = ${kind}`);
  if (state) conditions.push(sql`s.state = ${state}`);
  return join(conditions, ' AND ');
}

/** Removes what was made up for demonstration, its past too; answers how many there were. */
export async function clearSheltersDemo(tx: Tx): Promise<number> {
  const removed = await tx.many<{ path: string }>(sql`
    DELETE FROM shelters.shelter WHERE demo RETURNING division_path AS path`);
  await tx.many(sql`DELETE FROM shelters.shelter_history WHERE demo`);
  await tx.one(sql`SELECT platform.bump_layer('shelters', ${[...new Set(removed.map(({ path }) => path))]})`);
  return removed.length;
}
