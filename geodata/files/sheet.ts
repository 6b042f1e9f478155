// One sheet of a workbook as rows of cells, in flat memory.
import { partBytes } from './archive.ts';
import { FileError, MAX_COLUMNS, type ReadOptions } from './opened-file.ts';
import type { CellRow } from './table.ts';
import { xmlParser, type Sheet, type Workbook } from './workbook.ts';

/** A merged area: its value stands in the first cell and means all of them. Columns and rows from 1. */
export interface Merge {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface SheetFacts {
  merges: Merge[];
  hiddenRows: number;
  formulas: number;
  /** Formulas that were never calculated: they have no value. */
  uncalculated: number;
}

const MAX_MERGES = 50_000;
const MAX_SHEET_ROWS = 1_048_576;
const DAY_MS = 86_400_000;

/** `AB12` → column 28, row 12. */
function cellAt(reference: string): [column: number, row: number] {
  const [, letters = '', digits = '0'] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  return [[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0), Number(digits)];
}

async function* written(path: string, sheet: Sheet, parser: ReturnType<typeof xmlParser>, options: ReadOptions) {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of partBytes(path, sheet.part, options)) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.close();
}

/** What must be known before the first row: merged areas stand at the end of the sheet. Cost: one pass. */
export async function readFacts(path: string, sheet: Sheet, options: ReadOptions): Promise<SheetFacts> {
  const facts: SheetFacts = { merges: [], hiddenRows: 0, formulas: 0, uncalculated: 0 };
  let [formula, value] = [false, false];
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'row' && ['1', 'true'].includes(attributes.hidden ?? '')) facts.hiddenRows += 1;
      if (name === 'c') [formula, value] = [false, false];
      if (name === 'f') formula = true;
      if (name === 'v') value = true;
      if (name === 'mergeCell') addMerge(facts.merges, attributes.ref ?? '');
    },
    close(name) {
      if (name !== 'c' || !formula) return;
      facts.formulas += 1;
      if (!value) facts.uncalculated += 1;
    },
  });
  for await (const _ of written(path, sheet, parser, options)) options.signal?.throwIfAborted();
  facts.merges.sort((a, b) => a.top - b.top);
  assertApart(facts.merges);
  return facts;
}

/** What lies beyond the columns of a table is left out. */
function addMerge(merges: Merge[], reference: string): void {
  const [from = '', to = from] = reference.split(':');
  const [[left, top], [right, bottom]] = [cellAt(from), cellAt(to)];
  if (left < 1 || top < 1 || right < left || bottom < top)
    throw new FileError('broken-file', `There are no cells ${reference.slice(0, 40)}`);
  if (right > MAX_COLUMNS) return;
  if (merges.length >= MAX_MERGES)
    throw new FileError('merged-cells', `A sheet has at most ${MAX_MERGES} merged areas`);
  merges.push({ left, top, right, bottom });
}

/**
 * No two merged areas share a cell (ECMA-376 part 1, 18.3.1.55), so that no row has more of them to fill than columns.
 *
 * @param merges  from the top down. Cost: O(columns of all of them)
 */
function assertApart(merges: readonly Merge[]): void {
  const covered = new Int32Array(MAX_COLUMNS + 1);
  for (const { left, top, right, bottom } of merges) {
    for (let column = left; column <= right; column++)
      if (covered[column]! >= top) throw new FileError('merged-cells', `Merged areas overlap in row ${top}`);
    covered.fill(bottom, left, right + 1);
  }
}

/** The rows that hold a cell, merged areas filled out. @throws FileError */
export async function* sheetRows(
  path: string,
  sheet: Sheet,
  book: Workbook,
  { merges }: SheetFacts,
  options: ReadOptions = {},
): AsyncGenerator<CellRow> {
  const ready: CellRow[] = [];
  const fill = filler(merges);
  const parser = rowParser(book, (row) => ready.push(fill(row)));
  for await (const _ of written(path, sheet, parser, options)) yield* ready.splice(0);
  yield* ready;
}

function rowParser(book: Workbook, onRow: (row: CellRow) => void) {
  let row: CellRow = { number: 0, cells: [] };
  let [column, type, style, text, reading] = [0, 'n', 0, '', false];
  return xmlParser({
    open(name, attributes) {
      if (name === 'row') {
        row = { number: Number(attributes.r ?? row.number + 1), cells: [] };
        column = 0;
        if (!(row.number <= MAX_SHEET_ROWS)) throw new FileError('broken-file', `There is no row ${attributes.r}`);
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : cellAt(attributes.r)[0];
        [type, style, text] = [attributes.t ?? 'n', Number(attributes.s ?? 0), ''];
      } else if (name === 'v' || name === 't') reading = true;
      else if (name === 'rPh') reading = false;
    },
    text(piece) {
      if (reading) text += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false;
      if (name === 'c' && column >= 1 && column <= MAX_COLUMNS) {
        if (type === 'e' && text !== '') row.fault ??= { code: 'formula-error', detail: text };
        else row.cells[column - 1] = valueOf(type, text, style, book);
      }
      if (name === 'row') onRow({ ...row, cells: Array.from(row.cells, (cell) => cell ?? null) });
    },
  });
}

function valueOf(type: string, text: string, style: number, book: Workbook): unknown {
  if (type === 's') return book.texts[Number(text)] ?? null;
  if (type === 'str' || type === 'inlineStr' || type === 'd') return text;
  if (text === '') return null;
  if (type === 'b') return text === '1';
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return book.dateStyles[style] ? dateOf(number, book.from1904) : number;
}

/** Days since the end of 1899 (Lotus counted 29 February 1900, so that all days after it are one further) as a date, with its time where it has one. */
export function dateOf(days: number, from1904: boolean): string | number {
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const at = new Date(start + Math.round(days * DAY_MS));
  if (days < 0 || Number.isNaN(at.getTime())) return days;
  const text = at.toISOString();
  if (days < 1) return text.slice(11, 19);
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 19);
}

/** Gives the cells of merged areas the value of the first, and says in which rows of several columns one begins. */
function filler(merges: readonly Merge[]): (row: CellRow) => CellRow {
  let next = 0;
  let open: (Merge & { value: unknown })[] = [];
  return (row) => {
    open = open.filter(({ bottom }) => bottom >= row.number);
    let merged = false;
    for (let area = merges[next]; area !== undefined && area.top <= row.number; area = merges[++next]) {
      if (area.top < row.number) continue;
      open.push({ ...area, value: row.cells[area.left - 1] ?? null });
      merged ||= area.right > area.left;
    }
    if (open.length === 0) return row;
    const cells = [...row.cells];
    for (const { left, right, value } of open)
      for (let column = left; column <= right; column++) cells[column - 1] = value;
    return { ...row, cells: Array.from(cells, (cell) => cell ?? null), ...(merged ? { merged } : {}) };
  };
}
