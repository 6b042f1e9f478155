// What was brought along does not stay for ever: files, drafts, and what is remembered for an undo.
import type { Services } from '../platform/services.ts';
import { sql } from '../../db/sql.ts';
import { AUDIENCE, tellGone, type Audience } from './telling.ts';
import { filesBefore, hostOf, removeFile } from './files.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A file is of use for a day after its import is over, and for a week where nothing came of it. */
const FILE_AFTER_END_MS = DAY_MS;
const DRAFT_MS = 7 * DAY_MS;
/** How long an import can be taken back. */
const UNDO_MS = 30 * DAY_MS;

/** One round. Of several servers on one database each removes its own files. */
export async function tidyImports({ db, config, clock, log, events }: Services): Promise<void> {
  const now = clock().getTime();
  const before = (ms: number) => new Date(now - ms);
  const drafts = await db.transaction(async (tx) => {
    const gone = await tx.many<Audience>(sql`
      DELETE FROM imports.import WHERE state IN ('inspected', 'checked', 'failed', 'cancelled') AND touched_at < ${before(DRAFT_MS)}
      RETURNING ${AUDIENCE}`);
    await tellGone(tx, events, gone);
    return gone;
  });
  await db.many(sql`
    UPDATE imports.import SET file_kept = false
     WHERE file_kept AND host = ${await hostOf(config.dataDir)} AND state IN ('done', 'undone') AND touched_at < ${before(FILE_AFTER_END_MS)}`);
  const old = await db.many<{ id: string }>(sql`
    UPDATE imports.import SET undoable = false WHERE undoable AND state = 'done' AND finished_at < ${before(UNDO_MS)} RETURNING id`);
  await db.many(sql`
    DELETE FROM imports.staged_row s USING imports.import i
     WHERE i.id = s.import_id AND i.state IN ('done', 'undone') AND NOT i.undoable AND i.touched_at < ${before(UNDO_MS)}`);
  const removed = await removeStrayFiles({ db, config }, before(HOUR_MS));
  if (drafts.length + old.length + removed > 0)
    log.info({ drafts: drafts.length, undos: old.length, files: removed }, 'Old imports were put away');
}

/** Files that no import keeps; one that comes in at this moment has none yet. */
async function removeStrayFiles({ db, config }: Pick<Services, 'db' | 'config'>, before: Date): Promise<number> {
  const names = await filesBefore(config.dataDir, before);
  const kept = await db.many<{ id: string }>(sql`
    SELECT id::text AS id FROM imports.import WHERE file_kept AND id::text = ANY(${names}::text[])`);
  const stray = names.filter((name) => !kept.some(({ id }) => id === name));
  for (const name of stray) await removeFile(config.dataDir, name);
  return stray.length;
}
