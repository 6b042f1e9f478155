// Passwords of programs (GIS on a desk, a script) that read for a person in one post: shown once, kept as a hash, and they end.
import { record } from '../../audit/record.ts';
import type { Database, Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import type { ApplicationPassword, NewApplicationPassword } from '../contract.ts';
import { daysAfter } from '../feed-keys.ts';
import { fitsHash, isKey, newKey, prefixOf } from './machine-keys.ts';
import { FOUND_POST, IN_FORCE, type FoundPost } from '../posts.ts';

/** That one was used is written down at most this often, s. */
const USED_EVERY_S = 60;

/** Whom a program speaks for, and in which post. */
export interface ProgramIdentity {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly post: FoundPost;
  readonly usedLongAgo: boolean;
}

/** Makes one for the person and the post of the session; the password cannot be read again. Undefined where the post is an emergency access. */
export async function makeApplicationPassword(
  db: Db,
  { personId, postId }: { personId: string; postId: string },
  { name, days }: NewApplicationPassword,
  now: Date,
): Promise<{ id: string; password: string } | undefined> {
  const { key, prefix, hash } = newKey('fsa');
  return db.transaction(async (tx) => {
    const made = await tx.one<{ id: string }>(sql`
      INSERT INTO identity.application_password (person_id, post_id, name, prefix, key_hash, expires_at)
      SELECT o.person_id, o.id, ${name}, ${prefix}, ${hash}, ${daysAfter(now, days)}::timestamptz
        FROM identity.post o WHERE o.id = ${postId} AND o.person_id = ${personId} AND o.incident_id IS NULL
      RETURNING id`);
    if (!made) return undefined;
    const object = objectOf(made.id);
    await record(tx, { act: 'identity:make-application-password', object, after: { prefix, postId, days } });
    return { id: made.id, password: key };
  });
}

/** The person's own, those at work first, the newest first. */
export function listApplicationPasswords(db: Db, personId: string): Promise<ApplicationPassword[]> {
  return db.many<ApplicationPassword>(sql`
    SELECT a.id, a.name, a.prefix, a.created_at AS "createdAt", a.expires_at AS "expiresAt", a.used_at AS "usedAt",
           o.title AS post, o.role, CASE WHEN a.revoked_at IS NOT NULL THEN 'revoked'
             WHEN a.expires_at <= platform.now() THEN 'expired'
             WHEN o.ended_at IS NOT NULL OR o.valid_from > platform.now() OR o.valid_to <= platform.now() THEN 'post-ended'
             ELSE 'in-use' END AS state
      FROM identity.application_password a JOIN identity.post o ON o.id = a.post_id
     WHERE a.person_id = ${personId}
     ORDER BY a.revoked_at IS NOT NULL OR a.expires_at <= platform.now(), a.created_at DESC, a.id`);
}

/** The name that goes with the password, of a person who is there. @param db of the house: people do not read logins */
export async function findLogin(db: Db, personId: string): Promise<string> {
  const person = await db.one<{ login: string }>(sql`SELECT login FROM identity.person WHERE id = ${personId}`);
  return person!.login;
}

/** Takes one of the person's own back. @returns false where the person has no such one at work */
export async function revokeApplicationPassword(db: Db, personId: string, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revoked = await tx.one<{ prefix: string }>(sql`
      UPDATE identity.application_password SET revoked_at = platform.now()
       WHERE id = ${id} AND person_id = ${personId} AND revoked_at IS NULL RETURNING prefix`);
    if (revoked)
      await record(tx, { act: 'identity:revoke-application-password', object: objectOf(id), before: revoked });
    return revoked !== undefined;
  });
}

/** Whom a name and an application password stand for; undefined where anything of it does not hold: password, person or post. */
export async function findProgram(db: Db, login: string, password: string): Promise<ProgramIdentity | undefined> {
  if (!isKey('fsa', password)) return undefined;
  const found = await db.one<ProgramIdentity & { login: string; keyHash: Buffer }>(sql`
    SELECT a.id, p.login, a.key_hash AS "keyHash", p.id AS "personId", p.name AS "personName",
           coalesce(a.used_at <= platform.now() - make_interval(secs => ${USED_EVERY_S}), true) AS "usedLongAgo",
           ${FOUND_POST} AS post
      FROM identity.application_password a
      JOIN identity.person p ON p.id = a.person_id AND p.deactivated_at IS NULL
      JOIN identity.post o ON o.id = a.post_id AND o.person_id = a.person_id AND o.incident_id IS NULL AND ${IN_FORCE}
     WHERE a.prefix = ${prefixOf(password)} AND a.revoked_at IS NULL AND a.expires_at > platform.now()`);
  const fits = found !== undefined && fitsHash(password, found.keyHash) && found.login === login;
  return fits ? found : undefined;
}

/** Writes down that one was used, the first time in the audit too. Call it where `usedLongAgo`. */
export async function touchApplicationPassword(database: Database, program: ProgramIdentity): Promise<void> {
  const { id, personId, post } = program;
  await database.as({ role: 'job', areas: post.areas, actor: personId }).transaction(async (tx) => {
    const first = await tx.one(sql`
      UPDATE identity.application_password SET used_at = platform.now() WHERE id = ${id} AND used_at IS NULL RETURNING id`);
    if (first) await record(tx, { act: 'identity:use-application-password', object: objectOf(id) });
    else await tx.one(sql`UPDATE identity.application_password SET used_at = platform.now() WHERE id = ${id}`);
  });
}

const objectOf = (id: string) => `identity.application_password/${id}`;
