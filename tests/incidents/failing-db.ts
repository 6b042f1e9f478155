// A database whose kth statement fails in the database itself, as a broken disk or a lost connection would make it.
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';

export interface Failing {
  readonly db: Db;
  /** Whether the kth statement was ever reached. */
  hasFailed(): boolean;
}

/** How the database says it: a fault of its own, or SQLSTATE 53100. */
const FAULTS = {
  broken: sql`SELECT 1 / (SELECT 0 FROM pg_catalog.pg_class LIMIT 1)`,
  'disk-full': sql`DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`,
};

/** @param k counted from 1, over all statements of the returned database */
export function failingAt(k: number, real: Db, fault: keyof typeof FAULTS = 'broken'): Failing {
  let count = 0;
  const next = (query: Sql) => ((count += 1) === k ? FAULTS[fault] : query);
  const wrap = (db: Db): Db => ({
    many: (query) => db.many(next(query)),
    one: (query) => db.one(next(query)),
    transaction: (work) =>
      db.transaction((tx) => work({ ...wrap(tx), afterCommit: (act) => tx.afterCommit(act) } satisfies Tx)),
  });
  return { db: wrap(real), hasFailed: () => count >= k };
}
