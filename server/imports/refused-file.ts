// The refused rows as a table: as they stood in the file, with their number and what is wrong, to be corrected and brought back.
import type { Db } from '../../db/connection.ts';
import { neutraliseFormula } from '../../geodata/space/formula.ts';
import type { Import } from './contract.ts';
import { SHAPE_COLUMN } from './original.ts';
import { reasonOf } from './reasons.ts';
import { findRefused } from './rows-store.ts';

/** Ours, in front; whoever brings the table back need not remove them. */
export const REPORT_COLUMNS = { zh: ['行号', '原因'], en: ['row', 'reason'] } as const;
const PAGE = 500;

/** CSV in UTF-8 with a byte order mark, CRLF, every cell quoted. Read page by page: flat memory. */
export async function* refusedCsv(db: Db, { id, inspection }: Import, language: 'zh' | 'en'): AsyncGenerator<string> {
  const columns = inspection.columns.map(({ name }) => name);
  if (inspection.hasGeometry && !columns.includes(SHAPE_COLUMN)) columns.push(SHAPE_COLUMN);
  yield `\ufeff${line([...REPORT_COLUMNS[language], ...columns])}`;
  for (let after = 0; ;) {
    const rows = await findRefused(db, id, after, PAGE);
    for (const { row, reason, original } of rows)
      yield line([String(row), reasonOf(reason).words[language], ...columns.map((column) => textOf(original[column]))]);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.row;
  }
}

const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

const textOf = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string | number);

/** A plain number with a sign is no formula: who corrects the rows should see a number. */
const cell = (text: string) => `"${(PLAIN_NUMBER.test(text) ? text : neutraliseFormula(text)).replaceAll('"', '""')}"`;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
