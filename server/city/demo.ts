import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';

/** Its places are real; what was made up is in the basemap (roads), so the one without takes its place. */
export async function clearCityDemo(tx: Tx): Promise<number> {
  const changed = await tx.many(
    sql`UPDATE city.city SET demo = false, basemap = basemap_real WHERE demo RETURNING code`,
  );
  return changed.length;
}
