// A table whose rows are cells: which row is the heading, what the columns are called and hold. CSV and XLSX share it.
import { readAngle, readNumber } from './numbers.ts';
import {
  FileError,
  MAX_COLUMNS,
  type ColumnType,
  type FileColumn,
  type FileNote,
  type FileRow,
  type RowFault,
} from './opened-file.ts';

/** Rows that are looked at before the first is answered. */
export const LOOK_ROWS = 200;
const MAX_SAMPLES = 5;
const SAMPLE_LENGTH = 80;

/** One row of cells, from the first column on; null is blank. */
export interface CellRow {
  /** As the user sees it, from 1. */
  number: number;
  cells: unknown[];
  fault?: RowFault;
  /** A merged area of several columns begins in it: a heading may go on in the next row. */
  merged?: boolean;
}

const isBlank = (cell: unknown) => cell === null || cell === undefined || (typeof cell === 'string' && !cell.trim());
/** A row without anything in it. */
export const isEmptyRow = ({ cells }: CellRow) => cells.every(isBlank);

const DATE = /^\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?([T\s]\d{1,2}(:\d{2}){1,2}.*)?$/;
const BOOLEAN = /^(true|false|yes|no|是|否)$/i;

function typeOf(cell: unknown): Exclude<ColumnType, 'empty'> {
  if (typeof cell === 'boolean') return 'boolean';
  const text = String(cell).trim();
  if (readNumber(cell) !== undefined) return /^0\d+$/.test(text) ? 'text' : 'number';
  if (DATE.test(text)) return 'date';
  return BOOLEAN.test(text) ? 'boolean' : 'text';
}

/** The one type of all values; text where they differ. */
export function columnType(values: readonly unknown[]): ColumnType {
  const types = new Set(values.filter((value) => !isBlank(value)).map(typeOf));
  return types.size === 0 ? 'empty' : types.size === 1 ? [...types][0]! : 'text';
}

/** The first different values, as text, cut where they are long. */
export function samplesOf(values: readonly unknown[]): string[] {
  const texts = values.filter((value) => !isBlank(value)).map((value) => String(value).trim().slice(0, SAMPLE_LENGTH));
  return [...new Set(texts)].slice(0, MAX_SAMPLES);
}

const filled = ({ cells }: CellRow) => cells.filter((cell) => !isBlank(cell));
/** Words all over, hardly one twice: what a heading looks like and data does not. */
function looksLikeHeading(row: CellRow, width: number): boolean {
  const cells = filled(row);
  const words = cells.every((cell) => typeOf(cell) === 'text' && readAngle(cell) === undefined);
  return words && cells.length >= Math.ceil(width * 0.6) && new Set(cells).size >= Math.ceil(cells.length * 0.6);
}

/**
 * The row of the heading, 0 where the data begins at once. Titles above are fewer or merged cells; a heading whose merged cells
 * are split up in the next row ends there.
 */
export function findHeading(rows: readonly CellRow[]): number {
  const used = rows.filter((row) => !isEmptyRow(row));
  const width = Math.max(0, ...used.map((row) => filled(row).length));
  const first = used.findIndex((row) => filled(row).length >= Math.ceil(width * 0.6) && new Set(filled(row)).size > 1);
  const start = first === -1 ? 0 : first;
  if (used[start] === undefined || !looksLikeHeading(used[start], width)) return 0;
  const below = used[start + 1];
  return used[start].merged && below !== undefined && looksLikeHeading(below, width)
    ? below.number
    : used[start].number;
}

/** Unique names of the columns: an empty heading is numbered, a second one counted. */
function namesOf(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  return headings.map((heading, index) => {
    const name = heading === '' ? `column-${index + 1}` : heading;
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}

export interface Table {
  headingRow: number;
  columns: FileColumn[];
  notes: FileNote[];
}

/** @param chosen  the heading's row that the user named; undefined: find it */
export function describeTable(rows: readonly CellRow[], chosen?: number): Table {
  const headingRow = chosen ?? findHeading(rows);
  const data = rows.filter((row) => row.number > headingRow && !isEmptyRow(row)).slice(0, LOOK_ROWS);
  const heading = rows.find(({ number }) => number === headingRow);
  const width = [...data, ...(heading ? [heading] : [])].reduce(
    (most, { cells }) => Math.max(most, cells.findLastIndex((cell) => !isBlank(cell)) + 1),
    0,
  );
  if (width === 0) throw new FileError('empty-file', 'There is no row with anything in it');
  if (width > MAX_COLUMNS) throw new FileError('too-many-columns', `A table has at most ${MAX_COLUMNS} columns`);
  const headings = Array.from({ length: width }, (_, at) => String(heading?.cells[at] ?? '').trim());
  const names = namesOf(headings);
  const columns = names.map((name, at): FileColumn => {
    const values = data.map(({ cells }) => cells[at]);
    return { name, heading: headings[at]!, samples: samplesOf(values), type: columnType(values) };
  });
  return { headingRow, columns, notes: notesOf(headingRow, heading, names, headings) };
}

function notesOf(headingRow: number, heading: CellRow | undefined, names: string[], headings: string[]): FileNote[] {
  if (headingRow === 0) return [{ code: 'no-heading', values: {} }];
  const renamed = names.filter((name, at) => name !== headings[at]).length;
  return [
    ...(renamed > 0 ? [{ code: 'renamed-columns', values: { count: renamed } } as const] : []),
    ...(heading?.merged ? [{ code: 'merged-heading', values: { row: headingRow } } as const] : []),
  ];
}

/** The rows below the heading by the names of the columns, empty ones left out. */
export async function* tableRows(rows: AsyncIterable<CellRow>, table: Table): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    if (row.number <= table.headingRow || (isEmptyRow(row) && row.fault === undefined)) continue;
    const values = Object.fromEntries(
      table.columns.map(({ name }, at) => [name, isBlank(row.cells[at]) ? null : row.cells[at]]),
    );
    yield { number: row.number, values, ...(row.fault ? { fault: row.fault } : {}) };
  }
}

/** The first rows of a source, which is closed then. */
export async function firstOf<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const first: Item[] = [];
  for await (const item of items) {
    first.push(item);
    if (first.length >= count) break;
  }
  return first;
}
