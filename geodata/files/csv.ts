// CSV and its relatives, in any encoding and with any of three delimiters.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { bytesAt } from './bytes.ts';
import { detectEncoding, textOf } from './encodings.ts';
import { FileError, type Delimiter, type OpenedFile, type OpenOptions, type ReadOptions } from './opened-file.ts';
import { describeTable, firstOf, LOOK_ROWS, tableRows, type CellRow } from './table.ts';

const DELIMITERS: Delimiter[] = [',', '\t', ';'];
const LOOK_BYTES = 64 * 1024;
/** A row longer than this has a quote that was never closed. Characters. */
const MAX_ROW_LENGTH = 8 * 1024 * 1024;

const settings = (delimiter: Delimiter) => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: MAX_ROW_LENGTH,
});

/** @throws FileError */
export async function openCsv(path: string, sizeBytes: number, options: OpenOptions): Promise<OpenedFile> {
  const encoding = options.encoding ?? (await detectEncoding(path, options.signal));
  const head = new TextDecoder(encoding).decode(await bytesAt(path, 0, LOOK_BYTES), { stream: true });
  const delimiter = options.delimiter ?? findDelimiter(head);
  const cells = (read: ReadOptions) => cellRows(textOf(path, encoding, read), delimiter);
  const first = await firstOf(cells(options.signal ? { signal: options.signal } : {}), LOOK_ROWS + 50);
  const table = describeTable(first, options.headingRow);
  return {
    format: 'csv',
    sizeBytes,
    tables: [{ name: 'csv', hidden: false }],
    table: 'csv',
    columns: table.columns,
    encoding,
    delimiter,
    headingRow: table.headingRow,
    hasGeometry: false,
    notes: table.notes,
    rows: (read = {}) => tableRows(cells(read), table),
  };
}

/** The one by which most rows have the same number of cells, more than one; a comma where none does. */
export function findDelimiter(head: string): Delimiter {
  const cut = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r'));
  const whole = cut > 0 ? head.slice(0, cut) : head;
  const scores = DELIMITERS.map((delimiter) => scoreOf(whole, delimiter));
  return DELIMITERS[scores.indexOf(Math.max(...scores))]!;
}

function scoreOf(text: string, delimiter: Delimiter): number {
  const rows = attempt(text, delimiter);
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...[...counts].map(([width, count]) => (count / rows.length) * Math.log2(width + 1)));
}

function attempt(text: string, delimiter: Delimiter): string[][] {
  try {
    return parseAtOnce(text, { ...settings(delimiter), to: LOOK_ROWS, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

async function* cellRows(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<CellRow> {
  const parser = parse(settings(delimiter));
  const source = Readable.from(text);
  source.on('error', (reason) => parser.destroy(reason));
  source.pipe(parser);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield { number: line, cells: cells.map((cell) => cell.replaceAll('\0', '')) };
      line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    }
  } catch (error) {
    throw error instanceof CsvError ? new FileError('broken-file', `From line ${line} on: ${error.message}`) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
