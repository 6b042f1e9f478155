// Emergency access: what was asked, decided and ended. Who may do what of it is held by the database (migration 0024).
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Emergency, EmergencyDraft, EmergencyReport } from './contract.ts';

/** Longer than this nobody waits for an answer in an emergency. */
const OPEN_TO_DECIDE_MIN = 30;
const MOST_LISTED = 200;

/** @param draft its areas are given @returns the id of the request */
export async function askEmergency(
  tx: Tx,
  draft: EmergencyDraft & { readonly areas: readonly string[] },
  divisionPath: string,
): Promise<string> {
  const { incidentId, areas, hours, reason } = draft;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.request (kind, about, content, reason, division_path, expires_at)
    VALUES ('emergency', ${incidentId}, ${JSON.stringify({ areas, hours })}::jsonb, ${reason}, ${divisionPath},
            platform.now() + make_interval(mins => ${OPEN_TO_DECIDE_MIN}))
    RETURNING id`);
  return row!.id;
}

/** @returns whether there was one to decide */
export async function decideEmergency(tx: Tx, id: string, approved: boolean): Promise<boolean> {
  const decided = await tx.one(sql`
    UPDATE identity.request SET approved = ${approved}
     WHERE id = ${id} AND kind = 'emergency' AND decided_at IS NULL RETURNING id`);
  return decided !== undefined;
}

/** @returns whether there was one to end */
export async function endEmergency(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one<{ ended: boolean }>(sql`SELECT sealed.end_emergency(${id}) AS ended`))!.ended;
}

/** Who asks, for what is theirs to decide or their own. */
export interface Reader {
  readonly personId: string;
  readonly isDecider: boolean;
  /** Others see their own alone. */
  readonly seesAll: boolean;
}

/** The latest first. */
export function findEmergencies(db: Db, reader: Reader): Promise<Emergency[]> {
  return db.many<Emergency>(sql`${emergencies(reader)} ORDER BY r.asked_at DESC, r.id LIMIT ${MOST_LISTED}`);
}

export function findEmergency(db: Db, reader: Reader, id: string): Promise<Emergency | undefined> {
  return db.one<Emergency>(sql`${emergencies(reader)} AND r.id = ${id}`);
}

const emergencies = ({ personId, isDecider, seesAll }: Reader): Sql => sql`
  SELECT r.id, ${STATE} AS state, r.about AS "incidentId", r.content->>'number' AS "incidentNumber",
         ARRAY(SELECT coalesce(d.name, area.path) FROM jsonb_array_elements_text(r.content->'areas') AS area (path)
                 LEFT JOIN grids.division d ON d.path = area.path ORDER BY area.path) AS areas,
         (r.content->>'hours')::float8 AS hours, r.reason, asker.name AS "askedBy", r.asked_at AS "askedAt", r.expires_at AS "expiresAt",
         decider.name AS "decidedBy", r.decided_at AS "decidedAt", e.until,
         coalesce(e.ended_at, CASE WHEN e.until <= platform.now() THEN e.until END) AS "endedAt",
         coalesce(e.ended_why, CASE WHEN e.until <= platform.now() THEN 'time-over' END) AS "endedWhy",
         CASE WHEN r.asked_by = ${personId} THEN e.post_id END AS "postId", r.asked_by = ${personId} AS "isMine",
         ${isDecider} AND r.asked_by <> ${personId} AND r.decided_at IS NULL AND r.expires_at > platform.now()
           AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(r.content->'areas') AS area (path)
                            WHERE area.path ^@ ANY ((SELECT platform.areas())::text[]) IS NOT TRUE) AS "mayDecide"
    FROM identity.request r
    LEFT JOIN sealed.emergency e ON e.request_id = r.id
    LEFT JOIN identity.person asker ON asker.id = r.asked_by
    LEFT JOIN identity.person decider ON decider.id = r.decided_by
   WHERE r.kind = 'emergency' AND (${seesAll} OR r.asked_by = ${personId})`;

const STATE = sql`
  CASE WHEN e.ended_at IS NOT NULL OR e.until <= platform.now() THEN 'over' WHEN e.request_id IS NOT NULL THEN 'open'
       WHEN r.decided_at IS NOT NULL THEN 'refused' WHEN r.expires_at <= platform.now() THEN 'lapsed' ELSE 'asked' END`;

/** What was done under it where the reader answers for it; empty for others. */
export function findDeeds(db: Db, id: string): Promise<EmergencyReport['deeds']> {
  return db.many(sql`SELECT no, at, act, object FROM sealed.deeds_under(${id})`);
}

/** How many lines are about what lies outside of the reader's areas: for others to see. */
export async function countDeedsElsewhere(db: Db, id: string): Promise<number> {
  const row = await db.one<{ elsewhere: number }>(sql`SELECT sealed.deeds_elsewhere(${id}) AS elsewhere`);
  return row!.elsewhere;
}

export function findOpeningsUnder(db: Db, id: string): Promise<EmergencyReport['openings']> {
  return db.many(sql`SELECT id, at, kind, reason FROM sealed.openings_under(${id})`);
}
