// What people bring, as they bring it: each file goes through the door with nothing corrected by hand, and its rows lie where they should.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Import, ImportLayer, ImportRow } from '../../server/imports/contract.ts';
import { aFile, aZip, inGb18030, pathOf, putAwayFiles } from '../geodata/files/brought.ts';
import { aBook, text } from '../geodata/files/workbook.ts';
import { ogr2ogr } from '../support/gdal.ts';
import { bring, get, openHouse, post, worked, type House } from './house.ts';

putAwayFiles();

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Checked {
  inspection: Import['inspection'];
  counts: Import['counts'];
  rows: ImportRow[];
}

/** Brings a file and checks it as it is suggested; the rows in the order of the file. */
async function checkedAs(layer: ImportLayer, name: string, content: string | Buffer, crs?: string): Promise<Checked> {
  const { id, inspection } = await bring(house, content, name, layer);
  const order = { mapping: inspection.mapping, crs: crs ?? inspection.crs!.name! };
  const answer = await post(house, `${id}/check`, order);
  expect(answer.statusCode, answer.body).toBe(202);
  const { counts } = await worked(house, id);
  const { items } = (await get(house, `${id}/rows`)).json<{ items: ImportRow[] }>();
  return { inspection, counts, rows: items };
}

/** To a metre. */
function expectAt({ point }: ImportRow | undefined = {} as ImportRow, lon: number, lat: number): void {
  expect(point?.[0]).toBeCloseTo(lon, 5);
  expect(point?.[1]).toBeCloseTo(lat, 5);
}

const HEADINGS = ['名称', '类别', '种类', '责任单位', '经度', '纬度'];
const table = (mark: string, ...lines: string[][]) => [HEADINGS, ...lines].map((line) => line.join(mark)).join('\n');
const gas = (name: string, lon: string, lat: string) => [name, '事故灾难', '燃气', '燃气公司', lon, lat];

it.each([
  ['tabs', table('\t', gas('一号', '120.1', '31.55'))],
  ['semicolons', table(';', gas('一号', '120.1', '31.55'))],
  ['degrees, minutes, seconds', table(',', gas('一号', '120°06′00″E', '北纬31度33分0秒'))],
  ['decimal commas', table(';', gas('一号', '120,1', '31,55'))],
  ['empty rows and CRLF', table(',', gas('一号', '120.1', '31.55'), [',,,,,'], ['']).replaceAll('\n', '\r\n')],
  ['a byte order mark and quotes', `\ufeff${table(',', gas('"一号"', '"120.1"', '"31.55"'))}`],
])('takes a table with %s', async (_what, content) => {
  const { counts, rows } = await checkedAs('hazards', 'table.csv', content);
  expect(counts).toMatchObject({ rows: 1, added: 1, refused: 0 });
  expectAt(rows[0], 120.1, 31.55);
});

it('finds swapped columns and offers to turn them; 0,0 and no place are refused', async () => {
  const content = table(',', gas('一号', '31.55', '120.1'), gas('二号', '0', '0'), gas('三号', '', ''));
  const { inspection, rows } = await checkedAs('hazards', 'swapped.csv', content);
  expect(inspection).toMatchObject({ crs: { swapped: true }, mapping: { swapped: true } });
  expectAt(rows[0], 120.1, 31.55);
  expect(rows.map(({ reason }) => reason?.code)).toEqual([undefined, 'zero-coordinate', 'no-geometry']);
});

it('takes shelters from a workbook: merged headings, a formula, thousands as text, a date, a failed formula', async () => {
  const line = (row: number, name: string, capacity: string, lon: string) =>
    `<row r="${row}">${text(`A${row}`, name)}${text(`B${row}`, '紧急避难场所')}${text(`C${row}`, '正常')}${capacity}${lon}` +
    `<c r="F${row}"><v>31.55</v></c><c r="G${row}" s="1"><v>43891</v></c></row>`;
  const rows =
    `<row r="1">${text('A1', '避难场所一览表')}</row>` +
    `<row r="2">${text('A2', '避难场所名称')}${text('B2', '类型')}${text('C2', '状态')}${text('D2', '可容纳人数')}${text('E2', '位置')}${text('G2', '登记日期')}</row>` +
    `<row r="3">${text('E3', '经度')}${text('F3', '纬度')}</row>` +
    line(4, '甲广场', text('D4', '1,200'), '<c r="E4"><f>120+0.1</f><v>120.1</v></c>') +
    line(5, '乙广场', '<c r="D5"><v>800</v></c>', '<c r="E5" t="e"><f>1/0</f><v>#DIV/0!</v></c>');
  const merges = ['A1:G1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:F2', 'G2:G3'].map(
    (ref) => `<mergeCell ref="${ref}"/>`,
  );
  const path = await aZip(
    'shelters.xlsx',
    aBook({ 一览: { rows, after: `<mergeCells>${merges.join('')}</mergeCells>` } }),
  );
  const { inspection, counts, rows: found } = await checkedAs('shelters', 'shelters.xlsx', readFileSync(path));
  expect(inspection).toMatchObject({ format: 'xlsx', reading: { headingRow: 3 } });
  expect(inspection.columns.find(({ name }) => name === '登记日期')!.samples).toEqual(['2020-03-01']);
  expect(counts).toMatchObject({ added: 1, refused: 1 });
  expectAt(found[0], 120.1, 31.55);
  expect(found[1]!.reason?.code).toBe('formula-error');
  const staged = await house.database.owner.one(
    sql`SELECT fields ->> 'capacity_persons' AS persons FROM imports.staged_row WHERE name = '甲广场'`,
  );
  expect(staged).toEqual({ persons: '1200' });
});

