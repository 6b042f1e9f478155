// Reads the rows of a file at one moment: a cursor sees the table as it was when it was opened.
import type { Db, Tx } from '../../db/connection.ts';
import { identifier, join, sql, trusted } from '../../db/sql.ts';
import { selectFeatures, type Selection } from '../platform/dataset-selection.ts';
import type { DatasetSource } from '../platform/dataset.ts';
import { namedAs, type Format, type Head, type Row } from './writer.ts';

/** Rows that are in memory at once. */
const BATCH = 500;

interface Wanted {
  readonly source: DatasetSource;
  readonly selection: Selection;
  readonly format: Format;
  readonly language: Head['language'];
}

/** Hands every row to `take`, a batch at a time; answers how many there were. */
export async function readRows(
  tx: Tx,
  { source, selection, format, language }: Wanted,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<number> {
  const { from, where, order } = selectFeatures(source, selection);
  const fields = format.shapeAlone
    ? []
    : source.fields.flatMap(({ name, column, named }) => [
        sql`${column} AS ${identifier(name)}`,
        ...(named ? [sql`${named[language]} AS ${identifier(namedAs(name))}`] : []),
      ]);
  await tx.many(sql`
    DECLARE export_rows NO SCROLL CURSOR FOR
    SELECT ${join([...fields, ...format.shape(source)], ', ')} FROM ${from} WHERE ${where} ORDER BY ${order}`);
  for (let count = 0; ;) {
    const rows = await tx.many<Row>(trusted(`FETCH ${BATCH} FROM export_rows`));
    if (rows.length > 0) await take(rows);
    count += rows.length;
    if (rows.length < BATCH) return count;
  }
}

export async function countRows(db: Db, source: DatasetSource, selection: Selection): Promise<number> {
  const { from, where } = selectFeatures(source, selection);
  const row = await db.one<{ total: number }>(sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`);
  return row!.total;
}

export interface CityLines {
  readonly name: string;
  readonly nameEn: string;
  readonly sources: readonly string[];
}

/** The city that is loaded, for what a file says about itself; undefined before the first load. */
export function findCityLines(db: Db): Promise<CityLines | undefined> {
  return db.one<CityLines>(sql`SELECT c.name, c.name_en AS "nameEn", c.sources FROM city.city c`);
}
