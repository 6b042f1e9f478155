import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';

/** Removes grids and owners that were made up for demonstration, their past too; answers how many there were. */
export async function clearGridsDemo(tx: Tx): Promise<number> {
  const grids = await tx.many<{ path: string }>(sql`DELETE FROM grids.grid WHERE demo RETURNING division_path AS path`);
  await tx.many(sql`DELETE FROM grids.grid_history WHERE demo`);
  const owners = await tx.many(sql`DELETE FROM grids.owner WHERE demo RETURNING duty`);
  await tx.one(sql`SELECT platform.bump_layer('grids', ${[...new Set(grids.map(({ path }) => path))]})`);
  return grids.length + owners.length;
}