const SITES = {
  type: 'FeatureCollection',
  features: [120.1, 120.3].map((lon, at) => ({
    type: 'Feature',
    properties: { 名称: `第${at + 1}医院`, 种类: '医院' },
    geometry: { type: 'Point', coordinates: [lon, 31.55] },
  })),
};

it('takes sites from a zipped shapefile of ogr2ogr: names in GBK, metres of 3° without a .prj', async () => {
  const source = aFile('sites.geojson', JSON.stringify(SITES));
  await ogr2ogr('-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4549', '-lco', 'ENCODING=GBK', pathOf('sites.shp'), source);
  const parts = Object.fromEntries(
    ['shp', 'shx', 'dbf'].map((end) => [`sites.${end}`, readFileSync(pathOf(`sites.${end}`))]),
  );
  const { inspection, counts, rows } = await checkedAs(
    'sites',
    'sites.zip',
    readFileSync(await aZip('sites.zip', parts)),
  );
  expect(inspection).toMatchObject({
    format: 'shapefile',
    statedCrs: null,
    crs: { name: 'EPSG:4549', certain: true, reason: { code: 'bounds' } },
  });
  expect(inspection.notes.map(({ code }) => code)).toContain('no-crs');
  expect(counts).toMatchObject({ added: 2, refused: 0 });
  expect(rows.map(({ name }) => name)).toEqual(['第1医院', '第2医院']);
  expectAt(rows[1], 120.3, 31.55);
});

it('takes grids from GeoJSON of ogr2ogr in metres, and does not believe a crs member that cannot be', async () => {
  const ring = [
    [120.02, 31.52],
    [120.04, 31.52],
    [120.04, 31.54],
    [120.02, 31.54],
    [120.02, 31.52],
  ];
  const grid = (code: string, geometry: object | null) => ({
    type: 'Feature',
    properties: { 编号: code, 名称: '二网格', 种类: '基础网格', 常住人口: '1,100' },
    geometry,
  });
  const polygon = { type: 'Polygon', coordinates: [ring] };
  const features = [grid('320213001001002', polygon), grid('320213001001003', null)];
  const source = aFile('grids.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  await ogr2ogr('-f', 'GeoJSON', '-lco', 'RFC7946=NO', '-t_srs', 'EPSG:4528', pathOf('grids-4528.geojson'), source);
  const right = await checkedAs('grids', 'grids.geojson', readFileSync(pathOf('grids-4528.geojson')));
  expect(right.inspection).toMatchObject({ statedCrs: 'EPSG:4528', crs: { name: 'EPSG:4528', certain: true } });
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4528' } };
  const wrong = await checkedAs('grids', 'wrong.geojson', JSON.stringify({ type: 'FeatureCollection', crs, features }));
  expect(wrong.inspection).toMatchObject({
    statedCrs: null,
    crs: { name: 'wgs84' },
    notes: [{ code: 'crs-member-ignored', values: { found: 'degrees' } }],
  });
  for (const { counts, rows } of [right, wrong]) {
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    expect(rows[0]!.point![0]).toBeCloseTo(120.03, 3);
    expect(rows[1]!.reason?.code).toBe('no-geometry');
  }
});

it('keeps what a GeoJSON rightly says of itself, and asks for a look', async () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } };
  const { inspection, rows } = await checkedAs('sites', 'said.geojson', JSON.stringify({ ...SITES, crs }));
  expect(inspection.crs).toMatchObject({ name: 'wgs84', certain: false, reason: { code: 'stated' } });
  expectAt(rows[0], 120.1, 31.55);
});

it('takes a GB18030 table from a spreadsheet program as a whole: title, blank lines, quotes with commas', async () => {
  const content = `重点场所登记表,,,,\r\n,,,,\r\n单位名称,场所类型,详细地址,经度,纬度\r\n"甲""小""学",小学,"沁园街道,1号",120.1,31.55\r\n,,,,\r\n`;
  const { inspection, counts, rows } = await checkedAs('sites', 'sites.csv', inGb18030(content));
  expect(inspection.reading).toMatchObject({ encoding: 'gb18030', headingRow: 3 });
  expect(inspection.mapping.columns).toEqual({ name: '单位名称', kind: '场所类型', address: '详细地址' });
  expect(counts).toMatchObject({ rows: 1, added: 1 });
  expect(rows[0]).toMatchObject({ row: 4, name: '甲"小"学' });
});
