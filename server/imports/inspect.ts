// Looks into a file: what it holds, which column is which field, where its rows lie. Nothing is decided here.
import { createHash } from 'node:crypto';
import { openFile } from '../../geodata/files/open-file.ts';
import { FileError, type OpenedFile } from '../../geodata/files/opened-file.ts';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { Problem } from '../platform/problem.ts';
import type { ImportLayer, Inspection, Reading } from './contract.ts';
import { failureOf } from './failures.ts';
import { REPORT_COLUMNS } from './refused-file.ts';
import { suggest, type Learnt } from './suggest.ts';

export interface Inspected {
  readonly inspection: Inspection;
  /** Files with the same headings are alike, whatever their order, and whether or not our report is in front. */
  readonly headings: string;
}

/** @throws Problem 422 where it cannot be read */
export async function inspectFile(db: Db, path: string, layer: ImportLayer, reading: Reading): Promise<Inspected> {
  const file = await openFile(path, reading).catch(asProblem);
  const headings = headingsHash(file);
  const learnt = await findLearnt(db, layer, headings);
  const suggested = await suggest(db, file, layer, learnt).catch(asProblem);
  const { format, tables, table, encoding, delimiter, headingRow, columns, hasGeometry, statedCrs, notes } = file;
  const read: Reading = {
    table,
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(headingRow !== undefined && { headingRow }),
  };
  const inspection = {
    format,
    tables,
    reading: read,
    columns,
    hasGeometry,
    statedCrs: statedCrs ?? null,
    notes,
    ...suggested,
  };
  return { headings, inspection };
}

/** A file that cannot be read is told with the words of its fault. */
export function asProblem(error: unknown): never {
  if (!(error instanceof FileError)) throw error;
  const { code, reason } = failureOf(error);
  throw new Problem(error.code === 'too-large' ? 413 : 422, code, reason.en);
}

const OURS = new Set<string>(Object.values(REPORT_COLUMNS).flat());

function headingsHash({ columns }: OpenedFile): string {
  const names = columns.map(({ name }) => name).filter((name) => !OURS.has(name));
  return createHash('sha256').update(JSON.stringify(names.sort())).digest('hex');
}

const findLearnt = (db: Db, layer: ImportLayer, headings: string): Promise<Learnt | undefined> =>
  db.one<Learnt>(
    sql`SELECT mapping, crs FROM imports.learnt_mapping WHERE sight = imports.sight() AND layer = ${layer} AND headings = ${headings}`,
  );
