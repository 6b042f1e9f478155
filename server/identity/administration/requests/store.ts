// What one person asks and another decides. The database finds by the session who asks and who decides.
import type { Db, Tx } from '../../../../db/connection.ts';
import { sql } from '../../../../db/sql.ts';
import type { User } from '../../guard.ts';
import { namedArea } from '../areas.ts';
import type { Decision, TwoPersonRequest } from './contract.ts';

/** A request that nobody decided ends by itself. */
const ASKED_FOR_HOURS = 72;

const REQUEST = (me: string) => sql`
  r.id, r.kind, r.content, r.reason, ${namedArea(sql`r.division_path`)} AS division, r.asked_at AS "askedAt", r.expires_at AS "expiresAt",
  CASE WHEN r.about IS NOT NULL THEN json_build_object('id', r.about, 'name', about.name) END AS about,
  json_build_object('id', r.asked_by, 'name', asker.name) AS "askedBy",
  CASE WHEN r.decided_by IS NOT NULL THEN json_build_object('id', r.decided_by, 'name', decider.name) END AS "decidedBy",
  r.decided_at AS "decidedAt", r.answer,
  CASE WHEN r.approved THEN 'approved' WHEN NOT r.approved THEN 'refused' WHEN r.expires_at <= platform.now() THEN 'expired' ELSE 'open' END AS state,
  r.kind <> 'emergency' AND r.decided_at IS NULL AND r.expires_at > platform.now() AND r.asked_by <> ${me}
    AND r.about IS DISTINCT FROM ${me} AND current_setting('role') IN ('fengsui_system', 'fengsui_security') AS "mayDecide",
  r.kind = 'emergency' OR r.decided_at IS NOT NULL OR r.expires_at <= platform.now() OR identity.has_decider(r.id) AS "hasDecider"`;
const FROM = sql`
  identity.request r LEFT JOIN identity.person asker ON asker.id = r.asked_by LEFT JOIN identity.person decider ON decider.id = r.decided_by
  LEFT JOIN identity.person about ON about.id = r.about`;

/** Those that wait first, then the newest. */
export function findRequests(db: Db, { id }: User): Promise<TwoPersonRequest[]> {
  return db.many<TwoPersonRequest>(sql`
    SELECT ${REQUEST(id)} FROM ${FROM}
     ORDER BY r.decided_at IS NULL AND r.expires_at > platform.now() DESC, r.asked_at DESC, r.id LIMIT 500`);
}

export function findRequest(db: Db, requestId: string, { id }: User): Promise<TwoPersonRequest | undefined> {
  return db.one<TwoPersonRequest>(sql`SELECT ${REQUEST(id)} FROM ${FROM} WHERE r.id = ${requestId}`);
}

export interface NewRequest {
  readonly kind: 'recovery' | 'administrator' | 'reform' | 'post-end' | 'deactivation' | 'reactivation';
  readonly about: string | null;
  readonly content: unknown;
  readonly reason: string;
  readonly divisionPath: string;
}

export async function addRequest(tx: Tx, request: NewRequest, now: Date): Promise<string> {
  const { kind, about, content, reason, divisionPath } = request;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.request (kind, about, content, reason, division_path, expires_at)
    VALUES (${kind}, ${about}, ${JSON.stringify(content)}::jsonb, ${reason.trim()}, ${divisionPath},
            ${new Date(now.getTime() + ASKED_FOR_HOURS * 3600 * 1000)})
    RETURNING id`);
  return row!.id;
}

/** Decides, and in the same statement the database does what was approved. */
export async function decideRequest(
  tx: Tx,
  id: string,
  { approved, answer }: Decision,
  given: { passwordHash: string | undefined; layers: readonly string[] },
): Promise<boolean> {
  await tx.one(sql`
    SELECT set_config('app.password_hash', ${given.passwordHash ?? ''}, true), set_config('app.layers', ${given.layers.join(',')}, true)`);
  const decided = await tx.one(sql`
    UPDATE identity.request SET approved = ${approved}, answer = ${answer} WHERE id = ${id} AND decided_at IS NULL RETURNING id`);
  return decided !== undefined;
}

/** Whether somebody could still grant posts without this person, or this post. */
export async function keepsSecurityAdmin(
  db: Db,
  { person, post }: { person?: string; post?: string },
): Promise<boolean> {
  const row = await db.one<{ keeps: boolean }>(
    sql`SELECT identity.keeps_security_admin(${person ?? null}, ${post ?? null}) AS keeps`,
  );
  return row!.keeps;
}
