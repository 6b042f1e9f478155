// A migrated database of its own for each test file, on the engine that the run asks for.
import { createHash, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import pg from 'pg';
import type { Database, DatabaseLog } from '../../db/connection.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { EXTENSIONS, findTemplate, keepTemplate } from '../../db/embedded-template.ts';
import { migrate, readFolder, readMigrations, RECORD } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import { trusted } from '../../db/sql.ts';

export interface TestDatabase extends Database {
  /** Where other processes and plain clients reach it; undefined on the embedded engine. */
  readonly url: string | undefined;
}

export interface TestDatabaseOptions {
  readonly clock?: () => Date;
  /** An empty database: no migration has run. */
  readonly empty?: boolean;
}

/** postgres (at FENGSUI_TEST_POSTGRES_URL, a superuser) or embedded (in memory). */
export const testEngine = process.env.FENGSUI_TEST_ENGINE === 'embedded' ? 'embedded' : 'postgres';

/** Tells what goes wrong, keeps quiet else. */
export const quietLog: DatabaseLog = {
  info: () => undefined,
  warn: (fields, message) => tell(message, fields),
  error: (fields, message) => tell(message, fields),
};

function tell(message: string, fields: object): void {
  process.stderr.write(`${message} ${inspect(fields)}\n`);
}

/** Made from a template in a second or two; `close` removes it. */
export function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return testEngine === 'embedded' ? openInMemory(options) : openOnServer(options);
}

const systemClock = (): Date => new Date();

async function openInMemory({ clock = systemClock, empty }: TestDatabaseOptions): Promise<TestDatabase> {
  const template = empty ? await findTemplate() : await migratedTarball();
  const database = await openEmbedded({ template, clock, log: quietLog });
  return { ...database, url: undefined };
}

async function migratedTarball(): Promise<string> {
  const kept = await findTemplate(contentHash());
  if (kept) return kept;
  const database = await openEmbedded({ template: await findTemplate(), clock: systemClock, log: quietLog });
  try {
    await database.owner.many(trusted(EXTENSIONS));
    await migrate(database, { log: quietLog });
    const made = await keepTemplate(await database.dump(), quietLog, contentHash());
    if (!made) throw new Error('The template could not be kept: set FENGSUI_CACHE_DIR to a folder that can be written');
    return made;
  } finally {
    await database.close();
  }
}

async function openOnServer({ clock = systemClock, empty }: TestDatabaseOptions): Promise<TestDatabase> {
  const name = `fengsui_test_${randomUUID().replaceAll('-', '')}`;
  const template = empty ? 'template0' : await migratedTemplate();
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = databaseUrl(name);
  const database = await openPostgres({ databaseUrl: url, clock, log: quietLog, applicationName: 'fengsui test' });
  const close = async (): Promise<void> => {
    await database.close();
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { ...database, url, close };
}

/** One for the whole run, made by whoever comes first; the others wait. */
function migratedTemplate(): Promise<string> {
  const name = `fengsui_template_${contentHash().slice(0, 20)}`;
  return asAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock(7364502)');
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const draft = `${name}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
    const database = await openPostgres({ databaseUrl: databaseUrl(draft), clock: systemClock, log: quietLog });
    await migrate(database, { log: quietLog }).finally(() => database.close());
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  });
}

async function asAdmin<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client(adminUrl());
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function adminUrl(): string {
  const url = process.env.FENGSUI_TEST_POSTGRES_URL;
  if (!url) throw new Error('FENGSUI_TEST_POSTGRES_URL is not set: npm test sets it');
  return url;
}

function databaseUrl(name: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function contentHash(): string {
  const hash = createHash('sha256').update(RECORD.text);
  for (const file of [...readMigrations(), ...readFolder('derived')]) hash.update(file.name).update(file.hash);
  return hash.digest('hex');
}
