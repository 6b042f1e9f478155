// Brings the database to the state of this version: migrations once each, then what is derived from them, all in one transaction.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Database, DatabaseLog, Tx } from './connection.ts';
import { rebuildDerived } from './derived.ts';
import { markLeakproof } from './leakproof.ts';
import { sql, trusted } from './sql.ts';

export interface Migration {
  /** 0001-platform.sql */
  readonly name: string;
  readonly text: string;
  readonly hash: string;
  /** The version before this migration cannot work with what it leaves: its second line says `-- Contracts: why`. */
  readonly contracts: boolean;
}

export interface MigrationReport {
  /** Names of what ran now. */
  readonly applied: readonly string[];
  /** Names of what a newer version has run and this one does not know; it works with them, since none contracts. */
  readonly ahead: readonly string[];
  readonly derivedRebuilt: boolean;
  /** False where only a superuser may mark functions and none of ours did: searches behind the walls are slow. */
  readonly leakproof: boolean;
}

/** One number for all databases of the house: two processes that start at once migrate one after the other. */
const LOCK = 7_364_501;

/**
 * Runs what has not run yet. All or nothing. Where a newer version has been here, this one leaves everything as it is and runs on.
 * @throws Error where an applied migration was edited, or one that this version does not know contracts; QueryError where one fails
 */
export async function migrate(
  database: Database,
  { log, migrations = readMigrations(), derived = readFolder('derived') }: MigrateOptions,
): Promise<MigrationReport> {
  const report = await database.owner.transaction(async (tx) => {
    await tx.many(sql`SELECT pg_advisory_xact_lock(${LOCK})`);
    await tx.many(RECORD);
    const applied = await checkApplied(tx, migrations);
    const ahead = applied.slice(migrations.length).map(({ name }) => name);
    const pending = migrations.slice(applied.length);
    // What is derived belongs to the newest version that was here.
    const derivedRebuilt =
      ahead.length === 0 && (await rebuildDerived(tx, derived, () => applyAll(tx, pending), pending.length > 0));
    return { applied: pending.map(({ name }) => name), ahead, derivedRebuilt, leakproof: await markLeakproof(tx) };
  });
  if (report.ahead.length > 0)
    log.warn({ ahead: report.ahead }, 'The database is newer than this version, which runs on beside it');
  for (const name of report.applied) log.info({ migration: name }, 'Migration applied');
  if (!report.leakproof) {
    log.warn(
      {},
      'Not a superuser: functions could not be marked LEAKPROOF, spatial and text searches will be slow (see db/migrations/README.md)',
    );
  }
  return report;
}

export interface MigrateOptions {
  readonly log: DatabaseLog;
  /** In order; the files of db/migrations where absent. */
  readonly migrations?: readonly Migration[] | undefined;
  readonly derived?: readonly Migration[] | undefined;
}

/** The runner's own record, which has to be there before the first migration. */
export const RECORD = trusted(`
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migration (
    name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp());
  ALTER TABLE platform.migration ADD COLUMN IF NOT EXISTS contracts boolean NOT NULL DEFAULT false`);

/** The migrations of this version, in order. */
export const readMigrations = (): Migration[] => readFolder('migrations');

/** Every .sql file of a folder beside this file, by name. */
export function readFolder(folder: 'migrations' | 'derived'): Migration[] {
  const place = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => toMigration(name, readFileSync(new URL(name, place), 'utf8').replaceAll('\r\n', '\n')));
}

export const toMigration = (name: string, text: string): Migration => ({
  name,
  text,
  hash: createHash('sha256').update(text).digest('hex'),
  contracts: /^.*\n-- Contracts: \S/.test(text),
});

export async function findApplied(tx: Pick<Tx, 'many'>): Promise<{ name: string; hash: string; appliedAt: string }[]> {
  return tx.many(sql`SELECT name, hash, applied_at AS "appliedAt" FROM platform.migration ORDER BY name`);
}

/** What ran must be what this version begins with, letter by letter, or begin with it and only expand. */
async function checkApplied(tx: Tx, migrations: readonly Migration[]): Promise<{ name: string }[]> {
  const applied = await tx.many<{ name: string; hash: string; contracts: boolean }>(sql`
    SELECT name, hash, contracts FROM platform.migration ORDER BY name`);
  applied.forEach(({ name, hash, contracts }, at) => {
    const ours = migrations[at];
    if (!ours && contracts)
      throw new Error(
        `The database is newer than this version, which cannot work with its migration ${name}: start the newer version`,
      );
    if (!ours) return;
    if (ours.name !== name)
      throw new Error(`The database has the migration ${name} where this version has ${ours.name}`);
    if (ours.hash !== hash) throw new Error(`The migration ${name} was edited after it ran: write a new one instead`);
  });
  return applied;
}

/** Runs them in order and notes them. */
export async function applyAll(tx: Tx, pending: readonly Migration[]): Promise<void> {
  for (const { name, text, hash, contracts } of pending) {
    try {
      await tx.many(trusted(text));
    } catch (error) {
      throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error });
    }
    await tx.many(sql`INSERT INTO platform.migration (name, hash, contracts) VALUES (${name}, ${hash}, ${contracts})`);
  }
}

/** The rest of a restore: what this version adds to the state of the backup. */
export async function rebuildAfter(tx: Tx, pending: readonly Migration[]): Promise<void> {
  await rebuildDerived(tx, readFolder('derived'), () => applyAll(tx, pending), true);
  await markLeakproof(tx);
}
