// Reads the schema "sites".
import type { Db, Tx } from '../../db/connection.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import { readMoment, versionsOf, type Moment } from '../platform/moment.ts';
import { inBox, pageOf } from '../platform/page.ts';
import { totalOf } from '../platform/total.ts';
import type { Site, SiteQuery } from './contract.ts';

/** Every column of a site as its contract has it. */
const SITE = sql`
  s.id, s.code, s.name, s.kind, s.address, s.manager,
  json_build_array(ST_X(s.point), ST_Y(s.point)) AS point, s.division_path AS "divisionPath",
  county.name AS county, town.name AS town,
  s.demo, s.approximate, s.source, s.valid_from AS "validFrom", s.recorded_at AS "recordedAt"`;

/** Names come from the divisions above; a path that ends higher up has none. */
const from = (moment: Moment) => sql`
  ${versionsOf('sites.site', moment)} s
  LEFT JOIN grids.division county ON county.path = left(s.division_path, 6) AND county.level = 'county'
  LEFT JOIN grids.division town ON town.path = left(s.division_path, 9) AND town.level = 'town'`;

/** Those that match, in the order of their codes; a page begins after the code `after`. */
export function findSites(db: Db, query: SiteQuery) {
  const filter = filterBy(query);
  const moment = readMoment(query);
  const further = query.after === undefined ? sql`` : sql`AND s.code > ${query.after}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Site>(sql`
      SELECT ${SITE} FROM ${from(moment)} WHERE ${filter} ${further} ORDER BY s.code LIMIT ${query.limit + 1}`);
    const all = await tx.one<{ total: number }>(totalOf('sites.site', sql`s`, filter, moment));
    return pageOf(rows, query.limit, all!.total, (last) => last.code);
  });
}

export function findSite(db: Db, id: string, moment: Moment): Promise<Site | undefined> {
  return db.one<Site>(sql`SELECT ${SITE} FROM ${from(moment)} WHERE s.id = ${id}`);
}

function filterBy({ bbox, kind }: SiteQuery): Sql {
  const conditions = [inBox(sql`s.point`, bbox)];
  if (kind) conditions.push(sql`s.kind = ${kind}`);
  return join(conditions, ' AND ');
}

/** Removes what was made up for demonstration, its past too; answers how many there were. */
export async function clearSitesDemo(tx: Tx): Promise<number> {
  const removed = await tx.many<{ path: string }>(sql`
    DELETE FROM sites.site WHERE demo RETURNING division_path AS path`);
  await tx.many(sql`DELETE FROM sites.site_history WHERE demo`);
  await tx.one(sql`SELECT platform.bump_layer('sites', ${[...new Set(removed.map(({ path }) => path))]})`);
  return removed.length;
}
