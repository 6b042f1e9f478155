// The database on a PostgreSQL server: pools for the house and for its owner, and one listening connection.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { NOT_MIGRATED, SESSION_SETTINGS, SESSION_ROLE } from './session-settings.ts';
import type { Database, DatabaseLog } from './connection.ts';
import { DatabaseUnavailable, QueryError } from './errors.ts';
import { Types, type RawResult } from './parsers.ts';
import { openListener } from './postgres-listener.ts';
import { bindDb, type Borrow, type House, type Session } from './transactions.ts';

export interface PostgresOptions {
  /** The login of the running house; it needs no right of its own beyond membership in fengsui_server and the scope roles. */
  readonly databaseUrl: string;
  /** The owner's login, for migrations, city loading and backup; the same as databaseUrl where absent. */
  readonly adminUrl?: string | undefined;
  readonly clock: () => Date;
  readonly log: DatabaseLog;
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Connections of the house, default 10. */
  readonly poolSize?: number | undefined;
  /** How long to wait for the server at the start, ms. */
  readonly patienceMs?: number | undefined;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string | undefined;
}

const POOL_WAIT_MS = 5_000;
/** The server ends a statement at its deadline; past this much more, the line itself is dead. */
const LINE_GRACE_MS = 5_000;

/** Opens the database, waiting for the server to be there. @throws DatabaseUnavailable when it does not come in time */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { databaseUrl, adminUrl = databaseUrl, log, clock, applicationName = 'fengsui' } = options;
  const ownerPool = openPool(adminUrl, 3, `${applicationName} owner`, '', log);
  await waitForServer(ownerPool, options);
  const pool = openPool(databaseUrl, options.poolSize ?? 10, applicationName, SESSION_ROLE, log);
  const listener = openListener(() => new pg.Client(connection(databaseUrl, `${applicationName} listener`)), log);

  const types = new Types();
  const onHookError = (error: unknown): void => log.error({ err: error }, 'A hook after commit failed');
  const house: House = {
    borrow: borrowFrom(pool),
    types,
    clock,
    onHookError,
  };
  const ownersHouse: House = { ...house, borrow: borrowFrom(ownerPool) };
  let closing: Promise<void> | undefined;
  return {
    engine: 'postgres',
    owner: bindDb(ownersHouse, 'owner'),
    snapshot: bindDb(ownersHouse, 'owner', 'BEGIN ISOLATION LEVEL REPEATABLE READ'),
    as: (scope) => bindDb(house, scope),
    notify: async (channel) => {
      await house.borrow((session) => session.query(`SELECT pg_notify($1, '')`, [channel]), POOL_WAIT_MS);
    },
    listen: (channel, onWake) => listener.listen(channel, onWake),
    isReady: () => answers(pool),
    close: () => (closing ??= Promise.all([listener.close(), pool.end(), ownerPool.end()]).then(() => undefined)),
  };
}

function connection(connectionString: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: POOL_WAIT_MS,
  };
}

function openPool(url: string, max: number, applicationName: string, role: string, log: DatabaseLog): pg.Pool {
  const tell = (error: Error, message: string): void => {
    if (!pool.ending) log.warn({ reason: error.message }, message); // the error carries the whole client with it
  };
  // Awaited before the client is handed out, whatever its type says; a failure fails the borrowing.
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    // A lost connection is told to whoever uses it; this listener keeps the process alive where nobody does.
    client.on('error', (error) => tell(error, 'A database connection was lost'));
    await client.query(SESSION_SETTINGS);
    if (role) await client.query(role);
  };
  const settings = { ...connection(url, applicationName), max, idleTimeoutMillis: 60_000, onConnect };
  const pool: pg.Pool = new pg.Pool(settings as pg.PoolConfig);
  pool.on('error', (error) => tell(error, 'An idle database connection was lost'));
  return pool;
}

async function waitForServer(pool: pg.Pool, { log, onProgress, patienceMs = 60_000 }: PostgresOptions): Promise<void> {
  const end = Date.now() + patienceMs;
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      if (!mayPass(error) || Date.now() + pauseMs > end) {
        await pool.end();
        throw error instanceof Error
          ? new DatabaseUnavailable(`The database does not let us in: ${error.message}`, error)
          : error;
      }
      log.warn({ err: error, pauseMs }, 'The database is not there yet');
      onProgress?.('Waiting for the database …');
      await sleep(pauseMs);
    }
  }
}

/** A server that starts, stops or cannot be reached may come back; a wrong password does not. */
function mayPass(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(57P0|08|53)/.test(error.code ?? '');
  return true;
}

const borrowFrom =
  (pool: pg.Pool): Borrow =>
  async (work, deadlineMs) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw unavailable(error);
    });
    const session = new PostgresSession(client, deadlineMs + LINE_GRACE_MS);
    try {
      return await work(session);
    } finally {
      client.release(session.broken);
    }
  };

class PostgresSession implements Session {
  readonly #client: pg.PoolClient;
  readonly #limitMs: number;
  broken = false;

  constructor(client: pg.PoolClient, limitMs: number) {
    this.#client = client;
    this.#limitMs = limitMs;
  }

  async query(text: string, values: readonly (string | null)[]): Promise<RawResult> {
    const config = {
      text,
      rowMode: 'array' as const,
      types: AS_TEXT,
      query_timeout: this.#limitMs,
      ...(values.length > 0 && { values: [...values] }),
    };
    try {
      const answer: unknown = await this.#client.query(config);
      const last = (Array.isArray(answer) ? answer.at(-1) : answer) as pg.QueryArrayResult<(string | null)[]>;
      return { fields: last.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })), rows: last.rows };
    } catch (error) {
      const told = error instanceof pg.DatabaseError ? refusal(error) : unavailable(error);
      // A ROLLBACK that fails, a severed line or a server going down: this connection is of no more use.
      this.broken ||= told instanceof DatabaseUnavailable || text === 'ROLLBACK';
      throw told;
    }
  }
}

const AS_TEXT = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

function refusal(error: pg.DatabaseError): QueryError | DatabaseUnavailable {
  // A full disk (53100) is said as what it is: trying again alone does not help.
  if (/^(57P0|08|53(?!100))/.test(error.code ?? '')) return unavailable(error);
  return new QueryError({ ...error, message: error.message, code: error.code ?? 'XX000' });
}

function unavailable(error: unknown): DatabaseUnavailable {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes(NOT_MIGRATED)) return new DatabaseUnavailable('The database is not migrated yet', error);
  return new DatabaseUnavailable(`The database does not answer: ${reason}`, error);
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('SELECT 1');
    return true;
  } catch {
    return false; // the answer is the whole news; the pool has logged why
  }
}
