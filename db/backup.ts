// A backup is one file for both engines: lines of JSON, compressed. A first line says what it is, each table brings its rows
// as text and ends with their number and hash, a last line says that nothing is missing.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Database, Tx } from './connection.ts';
import { findApplied, readMigrations } from './migrate.ts';
import { trusted } from './sql.ts';
import { findSequences, findTables, schemasOf, type Table } from './tables.ts';

export const FORMAT = 'fengsui-backup-1';

/** The lines that are not rows. */
export type Mark =
  | {
      readonly format: string;
      readonly engine: string;
      readonly madeAt: string;
      readonly migrations: readonly Applied[];
    }
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly end: string; readonly rows: number; readonly hash: string }
  | { readonly sequence: string; readonly next: string }
  | { readonly complete: true; readonly tables: number; readonly rows: number };

interface Applied {
  readonly name: string;
  readonly hash: string;
}

/** One row as the database writes it, in the order of the columns. */
export type RowLine = readonly (string | null)[];

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
}

const ROWS_AT_ONCE = 1_000;

/** Writes the state of one moment, while others go on; the file appears when it is whole. */
export async function backUp(database: Database, path: string, now: Date): Promise<BackupSummary> {
  const draft = `${path}.unfinished`;
  const summary = { tables: 0, rows: 0 };
  try {
    await database.snapshot.transaction(async (tx) => {
      const lines = Readable.from(readLines(tx, { engine: database.engine, madeAt: now.toISOString() }, summary));
      await pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600, flush: true } as object));
    });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return summary;
}

async function* readLines(
  tx: Tx,
  origin: { engine: string; madeAt: string },
  summary: { tables: number; rows: number },
): AsyncGenerator<string> {
  const schemas = schemasOf(readMigrations());
  const migrations = (await findApplied(tx)).map(({ name, hash }) => ({ name, hash }));
  yield mark({ format: FORMAT, ...origin, migrations });
  for (const table of await findTables(tx, schemas)) {
    summary.rows += yield* readTable(tx, table);
    summary.tables += 1;
  }
  for (const { name, next } of await findSequences(tx, schemas)) yield mark({ sequence: name, next });
  yield mark({ complete: true, ...summary });
}

async function* readTable(tx: Tx, { name, columns }: Table): AsyncGenerator<string, number> {
  const hash = createHash('sha256');
  let rows = 0;
  yield mark({ table: name, columns: columns.map((column) => column.name) });
  const texts = columns.map((column) => `${column.name}::text`).join(', ');
  await tx.many(trusted(`DECLARE backup NO SCROLL CURSOR FOR SELECT ARRAY[${texts}] AS line FROM ${name}`));
  for (;;) {
    const batch = await tx.many<{ line: RowLine }>(trusted(`FETCH ${ROWS_AT_ONCE} FROM backup`));
    if (batch.length === 0) break;
    const text = batch.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
    hash.update(text);
    rows += batch.length;
    yield text;
  }
  await tx.many(trusted('CLOSE backup'));
  yield mark({ end: name, rows, hash: hash.digest('hex') });
  return rows;
}

const mark = (line: Mark): string => `${JSON.stringify(line)}\n`;
