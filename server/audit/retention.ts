// Removes what is older than the law and the house want it kept, once a day. The rest still proves itself, and says what was removed.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from '../platform/capability.ts';
import { repeat } from '../platform/repeat.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Entries of one transaction. */
const BATCH = 50_000;

export const retention: Job = async (services) =>
  repeat(services, DAY_MS, async () => {
    const entries = await pruneAudit(services.db, services.config.auditKeepMonths);
    if (entries > 0) services.log.info({ entries }, 'Old entries of the audit were removed');
  });

/** Answers how many were removed. @throws where the oldest entries are not whole: they are evidence */
export async function pruneAudit(db: Db, keepMonths: number): Promise<number> {
  for (let removed = 0; ;) {
    const { count } = (await db.one<{ count: number }>(sql`SELECT audit.prune(${keepMonths}, ${BATCH}) AS count`))!;
    removed += count;
    if (count < BATCH) return removed;
  }
}
