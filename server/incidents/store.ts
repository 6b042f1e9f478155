// Reads the schema "incidents".
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { versionsOf, type Moment } from '../platform/moment.ts';
import type { GridLoad, HourCount, Incident, IncidentEntry } from './contract.ts';

/** Every column of an incident as its contract has it. What it repeats is named to those alone who see that too. */
const INCIDENT = sql`
  i.id, i.number, i.source, i.kind, i.level, i.state, i.title, i.description, i.address,
  json_build_array(ST_X(i.geom), ST_Y(i.geom)) AS point, i.grid_code AS "gridCode", i.division_path AS "divisionPath",
  county.name AS county, town.name AS town, i.occurred_at AS "occurredAt", i.received_at AS "receivedAt",
  i.acknowledged_at AS "acknowledgedAt", i.closed_at AS "closedAt",
  (SELECT o.id FROM incidents.incident o WHERE o.id = i.duplicate_of) AS "duplicateOf",
  i.feed_id AS feed, i.demo, i.revision, i.departments,
  CASE WHEN i.shared_with = '{}' THEN '[]'::json ELSE (
    SELECT coalesce(json_agg(json_build_object('path', s.path, 'name', coalesce(d.name, s.path), 'from', coalesce(o.name, s.from_path),
                                               'actor', s.actor, 'reason', s.reason, 'at', to_char(s.shared_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY s.path), '[]')
      FROM incidents.sharing s
      LEFT JOIN grids.division d ON d.path = s.path LEFT JOIN grids.division o ON o.path = s.from_path
     WHERE s.thing_id = i.id AND s.ended_at IS NULL) END AS sharing`;

/** Names come from the divisions above; a path that ends higher up has none. */
const from = (moment: Moment) => sql`
  ${versionsOf('incidents.incident', moment)} i
  LEFT JOIN grids.division county ON county.path = left(i.division_path, 6) AND county.level = 'county'
  LEFT JOIN grids.division town ON town.path = left(i.division_path, 9) AND town.level = 'town'`;

const OPEN = sql`i.state IN ('reported', 'acknowledged')`;

/** Gravest first, then who waits longest. An unknown level stands after orange: it may be anything, so somebody must look. */
export function findOpenIncidents(db: Db, moment?: Moment): Promise<Incident[]> {
  return db.many<Incident>(sql`
    SELECT ${INCIDENT} FROM ${from(moment)} WHERE ${OPEN} ORDER BY coalesce(i.level, 5), i.occurred_at, i.number`);
}

export function findIncident(db: Db, id: string, moment?: Moment): Promise<Incident | undefined> {
  return db.one<Incident>(sql`SELECT ${INCIDENT} FROM ${from(moment)} WHERE i.id = ${id}`);
}

/** An incident with the division paths whose people may see it: where it lies, and those it is shared with. */
export async function findWithAudience(
  db: Db,
  id: string,
): Promise<{ incident: Incident; audience: string[] } | undefined> {
  const row = await db.one<Incident & { audience: string[] }>(sql`
    SELECT ${INCIDENT}, array_prepend(i.division_path, i.shared_with) AS audience FROM ${from(undefined)} WHERE i.id = ${id}`);
  if (!row) return undefined;
  const { audience, ...incident } = row;
  return { incident, audience };
}

/** Where a page begins: after this incident. */
export interface PageStart {
  readonly receivedAt: string;
  readonly id: string;
}

/** Incidents that are over, the latest received first. */
export function findPastIncidents(
  db: Db,
  state: 'closed' | 'duplicate',
  { limit, after, moment }: { limit: number; after?: PageStart | undefined; moment: Moment },
): Promise<Incident[]> {
  const further = after
    ? sql`AND (i.received_at, i.id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`
    : sql``;
  return db.many<Incident>(sql`
    SELECT ${INCIDENT} FROM ${from(moment)}
     WHERE i.state = ${state} ${further}
     ORDER BY i.received_at DESC, i.id DESC
     LIMIT ${limit}`);
}

export async function countPastIncidents(db: Db, state: 'closed' | 'duplicate', moment: Moment): Promise<number> {
  const row = await db.one<{ total: number }>(
    sql`SELECT count(*) AS total FROM ${versionsOf('incidents.incident', moment)} i WHERE i.state = ${state}`,
  );
  return row!.total;
}

/** The story of an incident as far as it had been told at a moment, newest first; another incident in it is named to who sees that too. */
export function findEntries(db: Db, incidentId: string, moment?: Moment): Promise<IncidentEntry[]> {
  return db.many<IncidentEntry>(sql`
    SELECT id, at, act, actor,
           CASE WHEN other_id IS NULL THEN text ELSE (SELECT o.number FROM incidents.incident o WHERE o.id = other_id) END AS text,
           (SELECT coalesce(json_agg(json_build_object('id', p.id, 'widthPx', p.width_px, 'heightPx', p.height_px) ORDER BY s.place), '[]')
              FROM incidents.entry_photo s JOIN files.photo p ON p.id = s.photo_id WHERE s.entry_id = entry.id) AS photos
      FROM incidents.entry
     WHERE incident_id = ${incidentId} AND ${moment ? sql`at <= ${moment.at}::timestamptz` : sql`TRUE`} ORDER BY at DESC, no DESC`);
}

/** [grid's tile number, open incidents, worst level or 0 where none is known]; a point outside of all grids counts in none. */
export async function findGridLoad(db: Db, moment?: Moment): Promise<GridLoad> {
  const rows = await db.many<{ no: number; open: number; worst: number }>(sql`
    SELECT g.no, count(*)::integer AS open, coalesce(min(i.level), 0)::integer AS worst
      FROM ${versionsOf('incidents.incident', moment)} i
      JOIN ${versionsOf('grids.grid', moment)} g ON g.code = i.grid_code
     WHERE ${OPEN}
     GROUP BY g.no
     ORDER BY g.no`);
  return rows.map(({ no, open, worst }) => [no, open, worst]);
}

/** How many happened in each of the last hours up to that of `until`, oldest first; an hour without any is there with 0. */
export function findHourlyCounts(db: Db, hours: number, until: string, moment?: Moment): Promise<HourCount[]> {
  return db.many<HourCount>(sql`
    SELECT h.hour, count(i.id)::integer AS count, min(i.level) AS "worstLevel"
      FROM generate_series(date_trunc('hour', ${until}::timestamptz) - make_interval(hours => ${hours - 1}::integer),
                           date_trunc('hour', ${until}::timestamptz), interval '1 hour') AS h (hour)
      LEFT JOIN ${versionsOf('incidents.incident', moment)} i
        ON i.occurred_at >= h.hour AND i.occurred_at < h.hour + interval '1 hour' AND i.state <> 'duplicate'
     GROUP BY h.hour
     ORDER BY h.hour`);
}

/** A longer day than this is cut at its end; a city sees some hundred reports in one. */
const MOST_TURNS = 10_000;

/** When something happened to an incident in view, from an instant up to another, oldest first, each instant once. */
export async function findTurns(db: Db, from: string, until: string): Promise<string[]> {
  const rows = await db.many<{ at: string }>(sql`
    SELECT DISTINCT e.at FROM incidents.entry e
     WHERE e.at >= ${from}::timestamptz AND e.at < ${until}::timestamptz ORDER BY e.at LIMIT ${MOST_TURNS}`);
  return rows.map(({ at }) => at);
}
