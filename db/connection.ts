// The one door to the database. Two engines stand behind it (postgres.ts, embedded.ts); nothing else in the house knows which.
import type { Sql } from './sql.ts';

/** Runs statements: the whole database API that stores see. */
export interface Db {
  /** All rows. Times are ISO text in UTC, int8 a safe integer (or an error), bytea a Buffer, json parsed. */
  many<Row>(query: Sql): Promise<Row[]>;
  /** The first row, or undefined where there is none. */
  one<Row>(query: Sql): Promise<Row | undefined>;
  /**
   * All or nothing. Rejects when any statement inside failed, a caught one too.
   * Inside, use `tx` alone: the outer `Db` throws there. A `transaction` on a `tx` joins the running one.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** A running transaction. */
export interface Tx extends Db {
  /** Runs once the transaction is committed, never after a rollback: wakes listeners, drops caches. */
  afterCommit(act: () => void): void;
}

export const DATABASE_ROLES = [
  'staff',
  'unit',
  'system',
  'security',
  'audit',
  'public',
  'feed',
  'remote',
  'tile',
  'job',
] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Who asks, as the row policies see it: no areas, no rows. */
export interface Scope {
  readonly role: DatabaseRole;
  /** Division paths of fixed width (2, 4, 6, 9 or 12 digits) whose rows may be seen, with all below them. */
  readonly areas: readonly string[];
  /** Codes of the departments whose rows may be seen beside those of no department; `*` alone for all of them. */
  readonly departments?: readonly string[];
  /** The unit whose rows may be seen, for those who answer for a hazard source. */
  readonly unit?: string;
  /** Who it is, for history and audit: a person's, feed's, device's or job's id. */
  readonly actor: string;
  /** What personal data is asked for. */
  readonly purpose?: string;
  /** SHA-256 of the session's token, hex: proves in the database who asks. */
  readonly session?: string;
}

/** The database as the process holds it. */
export interface Database {
  readonly engine: 'postgres' | 'embedded';
  /** A view of the database in which every operation runs in a transaction bound to the scope, under row level security. */
  as(scope: Scope): Db;
  /** The owner of everything: migrations, city loading, backup. Never handed to a capability's routes. */
  readonly owner: Db;
  /** As `owner`, and each transaction sees the database as it was at one moment: for backups. */
  readonly snapshot: Db;
  /** Wakes the listeners of all processes; carries nothing. */
  notify(channel: string): Promise<void>;
  /** Calls `onWake` at every notify, and after each reconnection (something may have been missed). Returns how to stop. */
  listen(channel: string, onWake: () => void): Promise<() => Promise<void>>;
  /** How other processes of this machine reach the one that holds the embedded database; undefined on a server. */
  readonly door?: Door | undefined;
  /** True where the engine answers now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** The socket that is also the lock of the embedded database. */
export interface Door {
  /** Answers each request of another process; `print` sends a line back while it works. */
  serve(answer: (request: unknown, print: (line: string) => void) => Promise<unknown>): void;
}

/** Where the database tells what happens to it; the fields first, as in pino. */
export interface DatabaseLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
