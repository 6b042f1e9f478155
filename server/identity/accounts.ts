// Accounts that are made and reset outside of the screens: at the first start and from the shell.
import { randomInt } from 'node:crypto';
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { PostRole } from './contract.ts';
import { IN_FORCE } from './posts.ts';
import { setPassword } from './sign-in/store.ts';
import { endSessionsOf } from './sessions.ts';

/** Without those that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A password that a machine chose, 99 bits, easy to read aloud: `k7mwp-…`. */
export const newPassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly role: PostRole;
  /** Division paths. */
  readonly areas: readonly string[];
  readonly title: string;
  readonly unit?: string;
  readonly passwordHash: string;
  /** Whoever made it knows the password. */
  readonly mustChange: boolean;
}

/** A person with one post. @returns the person's id */
export async function createAccount(tx: Tx, account: NewAccount): Promise<string> {
  const { login, name, role, areas, title, unit, passwordHash, mustChange } = account;
  const person = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path, password_hash, password_changed_at, must_change)
    VALUES (${login}, ${name}, ${areas[0]}, ${passwordHash}, platform.now(), ${mustChange}) RETURNING id`);
  const { id } = person!;
  const post = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, title, areas, unit)
    VALUES (${id}, ${role}, ${title}, ${areas}, ${unit ?? null}) RETURNING id`);
  await record(tx, {
    act: 'identity:create-account',
    object: `identity.person/${id}`,
    after: { login, role, areas, post: post!.id },
  });
  return id;
}

/** A new password that its owner has to change; all sessions end. */
export async function resetPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await setPassword(tx, personId, { hash: passwordHash, mustChange: true });
  const ended = await endSessionsOf(tx, personId, 'password-changed');
  await record(tx, {
    act: 'identity:reset-password',
    object: `identity.person/${personId}`,
    after: { sessionsEnded: ended },
  });
}

export interface ListedAccount {
  readonly login: string;
  readonly name: string;
  readonly isDeactivated: boolean;
  readonly hasSecondFactor: boolean;
  readonly roles: readonly PostRole[];
}

/** All accounts by login, with the roles of their posts in force. */
export function listAccounts(tx: Tx): Promise<ListedAccount[]> {
  return tx.many<ListedAccount>(sql`
    SELECT p.login, p.name, p.deactivated_at IS NOT NULL AS "isDeactivated",
           p.totp_confirmed_at IS NOT NULL OR EXISTS (SELECT FROM identity.passkey k WHERE k.person_id = p.id) AS "hasSecondFactor",
           ARRAY(SELECT DISTINCT o.role FROM identity.post o WHERE o.person_id = p.id AND ${IN_FORCE} ORDER BY o.role) AS roles
      FROM identity.person p ORDER BY p.login`);
}

/** Takes all second factors of a person away. */
export async function removeSecondFactors(tx: Tx, personId: string): Promise<void> {
  await tx.one(sql`
    UPDATE identity.person SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = ${personId}`);
  await tx.one(sql`DELETE FROM identity.recovery_code WHERE person_id = ${personId}`);
  await tx.one(sql`DELETE FROM identity.passkey WHERE person_id = ${personId}`);
  await record(tx, { act: 'identity:remove-second-factors', object: `identity.person/${personId}` });
}
