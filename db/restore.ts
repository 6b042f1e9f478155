// Puts a backup in the place of everything, in one transaction: a broken file leaves the old data as they were.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { FORMAT, type BackupSummary, type Mark, type RowLine } from './backup.ts';
import type { Database, Tx } from './connection.ts';
import { QueryError } from './errors.ts';
import { applyAll, readMigrations, rebuildAfter, RECORD, type Migration } from './migrate.ts';
import { sql, trusted } from './sql.ts';
import { findSequences, findTables, schemasOf, type Table } from './tables.ts';

const ROWS_AT_ONCE = 1_000;

/** The file is not a backup of ours, is damaged, or comes from another version. */
export class BackupError extends Error {}

/** Brings the database to the state of the file, then to the state of this version. @throws BackupError */
export async function restore(database: Database, path: string): Promise<BackupSummary> {
  const migrations = readMigrations();
  const lines = openBackup(path);
  const header = await nextMark(lines);
  if (!('format' in header) || header.format !== FORMAT) throw new BackupError('This is not a backup of this program');
  const known = checkMigrations(header.migrations, migrations);

  const replacing = database.owner.transaction(async (tx) => {
    await clear(tx, schemasOf(migrations));
    await tx.many(RECORD);
    await applyAll(tx, known);
    const tables = await findTables(tx, schemasOf(migrations));
    const rules = await liftRules(tx, tables);
    const sequences = await findSequences(tx, schemasOf(migrations));
    const summary = await load(tx, lines, {
      tables: new Map(tables.map((table) => [table.name, table])),
      sequences: new Set(sequences.map(({ name }) => name)),
    });
    await setRules(tx, tables, rules);
    await rebuildAfter(tx, migrations.slice(known.length));
    await tx.many(trusted('ANALYZE'));
    return summary;
  });
  return replacing.catch((error: unknown) => {
    if (!(error instanceof QueryError) || !/^2[23]/.test(error.code)) throw error;
    throw new BackupError(`The file is damaged: ${error.message}`, { cause: error });
  });
}

async function* openBackup(path: string): AsyncGenerator<string> {
  const unzipped = createReadStream(path).on('error', (error) => unzipped.destroy(error)).pipe(createGunzip()); // prettier-ignore
  try {
    yield* createInterface({ input: unzipped, crlfDelay: Infinity });
    if (unzipped.errored) throw unzipped.errored;
  } catch (error) {
    throw new BackupError(`The file cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

type Lines = AsyncGenerator<string>;

async function nextMark(lines: Lines): Promise<Mark> {
  const line = await lines.next();
  if (line.done) throw new BackupError('The file ends too early');
  return parse(line.value) as Mark;
}

function parse(line: string): Mark | RowLine {
  try {
    return JSON.parse(line) as Mark | RowLine;
  } catch (error) {
    throw new BackupError('The file is damaged', { cause: error });
  }
}

function checkMigrations(theirs: readonly { name: string; hash: string }[], ours: readonly Migration[]): Migration[] {
  return theirs.map(({ name, hash }, at) => {
    const migration = ours[at];
    if (migration?.name === name && migration.hash === hash) return migration;
    throw new BackupError(`The backup comes from another version: this one does not know its migration ${name}`);
  });
}

/** CASCADE on purpose: nothing of the old state shall stay. Other schemas of the same database are not touched. */
async function clear(tx: Tx, schemas: readonly string[]): Promise<void> {
  for (const schema of ['derived', ...schemas]) await tx.many(trusted(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`));
}

