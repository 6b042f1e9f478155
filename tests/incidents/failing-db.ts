// A database whose kth statement fails in the database itself, as a broken disk or a lost connection would make it.
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { TestDatabase } from '../support/database.ts';

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

/** Every statement goes through `next` first. */
function asking(db: Db, next: (query: Sql) => Sql): Db {
  return {
    many: (query) => db.many(next(query)),
    one: (query) => db.one(next(query)),
    transaction: (work) =>
      db.transaction((tx) => work({ ...asking(tx, next), afterCommit: (act) => tx.afterCommit(act) } satisfies Tx)),
  };
}

/** @param k counted from 1, over all statements of the returned database */
export function failingAt(k: number, real: Db, fault: keyof typeof FAULTS = 'broken'): Failing {
  let count = 0;
  const next = (query: Sql) => ((count += 1) === k ? FAULTS[fault] : query);
  return { db: asking(real, next), hasFailed: () => count >= k };
}

export interface FailingDatabase {
  readonly database: TestDatabase;
  /** The kth statement from now on fails, whoever asks it; counted from 1. */
  failAt(k: number): void;
  /** From now on none fails. @returns whether the kth was reached */
  heal(): boolean;
}

/** A database for a whole server: what it asks in any scope is counted together. What the test itself asks as the owner is not. */
export function failingDatabase(real: TestDatabase): FailingDatabase {
  let left = Number.POSITIVE_INFINITY;
  const next = (query: Sql) => ((left -= 1) === 0 ? FAULTS.broken : query);
  return {
    database: { ...real, as: (scope) => asking(real.as(scope), next) },
    failAt: (k) => {
      left = k;
    },
    heal: () => {
      const reached = left <= 0;
      left = Number.POSITIVE_INFINITY;
      return reached;
    },
  };
}
