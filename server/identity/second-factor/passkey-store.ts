// Passkeys of people, and what devices are asked to sign.
import type { WebAuthnCredential } from '@simplewebauthn/server';
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';

export interface StoredPasskey {
  readonly id: string;
  readonly personId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

export const findPasskey = (db: Db, id: string): Promise<StoredPasskey | undefined> =>
  db.one<StoredPasskey>(sql`
    SELECT id, person_id AS "personId", public_key AS "publicKey", counter, transports FROM identity.passkey WHERE id = ${id}`);

export const findPasskeysOf = (db: Db, personId: string): Promise<{ id: string; transports: string[] }[]> =>
  db.many(sql`SELECT id, transports FROM identity.passkey WHERE person_id = ${personId} ORDER BY created_at, id`);

/** @returns false where it is somebody's already */
export async function keepPasskey(
  tx: Tx,
  personId: string,
  name: string,
  { id, publicKey, counter, transports = [] }: WebAuthnCredential,
): Promise<boolean> {
  const row = await tx.one(sql`
    INSERT INTO identity.passkey (id, person_id, name, public_key, counter, transports)
    VALUES (${id}, ${personId}, ${name}, ${Buffer.from(publicKey)}, ${counter}, ${transports}) ON CONFLICT (id) DO NOTHING RETURNING id`);
  return row !== undefined;
}

/** @returns its name; undefined where the person has no such one */
export async function removePasskey(tx: Tx, personId: string, id: string): Promise<string | undefined> {
  const row = await tx.one<{ name: string }>(
    sql`DELETE FROM identity.passkey WHERE id = ${id} AND person_id = ${personId} RETURNING name`,
  );
  return row?.name;
}

export async function notePasskeyUse(tx: Tx, id: string, counter: number): Promise<void> {
  await tx.one(
    sql`UPDATE identity.passkey SET counter = greatest(counter, ${counter}), used_at = platform.now() WHERE id = ${id}`,
  );
}

/** What the device of a session is asked to sign when it makes a passkey. */
export async function keepOwnChallenge(db: Db, sessionId: string, challenge: string): Promise<void> {
  await db.one(sql`UPDATE identity.session SET challenge = ${challenge} WHERE id = ${sessionId}`);
}

/** Takes the session's challenge away: it is used once. */
export async function useOwnChallenge(db: Db, sessionId: string): Promise<string | undefined> {
  const row = await db.one<{ challenge: string }>(sql`
    UPDATE identity.session s SET challenge = NULL FROM (SELECT id, challenge FROM identity.session WHERE id = ${sessionId} FOR UPDATE) before
     WHERE s.id = before.id AND before.challenge IS NOT NULL RETURNING before.challenge`);
  return row?.challenge;
}

export async function keepChallenge(db: Db, challenge: string, until: Date): Promise<void> {
  await db.one(sql`INSERT INTO identity.challenge (challenge, expires_at) VALUES (${challenge}, ${until})`);
}

/** Whether this was asked for and is not over; it is used once. */
export async function useChallenge(db: Db, challenge: string, now: Date): Promise<boolean> {
  const row = await db.one(
    sql`DELETE FROM identity.challenge WHERE challenge = ${challenge} AND expires_at > ${now} RETURNING challenge`,
  );
  return row !== undefined;
}

export async function forgetChallenges(db: Db, now: Date): Promise<void> {
  await db.one(sql`DELETE FROM identity.challenge WHERE expires_at < ${now}`);
}
