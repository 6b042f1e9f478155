// Takes every made-up incident out again, with its story, its receipts, its past and what the log said of it.
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';

/** Answers how many incidents went. */
export async function clearDemoIncidents(tx: Tx): Promise<number> {
  const row = await tx.one<{ gone: number }>(sql`SELECT incidents.clear_demo() AS gone`);
  return row!.gone;
}
