// Sessions of people: opened by a sign-in, found by the token in the cookie, ended by the person, an administrator or the time.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { newSecret } from '../platform/new-secret.ts';
import { hashSecret } from './algorithms/secret-hash.ts';
import type { OwnSession } from './contract.ts';
import { FOUND_POST, IN_FORCE, type FoundPost } from './posts.ts';

/** However busy it is, a session ends after a shift and its hand-over, s. */
export const SESSION_LIVES_S = 12 * 3600;
/** Without a post there is nobody to be idle for longer than this, s: a sign-in that was begun and left. */
export const SIGN_IN_LIVES_S = 10 * 60;
/** The time of the last request is written down at most this often, s. */
const SEEN_EVERY_S = 30;

export interface FoundSession {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly mustChange: boolean;
  readonly hasSecondFactor: boolean;
  readonly openedBy: 'password' | 'passkey' | 'oidc';
  readonly secondFactorAt: string | null;
  /** When a password or a second factor was last shown in it. */
  readonly provenAt: string;
  readonly seenLongAgo: boolean;
  readonly post: FoundPost | null;
}

export interface NewSession {
  readonly personId: string;
  readonly openedBy: FoundSession['openedBy'];
  readonly address: string | undefined;
  /** `User-Agent`, so that people recognise their own. */
  readonly agent: string | undefined;
}

/** Opens a session that has no post yet; answers its token, which is nowhere else. */
export async function openSession(
  db: Db,
  { personId, openedBy, address, agent = '' }: NewSession,
  now: Date,
): Promise<string> {
  const token = newSecret();
  await db.one(sql`
    INSERT INTO identity.session (token_hash, person_id, opened_at, seen_at, idle_s, expires_at, opened_by, from_address, agent)
    VALUES (${hashSecret(token)}, ${personId}, ${now}, ${now}, ${SIGN_IN_LIVES_S},
            ${new Date(now.getTime() + SESSION_LIVES_S * 1000)}, ${openedBy}, ${address ?? null}, ${agent.slice(0, 200)})`);
  return token;
}

/** The living session of a token, with its person and the post as it now is; a post that has ended is none. */
export async function findSession(db: Db, token: string): Promise<FoundSession | undefined> {
  return db.one<FoundSession>(sql`
    SELECT s.id, s.person_id AS "personId", p.name AS "personName", p.must_change AS "mustChange",
           p.totp_confirmed_at IS NOT NULL OR EXISTS (SELECT FROM identity.passkey k WHERE k.person_id = p.id) AS "hasSecondFactor",
           s.opened_by AS "openedBy", s.second_factor_at AS "secondFactorAt",
           greatest(s.opened_at, s.second_factor_at, s.proven_at) AS "provenAt",
           s.seen_at < platform.now() - make_interval(secs => ${SEEN_EVERY_S}) AS "seenLongAgo",
           CASE WHEN o.id IS NOT NULL THEN ${FOUND_POST} END AS post
      FROM identity.session s
      JOIN identity.person p ON p.id = s.person_id AND p.deactivated_at IS NULL
      LEFT JOIN identity.post o ON o.id = s.post_id AND o.person_id = s.person_id AND ${IN_FORCE}
     WHERE s.token_hash = ${hashSecret(token)} AND s.ended_at IS NULL AND s.expires_at > platform.now()
       AND s.seen_at + make_interval(secs => s.idle_s) > platform.now()`);
}

/** Writes down that the person is there. Call it where `seenLongAgo`. */
export async function touchSession(db: Db, id: string): Promise<void> {
  await db.one(sql`UPDATE identity.session SET seen_at = platform.now() WHERE id = ${id} AND seen_at < platform.now()`);
}

/** A new token in the place of the old one, which is of no use from then on: at every change of what the session may do. */
export async function rotateSession(db: Db, id: string): Promise<string> {
  const token = newSecret();
  await db.one(
    sql`UPDATE identity.session SET token_hash = ${hashSecret(token)} WHERE id = ${id} AND ended_at IS NULL`,
  );
  return token;
}

/** The person acts in this post from now on. The session then ends when nobody is there for as long as its role may be away. */
export async function takePost(
  db: Db,
  id: string,
  { postId, idleS }: { postId: string; idleS: number },
): Promise<void> {
  await db.one(sql`
    UPDATE identity.session SET post_id = ${postId}, idle_s = ${idleS}, seen_at = platform.now() WHERE id = ${id} AND ended_at IS NULL`);
}

/** The person has shown a second factor. */
export async function markSecondFactor(db: Db, id: string): Promise<void> {
  await db.one(
    sql`UPDATE identity.session SET second_factor_at = platform.now() WHERE id = ${id} AND ended_at IS NULL`,
  );
}

/** The person has shown once more who they are. */
export async function markProven(db: Db, id: string): Promise<void> {
  await db.one(sql`UPDATE identity.session SET proven_at = platform.now() WHERE id = ${id} AND ended_at IS NULL`);
}

export type Ending = 'signed-out' | 'ended-elsewhere' | 'rotated' | 'deactivated' | 'password-changed';

/** Ends one session; nothing happens where it has ended. */
export async function endSession(db: Db, id: string, why: Ending): Promise<void> {
  await db.one(sql`
    UPDATE identity.session SET ended_at = platform.now(), ended_why = ${why} WHERE id = ${id} AND ended_at IS NULL`);
}

/** Ends all sessions of a person, but for one. @returns how many */
export async function endSessionsOf(db: Db, personId: string, why: Ending, but?: string): Promise<number> {
  const ended = await db.many(sql`
    UPDATE identity.session SET ended_at = platform.now(), ended_why = ${why}
     WHERE person_id = ${personId} AND ended_at IS NULL AND id IS DISTINCT FROM ${but ?? null}::uuid RETURNING id`);
  return ended.length;
}

/** Where a person is signed in now, the last one first. @param current the session that asks */
export function findOwnSessions(db: Db, personId: string, current: string): Promise<OwnSession[]> {
  return db.many<OwnSession>(sql`
    SELECT s.id, s.opened_at AS "openedAt", s.seen_at AS "seenAt", s.agent, s.from_address AS address, s.opened_by AS "openedBy",
           nullif(o.title, '') AS post, o.role, s.id = ${current}::uuid AS "isCurrent"
      FROM identity.session s LEFT JOIN identity.post o ON o.id = s.post_id
     WHERE s.person_id = ${personId} AND s.ended_at IS NULL AND s.expires_at > platform.now()
       AND s.seen_at + make_interval(secs => s.idle_s) > platform.now()
     ORDER BY s.seen_at DESC, s.id`);
}

/** Whether it was opened in this way. */
export async function wasOpenedBy(db: Db, id: string, by: FoundSession['openedBy']): Promise<boolean> {
  return (await db.one(sql`SELECT id FROM identity.session WHERE id = ${id} AND opened_by = ${by}`)) !== undefined;
}
