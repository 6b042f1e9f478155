// Reads the schema "sealed": that there is a contact, never what it is.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { ContactPart, OpeningReport, Reachable } from './contract.ts';

export async function findHeldOfPerson(db: Db, personId: string): Promise<ContactPart[]> {
  const row = await db.one<{ holds: ContactPart[] }>(
    sql`SELECT holds FROM sealed.contact WHERE person_id = ${personId}`,
  );
  return row?.holds ?? [];
}

export async function removeStaffContact(tx: Tx, personId: string): Promise<void> {
  await tx.one(sql`DELETE FROM sealed.contact WHERE person_id = ${personId}`);
}

/** Whether the caller sees this account. */
export async function isPersonInView(db: Db, personId: string): Promise<boolean> {
  return (await db.one(sql`SELECT id FROM identity.person WHERE id = ${personId}`)) !== undefined;
}

/** Colleagues of the caller's own areas who left a way to reach them. */
export function findReachable(db: Db): Promise<Reachable[]> {
  return db.many<Reachable>(sql`
    SELECT p.id, p.name, c.holds FROM sealed.contact c JOIN identity.person p ON p.id = c.person_id
     WHERE p.deactivated_at IS NULL AND p.division_path ^@ ANY ((SELECT platform.areas())::text[])
     ORDER BY p.name, p.id`);
}

export interface IncidentInView {
  readonly id: string;
  readonly divisionPath: string;
  readonly isOpen: boolean;
  /** False for one that is only shared with the caller's areas. */
  readonly isOwn: boolean;
  readonly holds: readonly ContactPart[];
  /** The incident for which the caller's post was opened; null for an ordinary post. */
  readonly postFor: string | null;
}

/** An incident as far as it matters for its reporter's contact. Incidents belong to "incidents", posts to "identity". */
export function findIncidentInView(db: Db, id: string, postId: string | null): Promise<IncidentInView | undefined> {
  return db.one<IncidentInView>(sql`
    SELECT i.id, i.division_path AS "divisionPath", i.state IN ('reported', 'acknowledged') AS "isOpen",
           i.division_path ^@ ANY ((SELECT platform.areas())::text[]) AS "isOwn", coalesce(c.holds, '{}') AS holds,
           (SELECT o.incident_id FROM identity.post o WHERE o.id = ${postId}) AS "postFor"
      FROM incidents.incident i LEFT JOIN sealed.contact c ON c.incident_id = i.id
     WHERE i.id = ${id}`);
}

/** The openings of a month of Asia/Shanghai, the latest first. */
export function findOpenings(db: Db, month: string): Promise<OpeningReport['openings']> {
  return db.many(sql`
    SELECT o.id, o.at, p.name AS "openedBy", post.role, o.purpose, o.reason,
           CASE o.kind WHEN 'reporter' THEN 'incidents.incident/' || o.incident_id ELSE 'identity.person/' || o.person_id END AS object
      FROM sealed.opening o
      LEFT JOIN identity.person p ON p.id = o.opened_by
      LEFT JOIN identity.post post ON post.id = o.post_id
     WHERE ${inMonth(month)} ORDER BY o.at DESC, o.id`);
}

export function countOpenings(db: Db, month: string): Promise<OpeningReport['byPurpose']> {
  return db.many(sql`
    SELECT o.purpose, count(*)::integer AS openings, count(DISTINCT o.opened_by)::integer AS people
      FROM sealed.opening o WHERE ${inMonth(month)} GROUP BY o.purpose ORDER BY o.purpose`);
}

const inMonth = (month: string) => sql`
  o.at >= ${`${month}-01`}::timestamp AT TIME ZONE 'Asia/Shanghai'
  AND o.at < (${`${month}-01`}::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai'`;
