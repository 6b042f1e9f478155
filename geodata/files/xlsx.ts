// A workbook: several sheets, of which one is read.
import type { Part } from './archive.ts';
import { FileError, type FileNote, type OpenedFile, type OpenOptions, type ReadOptions } from './opened-file.ts';
import { readFacts, sheetRows, type SheetFacts } from './sheet.ts';
import { describeTable, firstOf, LOOK_ROWS, tableRows } from './table.ts';
import { readWorkbook } from './workbook.ts';

/** @throws FileError */
export async function openXlsx(
  path: string,
  sizeBytes: number,
  parts: readonly Part[],
  options: OpenOptions,
): Promise<OpenedFile> {
  const book = await readWorkbook(path, parts);
  const sheet = options.table
    ? book.sheets.find(({ name }) => name === options.table)
    : (book.sheets.find(({ hidden }) => !hidden) ?? book.sheets[0]);
  if (sheet === undefined) throw new FileError('no-such-table', `There is no sheet "${options.table}"`);
  const facts = await readFacts(path, sheet, options.signal ? { signal: options.signal } : {});
  const cells = ({ onProgress, ...read }: ReadOptions) =>
    sheetRows(path, sheet, book, facts, {
      ...read,
      ...(onProgress ? { onProgress: (bytes) => onProgress(Math.round((bytes / sheet.part.bytes) * sizeBytes)) } : {}),
    });
  const table = describeTable(
    await firstOf(cells(options.signal ? { signal: options.signal } : {}), LOOK_ROWS + 50),
    options.headingRow,
  );
  return {
    format: 'xlsx',
    sizeBytes,
    tables: book.sheets.map(({ name, hidden }) => ({ name, hidden })),
    table: sheet.name,
    columns: table.columns,
    headingRow: table.headingRow,
    hasGeometry: false,
    notes: [...table.notes, ...notesOf(facts)],
    rows: (read = {}) => tableRows(cells(read), table),
  };
}

function notesOf({ hiddenRows, formulas, uncalculated }: SheetFacts): FileNote[] {
  return [
    ...(hiddenRows > 0 ? [{ code: 'hidden-rows', values: { count: hiddenRows } } as const] : []),
    ...(formulas > 0 ? [{ code: 'formulas', values: { count: formulas, uncalculated } } as const] : []),
  ];
}
