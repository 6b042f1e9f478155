// Counts for the wall's charts, from the schemas of those whose data they are. One query each.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { versionsOf, type Moment } from '../platform/moment.ts';
import type { AgeCell, Cell } from './algorithms/fold-trends.ts';
import type { CountyCount } from './contract.ts';

type Dated<Row> = Row & { readonly recordedAt: string };

/** Incidents of the hours before `at`, those that repeat another left out. */
export function countIncidents(
  db: Db,
  moment: Moment,
  { at, hours }: { at: Date; hours: number },
): Promise<Dated<Cell>[]> {
  return db.many(sql`
    SELECT date_trunc('hour', i.occurred_at) AS hour, CASE WHEN length(i.division_path) >= 6 THEN left(i.division_path, 6) END AS county,
           i.kind, i.level, count(*)::integer AS count, max(i.recorded_at) AS "recordedAt"
      FROM ${versionsOf('incidents.incident', moment)} i
     WHERE i.occurred_at >= date_trunc('hour', ${at}::timestamptz) - make_interval(hours => ${hours - 1}::integer)
       AND i.occurred_at < date_trunc('hour', ${at}::timestamptz) + interval '1 hour'
       AND i.state <> 'duplicate'
     GROUP BY 1, 2, 3, 4`);
}

/** Open incidents by how long they have waited at `at`. */
export function countOpenAges(db: Db, moment: Moment, at: Date): Promise<Dated<AgeCell>[]> {
  return db.many(sql`
    SELECT CASE WHEN i.received_at > ${at}::timestamptz - interval '30 minutes' THEN 'under-30-min'
                WHEN i.received_at > ${at}::timestamptz - interval '2 hours' THEN 'under-2-h'
                ELSE 'from-2-h' END AS age,
           i.level, count(*)::integer AS count, max(i.recorded_at) AS "recordedAt"
      FROM ${versionsOf('incidents.incident', moment)} i
     WHERE i.state IN ('reported', 'acknowledged')
     GROUP BY 1, 2`);
}

/** Counties in the caller's areas, and those that his areas lie in. */
export function findCounties(db: Db): Promise<{ path: string; name: string }[]> {
  return db.many(sql`
    SELECT d.path, d.name FROM grids.division d
     WHERE d.level = 'county'
       AND EXISTS (SELECT FROM unnest(platform.areas()) AS own (area) WHERE d.path ^@ own.area OR own.area ^@ d.path)
     ORDER BY d.path`);
}

type InCounty<Row> = Dated<Row> & { readonly county: string };

export function countShelters(db: Db, moment: Moment): Promise<InCounty<CountyCount['shelters'][number]>[]> {
  return db.many(sql`
    SELECT left(s.division_path, 6) AS county, s.state, count(*)::integer AS count,
           sum(s.capacity_persons)::integer AS "capacityPersons", max(s.recorded_at) AS "recordedAt"
      FROM ${versionsOf('shelters.shelter', moment)} s
     GROUP BY 1, s.state
     ORDER BY 1, s.state`);
}

export function countHazards(db: Db, moment: Moment): Promise<InCounty<CountyCount['hazards'][number]>[]> {
  return db.many(sql`
    SELECT left(h.division_path, 6) AS county, h.level, count(*)::integer AS count, max(h.recorded_at) AS "recordedAt"
      FROM ${versionsOf('hazards.hazard', moment)} h
     GROUP BY 1, h.level
     ORDER BY 1, h.level NULLS LAST`);
}
