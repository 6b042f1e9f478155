// Reads and writes imports.import: the life of each import.
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { pageOf, readTimeCursor } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import type {
  CheckOrder,
  Import,
  ImportCounts,
  ImportListQuery,
  ImportMapping,
  ImportState,
  Inspection,
  Words,
} from './contract.ts';

const IMPORT = sql`
  i.id, i.layer, i.file_name AS "fileName", i.bytes, i.sha256, i.state, i.inspection, i.mapping, i.crs, i.approximate, i.partial,
  CASE WHEN i.state IN ('checking', 'writing', 'undoing') THEN json_build_object('rows', i.rows_done, 'share', i.share_done) END AS progress,
  i.counts, i.failure, i.file_kept AS "fileKept", i.undoable, i.done_by AS by,
  i.created_at AS "createdAt", i.checked_at AS "checkedAt", i.finished_at AS "finishedAt", i.undone_at AS "undoneAt",
  (SELECT json_build_object('id', o.id, 'finishedAt', o.finished_at) FROM imports.import o
    WHERE o.sha256 = i.sha256 AND o.layer = i.layer AND o.state = 'done' AND o.id <> i.id AND o.finished_at <= coalesce(i.finished_at, 'infinity')
      AND (i.mapping IS NULL OR (o.mapping = i.mapping AND o.crs = i.crs))
    ORDER BY o.finished_at DESC LIMIT 1) AS "sameAs"`;

/** What the work needs beyond what is shown. */
export interface Job extends Import {
  readonly host: string;
  readonly actor: string;
  readonly areas: string[];
  readonly departments: string[];
  readonly headings: string;
  /** It says for which departments its rows are, by the word of somebody who may. */
  readonly limits: boolean;
}

const JOB = sql`${IMPORT}, i.host, i.actor, i.shared_with AS areas, i.departments, i.headings, i.limits`;

/** What an entry of the audit calls an import. */
export const objectOf = (id: string) => `imports.import/${id}`;

export const findImport = (db: Db, id: string): Promise<Import | undefined> =>
  db.one<Import>(sql`SELECT ${IMPORT} FROM imports.import i WHERE i.id = ${id}`);

export const findJob = (db: Db, id: string): Promise<Job | undefined> =>
  db.one<Job>(sql`SELECT ${JOB} FROM imports.import i WHERE i.id = ${id}`);

/** @throws Problem 404 where there is none that the caller may see */
export async function importOf<Found>(found: Promise<Found | undefined>): Promise<Found> {
  const one = await found;
  if (!one) throw new Problem(404, 'no-such-import', 'There is no such import in your area');
  return one;
}

/** An import as whoever does something with it needs it. @throws Problem 404 where there is none that the caller may see */
export const jobOf = (db: Db, id: string): Promise<Job> => importOf(findJob(db, id));

/** The newest first. */
export function findImports(db: Db, { limit, after, layer }: ImportListQuery) {
  const filter = layer === undefined ? sql`true` : sql`i.layer = ${layer}`;
  const further = after === undefined ? sql`` : sql`AND (i.created_at, i.id) < ${cursorOf(after)}`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<Import>(sql`
      SELECT ${IMPORT} FROM imports.import i WHERE ${filter} ${further} ORDER BY i.created_at DESC, i.id DESC LIMIT ${limit + 1}`);
    const all = await tx.one<{ total: number }>(sql`SELECT count(*) AS total FROM imports.import i WHERE ${filter}`);
    return pageOf(rows, limit, all!.total, (last) => `${last.createdAt}_${last.id}`);
  });
}

/** A cursor is time and id. */
function cursorOf(after: string): Sql {
  const position = readTimeCursor(after);
  if (!position) throw new Problem(400, 'invalid-cursor', 'This is not a cursor that was given out here');
  return sql`(${position.at}::timestamptz, ${position.id}::uuid)`;
}

export interface NewImport {
  readonly id: string;
  readonly layer: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly host: string;
  readonly inspection: Inspection;
  readonly headings: string;
  readonly actor: string;
  readonly by: string;
  readonly areas: readonly string[];
}

