// A phone becomes the remote of a wall, and ceases to be. Codes and tokens are kept as hashes.
import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import { newSecret } from '../platform/new-secret.ts';
import { hashSecret } from '../identity/algorithms/secret-hash.ts';
import { readCode, writeCode } from './algorithms/pairing-code.ts';

/** From the moment that the code is shown, seconds. */
export const CODE_LIVES_S = 180;
/** A new code is shown this long before the old one dies, so that a phone that reads slowly is not too late, seconds. */
export const CODE_OVERLAP_S = 60;
/** A pairing ends by itself after a shift, seconds. */
export const PAIRING_LIVES_S = 12 * 3600;

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** A new code of a wall, valid beside the one before it. */
export async function issueCode(tx: Tx, wallId: string, now: Date) {
  const code = writeCode(randomBytes(10));
  await tx.one(sql`DELETE FROM walls.pairing_code WHERE wall_id = ${wallId} AND expires_at <= ${now}`);
  await tx.one(sql`
    INSERT INTO walls.pairing_code (code_hash, wall_id, expires_at)
    VALUES (${hashSecret(readCode(code)!)}, ${wallId}, ${after(now, CODE_LIVES_S)})`);
  return {
    code,
    expiresAt: after(now, CODE_LIVES_S).toISOString(),
    renewAt: after(now, CODE_LIVES_S - CODE_OVERLAP_S).toISOString(),
  };
}

/** The wall of a code that a phone shows. */
export async function findWallOfCode(tx: Tx, typed: string, now: Date): Promise<string | undefined> {
  const signs = readCode(typed);
  if (signs === undefined) return undefined;
  const row = await tx.one<{ wallId: string }>(sql`
    SELECT wall_id AS "wallId" FROM walls.pairing_code WHERE code_hash = ${hashSecret(signs)} AND expires_at > ${now} FOR UPDATE`);
  return row?.wallId;
}

/** Pairs in the place of whichever phone was paired before; no code of the wall works any more. Answers the token, which cannot be read again. */
export async function pair(tx: Tx, wallId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const token = `fsr_${newSecret()}`;
  const expiresAt = after(now, PAIRING_LIVES_S);
  await tx.one(sql`DELETE FROM walls.pairing_code WHERE wall_id = ${wallId}`);
  await tx.one(sql`DELETE FROM walls.pairing WHERE wall_id = ${wallId}`);
  await tx.one(sql`
    INSERT INTO walls.pairing (wall_id, token_hash, paired_at, expires_at)
    VALUES (${wallId}, ${hashSecret(token)}, ${now}, ${expiresAt})`);
  await record(tx, { act: 'walls:pair', object: `walls.wall/${wallId}` });
  return { token, expiresAt };
}

/** Ends the pairing of a wall. Answers whether there was one. */
export async function unpair(tx: Tx, wallId: string): Promise<boolean> {
  const gone = await tx.one(sql`DELETE FROM walls.pairing WHERE wall_id = ${wallId} RETURNING id`);
  if (gone) await record(tx, { act: 'walls:unpair', object: `walls.wall/${wallId}` });
  return gone !== undefined;
}

/** The pairing of the remote that asks: its wall, and until when. The row policy shows it no other. */
export function findOwnPairing(db: Db): Promise<{ wallId: string; expiresAt: string } | undefined> {
  return db.one(sql`SELECT wall_id AS "wallId", expires_at AS "expiresAt" FROM walls.pairing`);
}
