// Accounts as a sign-in needs them: with their secrets, for the house alone.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly divisionPath: string;
  readonly passwordHash: string | null;
  readonly mustChange: boolean;
  readonly deactivatedAt: string | null;
}

const COLUMNS = sql`id, login, name, division_path AS "divisionPath", password_hash AS "passwordHash", must_change AS "mustChange",
                    deactivated_at AS "deactivatedAt"`;

export const findAccountByLogin = (db: Db, login: string): Promise<Account | undefined> =>
  db.one<Account>(sql`SELECT ${COLUMNS} FROM identity.person WHERE login = ${login}`);

export const findAccount = (db: Db, id: string): Promise<Account | undefined> =>
  db.one<Account>(sql`SELECT ${COLUMNS} FROM identity.person WHERE id = ${id}`);

/** The same password, hashed as it is done now; nothing where it was changed meanwhile. */
export async function replaceHash(
  db: Db,
  id: string,
  { before, after }: { before: string; after: string },
): Promise<void> {
  await db.one(sql`UPDATE identity.person SET password_hash = ${after} WHERE id = ${id} AND password_hash = ${before}`);
}

/** @param mustChange somebody else knows it too */
export async function setPassword(
  tx: Tx,
  id: string,
  { hash, mustChange }: { hash: string; mustChange: boolean },
): Promise<void> {
  await tx.one(sql`
    UPDATE identity.person SET password_hash = ${hash}, password_changed_at = platform.now(), must_change = ${mustChange} WHERE id = ${id}`);
}
