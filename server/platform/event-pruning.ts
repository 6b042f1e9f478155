// Old events go; a client that asks for them takes a new start.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from './capability.ts';

/** A screen that was away for longer takes a new snapshot, hours. */
const KEEP_H = 48;
const EVERY_MS = 10 * 60 * 1000;

/** Removes events older than two days, now and then. */
export const pruneEvents: Job = async ({ db, clock, log }) => {
  const prune = async () => {
    const before = new Date(clock().getTime() - KEEP_H * 3600 * 1000);
    const removed = await removeEventsBefore(db, before);
    if (removed > 0) log.info({ events: removed }, 'Old events were removed');
  };
  const timer = setInterval(
    () => void prune().catch((error: unknown) => log.warn({ error }, 'Old events could not be removed')),
    EVERY_MS,
  );
  return async () => clearInterval(timer);
};

/** Removes what is older and raises the low-water mark over it, in one transaction; answers how many were removed. */
export function removeEventsBefore(db: Db, before: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.many(sql`
      UPDATE platform.topic SET low_water = old.seq
        FROM (SELECT topic, max(seq) AS seq FROM platform.event WHERE at < ${before} GROUP BY topic ORDER BY topic) old
       WHERE old.topic = topic.name AND old.seq > low_water`);
    const removed = await tx.many(sql`
      DELETE FROM platform.event USING platform.topic WHERE topic.name = event.topic AND event.seq <= low_water RETURNING 1 AS gone`);
    return removed.length;
  });
}