/** Registers a file that was taken in. It belongs to the first of its importer's areas and is shared with all of them. */
export async function addImport(tx: Tx, given: NewImport, at: Date): Promise<void> {
  await tx.one(sql`
    INSERT INTO imports.import (id, layer, file_name, bytes, sha256, host, state, inspection, headings, actor, done_by,
                                division_path, shared_with, created_at, touched_at)
    VALUES (${given.id}, ${given.layer}, ${given.fileName}, ${given.bytes}, ${given.sha256}, ${given.host}, 'inspected',
            ${JSON.stringify(given.inspection)}::jsonb, ${given.headings}, ${given.actor}, ${given.by},
            ${given.areas[0]}, ${given.areas}, ${at}, ${at})`);
}

/** Moves an import on. @throws Problem 404 | 409 where it is not in one of the states from which that can be done */
export async function moveOn(tx: Tx, id: string, from: readonly ImportState[], change: Sql): Promise<void> {
  const moved = await tx.one(sql`
    UPDATE imports.import SET ${change} WHERE id = ${id} AND state = ANY(${[...from]}::text[]) RETURNING 1 AS moved`);
  if (moved) return;
  const { state } = await jobOf(tx, id);
  throw new Problem(409, 'import-state', 'The import has moved on: this cannot be done now', {
    detail: `It is ${state}.`,
  });
}

export const inspectedAnew = (inspection: Inspection, headings: string, at: Date): Sql => sql`
  state = 'inspected', inspection = ${JSON.stringify(inspection)}::jsonb, headings = ${headings}, mapping = NULL, crs = NULL,
  counts = NULL, failure = NULL, touched_at = ${at}`;

export const checkOrdered = (
  { mapping, crs, approximate }: CheckOrder,
  { actor, mayLimit }: { actor: string; mayLimit: boolean },
  at: Date,
): Sql => sql`
  limits = ${mayLimit && saysLimits(mapping)},
  state = 'checking', mapping = ${JSON.stringify(mapping)}::jsonb, crs = ${crs.toLowerCase()}, approximate = ${approximate},
  ${fresh(actor, at)}, counts = NULL, checked_at = NULL`;

/** The file says for which departments its rows are. */
export const saysLimits = ({ columns, constants }: ImportMapping): boolean =>
  columns.departments !== undefined || constants.departments !== undefined;

export const runOrdered = (partial: boolean, actor: string, at: Date): Sql =>
  sql`state = 'writing', partial = ${partial}, ${fresh(actor, at)}`;
export const undoOrdered = (actor: string, at: Date): Sql => sql`state = 'undoing', ${fresh(actor, at)}`;

/** The work is done in the name of whoever ordered it. */
const fresh = (actor: string, at: Date) => sql`
  actor = ${actor}, failure = NULL, cancel_wanted = false, rows_done = 0, share_done = NULL, claimed_by = NULL, claimed_until = NULL, touched_at = ${at}`;

/** How a step ends. */
export const checked = (counts: ImportCounts, at: Date): Sql => sql`
  state = 'checked', counts = ${JSON.stringify(counts)}::jsonb, checked_at = ${at}, ${over(at)}`;
export const written = (counts: ImportCounts, at: Date): Sql => sql`
  state = 'done', counts = ${JSON.stringify(counts)}::jsonb, finished_at = ${at}, undoable = ${counts.added + counts.changed > 0}, ${over(at)}`;
export const undone = (counts: ImportCounts, at: Date): Sql => sql`
  state = 'undone', counts = ${JSON.stringify(counts)}::jsonb, undone_at = ${at}, undoable = false, ${over(at)}`;
/** A failed undo leaves the import done, as it was: all is still there, and it can be tried again. */
export const failed = (failure: { code: string; reason: Words }, at: Date): Sql => sql`
  state = CASE WHEN state = 'undoing' THEN 'done' ELSE 'failed' END, failure = ${JSON.stringify(failure)}::jsonb, ${over(at)}`;
export const cancelled = (at: Date): Sql => sql`state = 'cancelled', counts = NULL, ${over(at)}`;

const over = (at: Date) => sql`claimed_by = NULL, claimed_until = NULL, cancel_wanted = false, touched_at = ${at}`;
