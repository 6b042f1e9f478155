// Who works on what: of several servers on one database one does a piece of work, and another one takes it over where that one dies.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { findJob, type Job } from './store.ts';

/** A process that has not been heard for so long has died. */
const LEASE_S = 60;

/** Takes the oldest piece of work that nobody does; a file is read where it is. */
export function claimWork(db: Db, worker: string, host: string, now: Date): Promise<Job | undefined> {
  return db.transaction(async (tx) => {
    const claimed = await tx.one<{ id: string }>(sql`
      UPDATE imports.import SET claimed_by = ${worker}, claimed_until = ${now}::timestamptz + make_interval(secs => ${LEASE_S})
       WHERE id = (SELECT id FROM imports.import
                    WHERE state IN ('checking', 'writing', 'undoing') AND (state <> 'checking' OR host = ${host})
                      AND (claimed_until IS NULL OR claimed_until < ${now})
                    ORDER BY touched_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id`);
    return claimed && findJob(tx, claimed.id);
  });
}

/** Says how far the work is, and that its worker lives. Answers whether it is still wanted, and still this worker's. */
export async function report(
  tx: Tx,
  id: string,
  worker: string,
  done: { rows: number; share: number | null },
  now: Date,
): Promise<'go-on' | 'cancelled' | 'lost'> {
  const row = await tx.one<{ cancelWanted: boolean }>(sql`
    UPDATE imports.import SET rows_done = ${done.rows}, share_done = ${done.share}, claimed_until = ${now}::timestamptz + make_interval(secs => ${LEASE_S})
     WHERE id = ${id} AND claimed_by = ${worker} AND state IN ('checking', 'writing', 'undoing')
    RETURNING cancel_wanted AS "cancelWanted"`);
  if (!row) return 'lost';
  return row.cancelWanted ? 'cancelled' : 'go-on';
}

/** Gives a piece of work back to whoever comes next. */
export async function releaseClaims(db: Db, worker: string | undefined): Promise<void> {
  const whose = worker === undefined ? sql`claimed_by IS NOT NULL` : sql`claimed_by = ${worker}`;
  await db.many(sql`UPDATE imports.import SET claimed_by = NULL, claimed_until = NULL WHERE ${whose}`);
}
