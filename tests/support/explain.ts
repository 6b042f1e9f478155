// How the database means to answer: the plan of a statement, as a role behind the policies sees it.
import type { Db } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';

/** The lines of EXPLAIN. */
export async function planOf(db: Db, statement: Sql): Promise<string> {
  const lines = await db.many<{ 'QUERY PLAN': string }>(sql`EXPLAIN ${statement}`);
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}
