// XLSX (ECMA-376): a sheet of rows and a sheet that says what they are. Texts are texts, never formulas; times are Beijing time.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { sql } from '../../db/sql.ts';
import { Problem } from '../platform/problem.ts';
import { valueOf, wordColumns, type Format, type Head, type Row, type Writer } from './writer.ts';
import { aboutSheet, PARTS, sheetEnd, sheetStart, xmlRow, type SheetColumn } from './xlsx-parts.ts';

/** Rows of a sheet, the heading among them. */
const MOST_ROWS = 1_048_576;

export const xlsx: Format = {
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  // A cell ends at 32,767 characters, which an outline soon has: a position stands for it.
  shape: ({ geometry }) => [
    sql`(ST_AsGeoJSON(ST_PointOnSurface(${geometry}), 7)::json -> 'coordinates') AS "@position"`,
  ],
  open: (path, head) => Promise.resolve(openWorkbook(path, head)),
};

function openWorkbook(path: string, head: Head): Writer {
  const zip = new ZipFile();
  const file = createWriteStream(path);
  const written = finished(zip.outputStream.pipe(file));
  // Told to whoever waits for the end; until then nobody does.
  written.catch(() => undefined);
  const sheet = new PassThrough();
  const columns = columnsOf(head);
  let rows = 1;
  for (const [name, content] of Object.entries(PARTS(head))) zip.addBuffer(Buffer.from(content), name);
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  const put = async (text: string) => {
    if (!sheet.write(text)) await Promise.race([once(sheet, 'drain'), written]);
  };
  return {
    async add(batch) {
      if (rows === 1) await put(sheetStart(columns, batch));
      if (rows + batch.length > MOST_ROWS)
        throw new Problem(422, 'too-many-rows', 'A spreadsheet cannot hold so many rows: take another format');
      const from = rows;
      rows += batch.length;
      await put(batch.map((row, at) => xmlRow(columns, row, from + at + 1)).join(''));
    },
    async end() {
      if (rows === 1) await put(sheetStart(columns, []));
      sheet.end(sheetEnd(columns, rows));
      zip.addBuffer(Buffer.from(aboutSheet(head, rows - 1)), 'xl/worksheets/sheet2.xml');
      zip.end();
      await written;
    },
    async abort() {
      sheet.destroy();
      file.destroy();
      // What failed by itself has closed already, and says so once.
      if (!file.closed) await once(file, 'close');
    },
  };
}

function columnsOf({ source, language }: Head): SheetColumn[] {
  const titles = language === 'zh' ? ['经度（WGS-84）', '纬度（WGS-84）'] : ['Longitude (WGS-84)', 'Latitude (WGS-84)'];
  const zone = language === 'zh' ? '（北京时间）' : ' (Beijing time)';
  const position = (row: Row, axis: 0 | 1) => (row['@position'] as [number, number] | null)?.[axis] ?? null;
  return [
    ...source.fields.flatMap((field): SheetColumn[] => [
      {
        title: field.title[language] + (field.type === 'time' ? zone : ''),
        type: field.type,
        read: (row) => valueOf(row, field.name),
      },
      ...wordColumns(field, language).map((column) => ({ ...column, type: 'text' as const })),
    ]),
    { title: titles[0]!, type: 'number', read: (row) => position(row, 0) },
    { title: titles[1]!, type: 'number', read: (row) => position(row, 1) },
  ];
}
