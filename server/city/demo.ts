import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';

/** Nothing of the city alone is marked row by row: its places are real, and so its head says no more that anything is made up. */
export async function clearCityDemo(tx: Tx): Promise<number> {
  const changed = await tx.many(sql`UPDATE city.city SET demo = false WHERE demo RETURNING code`);
  return changed.length;
}
