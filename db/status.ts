// What the database is and how it does, for `db status`.
import type { Database, Tx } from './connection.ts';
import { findUnmarked } from './leakproof.ts';
import { findApplied, readMigrations } from './migrate.ts';
import { sql } from './sql.ts';
import { schemasOf } from './tables.ts';

export interface DatabaseStatus {
  readonly engine: string;
  readonly postgres: string;
  readonly postgis: string | null;
  readonly sizeBytes: number;
  /** null where the login may not look. */
  readonly walBytes: number | null;
  readonly roles: readonly string[];
  readonly applied: readonly { readonly name: string; readonly appliedAt: string }[];
  readonly pending: readonly string[];
  /** Functions that should be marked LEAKPROOF and are not: searches behind the walls are slow. */
  readonly notLeakproof: readonly string[];
  /** Largest first; rows are the engine's estimate. */
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[];
  /** Other connections of the house to the same database; 0 on the embedded engine. */
  readonly otherConnections: number;
}

export function readStatus(database: Database): Promise<DatabaseStatus> {
  return database.owner.transaction(async (tx) => {
    const migrations = readMigrations();
    const applied = (await isMigrated(tx)) ? await findApplied(tx) : [];
    const names = new Set(applied.map(({ name }) => name));
    return {
      engine: database.engine,
      ...(await readEngine(tx)),
      applied,
      pending: migrations.map(({ name }) => name).filter((name) => !names.has(name)),
      notLeakproof: await findUnmarked(tx),
      tables: await findSizes(tx, schemasOf(migrations)),
      otherConnections: await countOthers(tx),
    };
  });
}

async function isMigrated(tx: Tx): Promise<boolean> {
  return (await tx.one<{ there: boolean }>(sql`SELECT to_regclass('platform.migration') IS NOT NULL AS there`))!.there;
}

/** Servers of this house, not ourselves: the names are those that openPostgres gives. */
export async function countOthers(tx: Pick<Tx, 'one'>): Promise<number> {
  const others = await tx.one<{ count: number }>(sql`
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name IN ('fengsui', 'fengsui owner', 'fengsui listener')`);
  return others!.count;
}

async function readEngine(tx: Tx) {
  const engine = await tx.one<
    Pick<DatabaseStatus, 'postgres' | 'postgis' | 'sizeBytes' | 'roles'> & { seesWal: boolean }
  >(sql`
    SELECT current_setting('server_version') AS postgres, pg_database_size(current_database()) AS "sizeBytes",
           (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis,
           ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'fengsui\\_%' ORDER BY 1) AS roles,
           has_function_privilege('pg_ls_waldir()', 'EXECUTE') AS "seesWal"`);
  const { seesWal, ...rest } = engine!;
  const wal = seesWal
    ? await tx.one<{ bytes: number }>(sql`SELECT sum(size)::bigint AS bytes FROM pg_ls_waldir()`)
    : undefined;
  return { ...rest, walBytes: wal?.bytes ?? null };
}

function findSizes(tx: Tx, schemas: readonly string[]) {
  return tx.many<DatabaseStatus['tables'][number]>(sql`
    SELECT format('%I.%I', nspname, relname) AS name, greatest(reltuples, 0)::bigint AS rows, pg_total_relation_size(pg_class.oid) AS bytes
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname = ANY (${schemas}::text[])
     ORDER BY bytes DESC, name`);
}
