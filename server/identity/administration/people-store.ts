// Accounts as an administrator sees and changes them: the walls keep them to the administrator's areas.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { readName } from '../../../geodata/space/pinyin.ts';
import { pageOf } from '../../platform/page.ts';
import { IN_FORCE } from '../posts.ts';
import { namedArea } from './areas.ts';
import type { NewPerson, PeoplePage, PeopleQuery, Person, TransferredWork } from './contract.ts';

const PERSON = sql`
  p.id, p.login, p.name, ${namedArea(sql`p.division_path`)} AS division, p.created_at AS "createdAt",
  p.deactivated_at AS "deactivatedAt", p.must_change AS "mustChange",
  EXISTS (SELECT FROM identity.post o WHERE o.person_id = p.id AND o.class <> 'business' AND o.ended_at IS NULL
             AND (o.valid_to IS NULL OR o.valid_to > platform.now())) AS administrator,
  (SELECT count(*) FROM identity.post o WHERE o.person_id = p.id AND ${IN_FORCE})::integer AS posts`;

/** Accounts by login, those whose name, initials or login have the words. */
export async function findPeople(db: Db, { q = '', state = 'active', limit, after }: PeopleQuery): Promise<PeoplePage> {
  const words = q.trim().toLowerCase();
  const where = sql`
    (${words} = '' OR strpos(lower(p.name), ${words}) > 0 OR strpos(p.login, ${words}) > 0 OR strpos(p.name_initials, ${words}) > 0)
    AND (${state} = 'all' OR (p.deactivated_at IS NULL) = (${state} = 'active'))`;
  const rows = await db.many<Person>(sql`
    SELECT ${PERSON} FROM identity.person p
     WHERE ${where} AND p.login > ${after ?? ''} COLLATE "C" ORDER BY p.login COLLATE "C" LIMIT ${limit + 1}`);
  const counted = await db.one<{ total: number }>(
    sql`SELECT count(*)::integer AS total FROM identity.person p WHERE ${where}`,
  );
  return pageOf(rows, limit, counted!.total, ({ login }) => login);
}

export function findPerson(db: Db, id: string): Promise<Person | undefined> {
  return db.one<Person>(sql`SELECT ${PERSON} FROM identity.person p WHERE p.id = ${id}`);
}

/** @returns the id; undefined where the login is taken, in whatever area */
export async function addPerson(tx: Tx, person: NewPerson, hash: string, now: Date): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, name_initials, division_path, password_hash, password_changed_at, must_change)
    VALUES (${person.login}, ${person.name.trim()}, ${initials(person.name)}, ${person.divisionPath}, ${hash}, ${now}, true)
    ON CONFLICT DO NOTHING RETURNING id`);
  return row?.id;
}

const initials = (name: string) => readName(name).initials.slice(0, 80);

export async function renamePerson(tx: Tx, id: string, name: string): Promise<void> {
  await tx.one(sql`
    UPDATE identity.person SET name = ${name.trim()}, name_initials = ${initials(name)} WHERE id = ${id} RETURNING id`);
}

export async function movePerson(tx: Tx, id: string, divisionPath: string): Promise<void> {
  await tx.one(sql`UPDATE identity.person SET division_path = ${divisionPath} WHERE id = ${id} RETURNING id`);
}

/** The database ends the sessions of whom it deactivates. */
export async function switchPerson(tx: Tx, id: string, active: boolean, now: Date): Promise<void> {
  await tx.one(sql`UPDATE identity.person SET deactivated_at = ${active ? null : now} WHERE id = ${id} RETURNING id`);
}

/** The database ends the sessions of whoever had the old one. */
export async function setOneTimePassword(tx: Tx, id: string, hash: string, now: Date): Promise<void> {
  await tx.one(sql`
    UPDATE identity.person SET password_hash = ${hash}, password_changed_at = ${now}, must_change = true
     WHERE id = ${id} RETURNING id`);
}

export async function transferWork(tx: Tx, from: string, to: string): Promise<TransferredWork> {
  return (await tx.one<TransferredWork>(
    sql`SELECT t.imports, t.views FROM identity.transfer_work(${from}, ${to}) AS t`,
  ))!;
}

/** Logins of these that are taken by accounts that the caller may see. */
export async function takenLogins(db: Db, logins: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.many<{ login: string }>(sql`SELECT login FROM identity.person WHERE login = ANY (${logins})`);
  return new Set(rows.map(({ login }) => login));
}