interface Rule {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Rows come table by table: foreign keys are taken off, triggers silenced, and what the migrations put in is removed. */
async function liftRules(tx: Tx, tables: readonly Table[]): Promise<Rule[]> {
  const rules = await tx.many<Rule>(sql`
    SELECT format('%I.%I', nspname, relname) AS table, quote_ident(conname) AS name, pg_get_constraintdef(pg_constraint.oid) AS definition
      FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE contype = 'f' AND format('%I.%I', nspname, relname) = ANY (${tables.map(({ name }) => name)}::text[])`);
  for (const { table, name } of rules) await tx.many(trusted(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`));
  for (const { name } of tables) await tx.many(trusted(`ALTER TABLE ${name} DISABLE TRIGGER USER; TRUNCATE ${name}`));
  return rules;
}

/** The foreign keys are checked over all rows as they come back. */
async function setRules(tx: Tx, tables: readonly Table[], rules: readonly Rule[]): Promise<void> {
  for (const { name } of tables) await tx.many(trusted(`ALTER TABLE ${name} ENABLE TRIGGER USER`));
  for (const { table, name, definition } of rules) {
    await tx.many(trusted(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`));
  }
}

interface Loading {
  readonly table: Table;
  readonly hash: Hash;
  rows: number;
  batch: RowLine[];
}

interface Known {
  readonly tables: ReadonlyMap<string, Table>;
  readonly sequences: ReadonlySet<string>;
}

async function load(tx: Tx, lines: Lines, { tables, sequences }: Known): Promise<BackupSummary> {
  let current: Loading | undefined;
  const summary = { tables: 0, rows: 0 };
  for await (const line of lines) {
    const content = parse(line);
    if (Array.isArray(content)) {
      if (!current) throw new BackupError('The file is damaged: a row without a table');
      await take(tx, current, content as RowLine, line);
    } else if ('table' in content) {
      current = begin(tables, content as Extract<Mark, { table: string }>);
    } else if ('end' in content) {
      await finish(tx, current, content as Extract<Mark, { end: string }>);
      summary.tables += 1;
      summary.rows += current?.rows ?? 0;
      current = undefined;
    } else if ('sequence' in content) {
      if (!sequences.has(content.sequence))
        throw new BackupError(`The file holds a sequence that is not ours: ${content.sequence}`);
      await tx.many(trusted(`ALTER SEQUENCE ${content.sequence} RESTART WITH ${BigInt(content.next)}`));
    } else if ('complete' in content && content.tables === summary.tables && content.rows === summary.rows) {
      return summary;
    }
  }
  throw new BackupError('The file ends too early');
}

function begin(
  tables: ReadonlyMap<string, Table>,
  { table: name, columns }: Extract<Mark, { table: string }>,
): Loading {
  const table = tables.get(name);
  const chosen = columns.map((column) => table?.columns.find((known) => known.name === column));
  if (!table || chosen.includes(undefined)) throw new BackupError(`The file holds a table that is not ours: ${name}`);
  return { table: { name, columns: chosen as Table['columns'] }, hash: createHash('sha256'), rows: 0, batch: [] };
}

async function take(tx: Tx, loading: Loading, row: RowLine, line: string): Promise<void> {
  loading.hash.update(`${line}\n`);
  loading.rows += 1;
  loading.batch.push(row);
  if (loading.batch.length === ROWS_AT_ONCE) await insert(tx, loading);
}

async function insert(tx: Tx, loading: Loading): Promise<void> {
  const { name, columns } = loading.table;
  const rows = loading.batch;
  loading.batch = [];
  if (rows.length === 0) return;
  const values = columns.map((column, at) => `(line->>${at})::${column.type}`).join(', ');
  await tx.many({
    text: `INSERT INTO ${name} (${columns.map((column) => column.name).join(', ')}) OVERRIDING SYSTEM VALUE
           SELECT ${values} FROM unnest($1::jsonb[]) AS given (line)`,
    values: [rows.map((row) => JSON.stringify(row))],
  });
}

async function finish(tx: Tx, loading: Loading | undefined, end: Extract<Mark, { end: string }>): Promise<void> {
  if (!loading || loading.table.name !== end.end) throw new BackupError('The file is damaged: a table does not end');
  await insert(tx, loading);
  const stored = await tx.one<{ rows: number }>(trusted(`SELECT count(*) AS rows FROM ${loading.table.name}`));
  if (stored?.rows !== end.rows || loading.rows !== end.rows || loading.hash.digest('hex') !== end.hash) {
    throw new BackupError(`The file is damaged: the rows of ${end.end} are not those that were saved`);
  }
}
