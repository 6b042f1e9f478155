// Makes one file: reads, writes and records it in one transaction, so that what is told of it is what is in it.
import { appendFile, rm, stat } from 'node:fs/promises';
import type { Db, Tx } from '../../db/connection.ts';
import { record } from '../audit/record.ts';
import type { Selection } from '../platform/dataset-selection.ts';
import type { Dataset, DatasetSource } from '../platform/dataset.ts';
import { Problem } from '../platform/problem.ts';
import { FORMATS } from './formats.ts';
import type { ExportFormat } from './contract.ts';
import { findCityLines, readRows, type CityLines } from './store.ts';
import type { Head } from './writer.ts';

export interface Order {
  readonly dataset: Dataset;
  readonly source: DatasetSource;
  readonly selection: Selection;
  readonly format: ExportFormat;
  readonly language: Head['language'];
  /** When it is asked for. */
  readonly now: Date;
  /** The asker has gone: nobody waits for the file any more. */
  readonly gone?: AbortSignal;
}

export interface Taken {
  readonly rows: number;
  readonly bytes: number;
  readonly city: CityLines | undefined;
}

/** Writes the file; leaves none where it fails. @throws Problem 507 where the disk is full */
export async function takeExport(db: Db, order: Order, path: string): Promise<Taken> {
  try {
    return await db.transaction((tx) => write(tx, order, path));
  } catch (error) {
    const cause = await causeOf(error, path);
    await rm(path, { force: true });
    throw isDiskFull(cause) ? new Problem(507, 'disk-full', 'There is no room left for the file') : cause;
  }
}

async function write(tx: Tx, order: Order, path: string): Promise<Taken> {
  const { dataset, source, selection, language, gone } = order;
  const format = FORMATS[order.format];
  const city = await findCityLines(tx);
  const writer = await format.open(path, headOf(order, city));
  let rows: number;
  try {
    rows = await readRows(tx, { source, selection, format, language }, async (batch) => {
      gone?.throwIfAborted();
      await writer.add(batch);
    });
    await writer.end();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  const { size: bytes } = await stat(path);
  await record(tx, {
    act: 'exports:take',
    object: source.table,
    after: { dataset: dataset.name, format: order.format, rows, bytes, language, ...askedFor(selection) },
  });
  return { rows, bytes, city };
}

function headOf({ dataset, source, selection, language, now }: Order, city: CityLines | undefined): Head {
  const { name, title, description } = dataset;
  return {
    name,
    title,
    description,
    source,
    language,
    at: selection.moment?.at ?? now.toISOString(),
    city: language === 'zh' ? city?.name : city?.nameEn,
    sources: city?.sources ?? [],
  };
}

/** What the rows were cut to, in words of the query. */
function askedFor({ boxes, moment, equal }: Selection) {
  const fields = Object.fromEntries([...(equal ?? [])].map(([{ name }, value]) => [name, value]));
  return { fields, ...(boxes && { boxes }), ...(moment && { moment }) };
}

/** More than a block, so that it needs new room, bytes. */
const PROBE = 65_536;

/** SQLite is told nothing but "disk I/O error": one write of our own to the file that is thrown away says why. */
async function causeOf(error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof Error && /^disk I\/O error/.test(error.message))) return error;
  return appendFile(path, Buffer.alloc(PROBE)).then(
    () => error,
    (cause: unknown) => cause,
  );
}

const isDiskFull = (error: unknown) =>
  error instanceof Error && ((error as NodeJS.ErrnoException).code === 'ENOSPC' || /disk is full/i.test(error.message));
