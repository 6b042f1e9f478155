// Authenticators and recovery codes of people.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import type { SecondFactors } from '../contract.ts';

export interface StoredTotp {
  /** Sealed; null where there is none. */
  readonly secret: Buffer | null;
  readonly isConfirmed: boolean;
}

export async function findTotp(db: Db, personId: string): Promise<StoredTotp> {
  const row = await db.one<StoredTotp>(sql`
    SELECT totp_secret AS secret, totp_confirmed_at IS NOT NULL AS "isConfirmed" FROM identity.person WHERE id = ${personId}`);
  return row!;
}

/** A secret that is not confirmed yet, in the place of an earlier one that never was. @returns false where one is confirmed */
export async function draftTotp(tx: Tx, personId: string, sealed: Buffer): Promise<boolean> {
  const row = await tx.one(sql`
    UPDATE identity.person SET totp_secret = ${sealed}, totp_last_step = NULL WHERE id = ${personId} AND totp_confirmed_at IS NULL RETURNING id`);
  return row !== undefined;
}

/** Uses a code up. @returns false where this one, or a later one, was used before */
export async function useTotpStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const row = await tx.one(sql`
    UPDATE identity.person SET totp_last_step = ${step}
     WHERE id = ${personId} AND (totp_last_step IS NULL OR totp_last_step < ${step}) RETURNING id`);
  return row !== undefined;
}

export async function confirmTotp(tx: Tx, personId: string): Promise<void> {
  await tx.one(sql`UPDATE identity.person SET totp_confirmed_at = platform.now() WHERE id = ${personId}`);
}

/** The authenticator goes, and the codes that stood for it. */
export async function removeTotp(tx: Tx, personId: string): Promise<void> {
  await tx.one(sql`
    UPDATE identity.person SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = ${personId}`);
  await tx.one(sql`DELETE FROM identity.recovery_code WHERE person_id = ${personId}`);
}

/** These codes, and none of those before. */
export async function replaceRecoveryCodes(tx: Tx, personId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.one(sql`DELETE FROM identity.recovery_code WHERE person_id = ${personId}`);
  for (const hash of hashes)
    await tx.one(sql`INSERT INTO identity.recovery_code (person_id, code_hash) VALUES (${personId}, ${hash})`);
}

/** Uses a code up. @returns false where there is no such code, or it was used before */
export async function useRecoveryCode(tx: Tx, personId: string, hash: Buffer): Promise<boolean> {
  const row = await tx.one(sql`
    UPDATE identity.recovery_code SET used_at = platform.now()
     WHERE person_id = ${personId} AND code_hash = ${hash} AND used_at IS NULL RETURNING person_id`);
  return row !== undefined;
}

export async function findSecondFactors(db: Db, personId: string): Promise<Omit<SecondFactors, 'provenUntil'>> {
  const row = await db.one<Pick<SecondFactors, 'totp' | 'recoveryCodesLeft'>>(sql`
    SELECT p.totp_confirmed_at IS NOT NULL AS totp,
           (SELECT count(*)::int FROM identity.recovery_code c WHERE c.person_id = p.id AND c.used_at IS NULL) AS "recoveryCodesLeft"
      FROM identity.person p WHERE p.id = ${personId}`);
  const passkeys = await db.many<SecondFactors['passkeys'][number]>(sql`
    SELECT id, name, created_at AS "createdAt", used_at AS "usedAt" FROM identity.passkey WHERE person_id = ${personId} ORDER BY created_at, id`);
  return { ...row!, passkeys };
}
