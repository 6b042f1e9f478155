// Reads and writes the schema "views". The row policies decide whose views are seen and who may change one.
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { isId, pageOf } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import type { SavedView, ViewChange, ViewDraft, ViewQuery } from './contract.ts';

const VIEW = sql`
  v.id, v.name, v.address, v.shared, v.owner = current_setting('app.actor', true) AS own, v.owner_name AS "ownerName",
  d.name AS area, v.revision, v.changed_at AS "changedAt"`;
const FROM = sql`views.saved_view v LEFT JOIN grids.division d ON d.path = v.division_path`;

/** Own and shared ones, by name. @throws Problem 400 where `after` is no cursor of ours */
export function findViews(db: Db, { limit, after }: ViewQuery) {
  const further = after === undefined ? sql`` : sql`WHERE (v.name, v.id) > ${positionOf(after)}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<SavedView>(sql`
      SELECT ${VIEW} FROM ${FROM} ${further} ORDER BY v.name, v.id LIMIT ${limit + 1}`);
    const all = await tx.one<{ total: number }>(sql`SELECT count(*) AS total FROM views.saved_view`);
    return pageOf(rows, limit, all!.total, (last) => `${last.id}.${last.name}`);
  });
}

export const findView = (db: Db, id: string): Promise<SavedView | undefined> =>
  db.one<SavedView>(sql`SELECT ${VIEW} FROM ${FROM} WHERE v.id = ${id}`);

interface Owner {
  readonly id: string;
  readonly name: string;
  /** The area to share with; the first of several. */
  readonly area: string;
}

/** Keeps a view; answers its id. */
export async function saveView(tx: Tx, { name, address, shared }: ViewDraft, owner: Owner): Promise<string> {
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO views.saved_view (name, address, shared, owner, owner_name, division_path)
    VALUES (${name.trim()}, ${address}, ${shared}, ${owner.id}, ${owner.name}, ${owner.area}) RETURNING id`);
  return row!.id;
}

/** Changes an own view that is still of that revision; answers whether it was. The area stays that of its beginning. */
export async function changeView(tx: Tx, id: string, change: ViewChange): Promise<boolean> {
  const row = await tx.one<{ id: string }>(sql`
    UPDATE views.saved_view SET name = ${change.name.trim()}, address = ${change.address}, shared = ${change.shared},
           revision = revision + 1, changed_at = platform.now()
     WHERE id = ${id} AND revision = ${change.revision} RETURNING id`);
  return row !== undefined;
}

/** Removes an own view; answers whether there was one. */
export async function removeView(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(sql`DELETE FROM views.saved_view WHERE id = ${id} RETURNING id`)) !== undefined;
}

/** A cursor is id and name: `0b6c….城区`. */
function positionOf(cursor: string): Sql {
  const [, id = '', name] = /^([^.]+)\.(.+)$/su.exec(cursor) ?? [];
  if (!isId(id) || !name) throw new Problem(400, 'invalid-cursor', 'This is not a cursor that was given out here');
  return sql`(${name}, ${id}::uuid)`;
}
