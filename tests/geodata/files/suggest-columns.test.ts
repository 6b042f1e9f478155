import { expect, it } from 'vitest';
import {
  suggestColumns,
  suggestPlace,
  tellingColumns,
  type WantedField,
} from '../../../geodata/files/suggest-columns.ts';
import { placeRow } from '../../../geodata/files/place-row.ts';
import type { FileColumn, PlaceColumns } from '../../../geodata/files/opened-file.ts';
import { converterToWgs84 } from '../../../geodata/space/crs.ts';

const column = (heading: string, type: FileColumn['type'], ...samples: string[]): FileColumn => ({
  name: heading,
  heading,
  type,
  samples,
});
const field = (name: string, kind: WantedField['kind'] = 'text', ...words: string[]): WantedField => ({
  name,
  kind,
  titles: [],
  words,
});
const FIELDS = [
  field('code'),
  field('name'),
  field('kind', 'word', '危化品', '燃气'),
  field('address'),
  field('capacityPersons', 'integer'),
];

it('matches what Chinese offices call their columns', () => {
  const columns = [
    column('序号', 'number', '1'),
    column('单位名称（全称）', 'text', '某某化工厂'),
    column('隐患类型', 'text', '危化品', '燃气'),
    column('详细地址', 'text', '梁溪区中山路'),
    column('可容纳人数', 'number', '1,200'),
  ];
  const found = Object.fromEntries(suggestColumns(columns, FIELDS).map((one) => [one.field, one.column]));
  expect(found).toEqual({
    name: '单位名称（全称）',
    kind: '隐患类型',
    address: '详细地址',
    capacityPersons: '可容纳人数',
  });
});

it('knows a column by its words where its heading says nothing, and believes what was accepted before most', () => {
  const columns = [column('F1', 'text', '燃气', '危化品'), column('备注一', 'text', '某地')];
  expect(suggestColumns(columns, FIELDS)).toMatchObject([{ field: 'kind', column: 'F1', reason: { code: 'content' } }]);
  const learnt = { 备注一: { address: 3 } };
  expect(suggestColumns(columns, FIELDS, learnt)[0]).toMatchObject({
    field: 'address',
    column: '备注一',
    reason: { code: 'learnt' },
  });
});

it.each<[string, FileColumn[], PlaceColumns | null]>([
  [
    'headings',
    [column('经度', 'number', '120.3'), column('纬度', 'number', '31.5')],
    { kind: 'lon-lat', lon: '经度', lat: '纬度' },
  ],
  [
    'degrees as text',
    [column('E', 'text', '120°18′'), column('lng', 'text', '120°18′3″'), column('lat', 'text', '31°34′')],
    { kind: 'lon-lat', lon: 'lng', lat: 'lat' },
  ],
  ['one column', [column('经纬度', 'text', '120.3,31.5')], { kind: 'wkt', column: '经纬度' }],
  [
    'numbers alone',
    [column('a', 'number', '5'), column('b', 'number', '120.30251'), column('c', 'number', '31.57214')],
    { kind: 'lon-lat', lon: 'b', lat: 'c' },
  ],
  ['nothing', [column('a', 'number', '5')], null],
])('finds the place by %s', (_name, columns, place) => expect(suggestPlace(columns, false)).toEqual(place));

it('tells names and counties', () => {
  expect(tellingColumns([column('所属区县', 'text'), column('场所名称', 'text')])).toEqual({
    name: '场所名称',
    county: '所属区县',
  });
});

const LON_LAT: PlaceColumns = { kind: 'lon-lat', lon: 'x', lat: 'y' };
const row = (x: unknown, y: unknown) => ({ number: 1, values: { x, y } });
const plain = converterToWgs84('wgs84');
it.each<[string, unknown, unknown, string]>([
  ['null island', '0', '0.0', 'zero-coordinate'],
  ['blanks', null, null, 'no-geometry'],
  ['half a place', '120.3', null, 'bad-coordinate'],
  ['a word', '无', '31.5', 'bad-coordinate'],
  ['the far side of the pole', '120.3', '91', 'bad-geometry'],
  ['two latitudes', '31°N', '32°N', 'bad-coordinate'],
])('refuses %s', (_name, x, y, code) => expect(placeRow(row(x, y), LON_LAT, plain).fault?.code).toBe(code));

it('takes swapped axes when told, and by hemispheres without being told; heights go', () => {
  const point = { type: 'Point', coordinates: [120.5, 31.5] };
  expect(placeRow(row('31.5', '120.5'), LON_LAT, plain, true).geometry).toEqual(point);
  expect(placeRow(row('北纬31°30′', '东经120°30′'), LON_LAT, plain).geometry).toEqual(point);
  const high = { number: 1, values: {}, geometry: { type: 'Point', coordinates: [120.5, 31.5, 12] } };
  expect(placeRow(high, { kind: 'geometry' }, plain).geometry).toEqual(point);
});
