// CSV as spreadsheets read it: BOM, CRLF, texts that are no formulas. The shape as WKT; of points longitude and latitude too.
import { open } from 'node:fs/promises';
import { sql, type Sql } from '../../db/sql.ts';
import { BOM, lineOf } from '../platform/csv-line.ts';
import type { Format, Head, Row, Value } from './writer.ts';
import { valueOf, wordColumns } from './writer.ts';

const POSITION = ['lon', 'lat'] as const;

export const csv: Format = {
  type: 'text/csv; charset=utf-8',
  shape: ({ geometry, shape }) => [
    ...(shape === 'MultiPolygon' ? [] : [positionOf(geometry, 'X'), positionOf(geometry, 'Y')]),
    sql`ST_AsText(${geometry}, 7) AS "@wkt"`,
  ],
  async open(path, head) {
    const file = await open(path, 'w');
    const columns = columnsOf(head);
    let before = BOM + lineOf(columns.map(({ title }) => title));
    return {
      async add(rows) {
        // appendFile writes all or fails; write() may stop in the middle and say only how far it came.
        await file.appendFile(before + rows.map((row) => lineOf(columns.map(({ read }) => read(row)))).join(''));
        before = '';
      },
      async end() {
        await file.appendFile(before);
        await file.close();
      },
      abort: () => file.close(),
    };
  },
};

/** Of a point; nothing of a line or an area, whose shape is in the WKT. */
const positionOf = (geometry: Sql, axis: 'X' | 'Y'): Sql =>
  axis === 'X'
    ? sql`CASE WHEN GeometryType(${geometry}) = 'POINT' THEN ST_X(${geometry}) END AS "@lon"`
    : sql`CASE WHEN GeometryType(${geometry}) = 'POINT' THEN ST_Y(${geometry}) END AS "@lat"`;

interface Column {
  readonly title: string;
  readonly read: (row: Row) => Value;
}

function columnsOf({ source, language }: Head): Column[] {
  const fields = source.fields.flatMap((field) => [
    { title: field.title[language], read: (row: Row) => valueOf(row, field.name) },
    ...wordColumns(field, language),
  ]);
  const titles = language === 'zh' ? { lon: '经度', lat: '纬度' } : { lon: 'Longitude', lat: 'Latitude' };
  const position = source.shape === 'MultiPolygon' ? [] : POSITION;
  return [
    ...fields,
    ...position.map((name) => ({ title: titles[name], read: (row: Row) => valueOf(row, `@${name}`) })),
    { title: 'WKT', read: (row) => valueOf(row, '@wkt') },
  ];
}
