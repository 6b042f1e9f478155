// Who holds which post, as the security administrator of their areas sees and changes it.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { pageOf, readTimeCursor } from '../../platform/page.ts';
import { Problem } from '../../platform/problem.ts';
import { namedAreas } from './areas.ts';
import type { Grant, Post, PostChange, PostPage, PostQuery, Substitution } from './contract.ts';

const STATE = sql`
  CASE WHEN o.ended_at IS NOT NULL OR o.valid_to <= platform.now() THEN 'over'
       WHEN o.valid_from > platform.now() THEN 'to-come' ELSE 'in-force' END`;
const POST = sql`
  o.id, json_build_object('id', o.person_id, 'name', p.name, 'login', p.login) AS person, o.role, o.title,
  ${namedAreas(sql`o.areas`)} AS areas, o.departments, o.unit, o.acts, o.substitute_of AS "substituteOf",
  absent.name AS "substituteFor", o.valid_from AS "from", o.valid_to AS "to", o.ended_at AS "endedAt",
  coalesce(granter.name, o.granted_by) AS "grantedBy", o.granted_at AS "grantedAt", ${STATE} AS state`;
const FROM = sql`
  identity.post o LEFT JOIN identity.person p ON p.id = o.person_id LEFT JOIN identity.post own ON own.id = o.substitute_of
  LEFT JOIN identity.person absent ON absent.id = own.person_id LEFT JOIN identity.person granter ON granter.id = o.granted_by`;

/** Posts, the newest grant first. @throws Problem 400 where the cursor is none */
export async function findPosts(db: Db, query: PostQuery): Promise<PostPage> {
  const { q = '', role = null, person = null, state = 'in-force', limit, after } = query;
  const words = q.trim().toLowerCase();
  const where = sql`
    (${words} = '' OR strpos(lower(p.name), ${words}) > 0 OR strpos(p.login, ${words}) > 0 OR strpos(p.name_initials, ${words}) > 0
      OR strpos(lower(o.title), ${words}) > 0)
    AND (${role}::text IS NULL OR o.role = ${role}) AND (${person}::text IS NULL OR o.person_id = ${person})
    AND (${state} = 'all' OR ${STATE} = ${state})`;
  const cursor = after === undefined ? undefined : readTimeCursor(after);
  if (after !== undefined && !cursor) throw new Problem(400, 'invalid-cursor', 'The cursor is not one of this list');
  const { at = null, id = '' } = cursor ?? {};
  const rows = await db.many<Post>(sql`
    SELECT ${POST} FROM ${FROM}
     WHERE ${where} AND (${at}::timestamptz IS NULL OR (o.granted_at, o.id) < (${at}::timestamptz, ${id}))
     ORDER BY o.granted_at DESC, o.id DESC LIMIT ${limit + 1}`);
  const counted = await db.one<{ total: number }>(sql`SELECT count(*)::integer AS total FROM ${FROM} WHERE ${where}`);
  return pageOf(rows, limit, counted!.total, (last) => `${last.grantedAt}_${last.id}`);
}

export function findPost(db: Db, id: string): Promise<Post | undefined> {
  return db.one<Post>(sql`SELECT ${POST} FROM ${FROM} WHERE o.id = ${id}`);
}

export async function grantPost(tx: Tx, grant: Grant, now: Date): Promise<string> {
  const { personId, role, title, areas, departments = ['*'], unit = null, from, to = null } = grant;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, title, areas, departments, unit, valid_from, valid_to)
    VALUES (${personId}, ${role}, ${title}, ${areas}, ${departments}, ${unit}, ${from ?? now}, ${to}) RETURNING id`);
  return row!.id;
}

/** The database refuses what goes beyond the post that is stood in for. */
export async function grantSubstitution(tx: Tx, post: Post, given: Substitution): Promise<string> {
  const { personId, areas, departments = post.departments, acts = post.acts, from, to } = given;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, title, areas, departments, unit, acts, substitute_of, valid_from, valid_to)
    VALUES (${personId}, ${post.role}, ${post.title}, ${areas}, ${departments}, ${post.unit}, ${acts}, ${post.id}, ${from}, ${to})
    RETURNING id`);
  return row!.id;
}

/** @returns false where it was not the caller's to change */
export async function changePost(tx: Tx, id: string, { title, to }: PostChange): Promise<boolean> {
  const row = await tx.one(sql`
    UPDATE identity.post SET title = coalesce(${title ?? null}, title),
           valid_to = CASE WHEN ${to !== undefined} THEN ${to ?? null}::timestamptz ELSE valid_to END
     WHERE id = ${id} RETURNING id`);
  return row !== undefined;
}

/** @returns false where it was not the caller's to end */
export async function endPost(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx.one(sql`
    UPDATE identity.post SET ended_at = ${now} WHERE id = ${id} AND ended_at IS NULL RETURNING id`);
  return row !== undefined;
}
