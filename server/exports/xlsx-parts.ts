// The parts of a workbook as XML: cells, the sheet around them, and the small parts that never change.
import type { FieldType } from '../platform/dataset.ts';
import type { Head, Row, Value } from './writer.ts';

export interface SheetColumn {
  readonly title: string;
  readonly type: FieldType;
  readonly read: (row: Row) => Value;
}

/** Styles of cells by their number in `cellXfs`. */
const PLAIN = 0;
const HEADING = 1;
const TIME = 2;

export const xmlRow = (columns: readonly SheetColumn[], row: Row, number: number): string =>
  `<row r="${number}">${columns.map(({ type, read }, at) => cell(`${letters(at)}${number}`, type, read(row))).join('')}</row>`;

function cell(place: string, type: FieldType, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (type === 'time') return `<c r="${place}" s="${TIME}"><v>${serialOf(value)}</v></c>`;
  return textCell(place, value, PLAIN);
}

/** An inline string: whatever it begins with, it is never run. */
const textCell = (place: string, text: string, style: number) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
/** Day 0 of a spreadsheet as it counts from March 1900 on. */
const DAY_0_MS = Date.UTC(1899, 11, 30);

/** Days of Beijing time, to the second. @param instant ISO text in UTC */
export const serialOf = (instant: string): number =>
  Math.round(((Date.parse(instant) + BEIJING_MS - DAY_0_MS) / DAY_MS) * 86_400) / 86_400;

/** XML 1.0 has no control characters: a workbook writes them `_x0007_`, and so must write what only looks like that. */
export function xmlText(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/g, '_x005F$&')
    .replace(/[\0-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]/g, (sign) => `_x${hex(sign)}_`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}

const hex = (sign: string) => sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

/** A, B, … Z, AA … @param index from 0 */
export function letters(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? letters(before - 1) : '') + String.fromCharCode(65 + (index % 26));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NARROWEST = 8;
const WIDEST = 48;

/** Up to the first row, the heading written. @param sample  rows that tell how wide the columns are */
export function sheetStart(columns: readonly SheetColumn[], sample: readonly Row[]): string {
  const widths = columns.map(({ title, type, read }, at) => {
    const texts = type === 'time' ? ['2026-07-08 09:00:00'] : sample.map((row) => String(read(row) ?? ''));
    const width = Math.min(WIDEST, Math.max(NARROWEST, widthOf(title) + 3, ...texts.map(widthOf)) + 1);
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  });
  const heading = columns.map(({ title }, at) => textCell(`${letters(at)}1`, title, HEADING)).join('');
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${heading}</row>`;
}

/** A Chinese character is as wide as two digits. */
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);

export const sheetEnd = (columns: readonly SheetColumn[], rows: number): string =>
  `</sheetData><autoFilter ref="A1:${letters(columns.length - 1)}${rows}"/></worksheet>`;

/** What the rows are, of when, from where and under which licence. */
export function aboutSheet({ title, description, language, at, city, sources }: Head, rows: number): string {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const lines: readonly (readonly [string, string])[] = [
    [say('数据集', 'Dataset'), title[language]],
    [say('说明', 'Description'), description[language]],
    [say('城市', 'City'), city ?? ''],
    [say('数据时刻（UTC）', 'As of (UTC)'), at],
    [say('行数', 'Rows'), String(rows)],
    [say('坐标', 'Coordinates'), say('WGS-84，经度在前', 'WGS-84, longitude first')],
    ...sources.map((line) => [say('来源与许可', 'Source and licence'), line] as const),
  ];
  const xml = lines.map(
    ([name, text], index) =>
      `<row r="${index + 1}">${textCell(`A${index + 1}`, name, HEADING)}${textCell(`B${index + 1}`, text, PLAIN)}</row>`,
  );
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="22" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>${xml.join('')}</sheetData></worksheet>`;
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Every part but the two sheets, by its path. */
export const PARTS = ({ title, language }: Head): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xmlText(title[language])}" sheetId="1" r:id="rId1"/><sheet name="${language === 'zh' ? '说明' : 'About'}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
});
