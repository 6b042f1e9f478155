import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { jsonPieces } from '../../../geodata/files/json-values.ts';
import { openFile } from '../../../geodata/files/open-file.ts';
import { ogr2ogr } from '../../support/gdal.ts';
import { aFile, inGb18030, opened, pathOf, putAwayFiles } from './brought.ts';

putAwayFiles();

const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
const feature = (name: string, geometry: unknown) => ({ type: 'Feature', properties: { name }, geometry });
const FEATURES = [feature('a "}] 甲\\', point(120.3, 31.5)), feature('乙', point(120.4, 31.6))];
const collection = (extra: object = {}, features: unknown[] = FEATURES) => ({
  type: 'FeatureCollection',
  ...extra,
  features,
});
const NAMES = ['a "}] 甲\\', '乙'];

it.each<[string, string | Uint8Array]>([
  ['a collection', JSON.stringify(collection())],
  ['a collection in lines', JSON.stringify(collection(), null, 2)],
  [
    'a collection with members behind its features',
    JSON.stringify({ features: FEATURES, type: 'FeatureCollection', name: 'x', n: [1, { features: [] }] }),
  ],
  ['one feature a line', FEATURES.map((one) => JSON.stringify(one)).join('\n')],
  ['a sequence (RFC 8142)', FEATURES.map((one) => `\u001e${JSON.stringify(one)}\n`).join('')],
  ['an array of features', JSON.stringify(FEATURES)],
  ['a byte order mark', `\uFEFF${JSON.stringify(collection())}`],
  ['GB18030', inGb18030(JSON.stringify(collection()))],
])('reads %s', async (_name, content) => {
  const file = await opened(aFile('some.json', content));
  expect(file).toMatchObject({ format: 'geojson', hasGeometry: true, notes: [] });
  expect(file.all.map(({ values }) => values.name)).toEqual(NAMES);
  expect(file.all.map(({ geometry }) => geometry)).toEqual(FEATURES.map(({ geometry }) => geometry));
});

it('cuts the same wherever the chunks end', async () => {
  const bytes = Buffer.from(JSON.stringify(collection({ name: '甲', list: [{ features: [1] }] })));
  for (let size = 1; size < 40; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    const pieces = [];
    for await (const piece of jsonPieces(Readable.from(chunks))) pieces.push(piece);
    expect(pieces.filter(({ kind }) => kind === 'value').map(({ text }) => JSON.parse(text))).toEqual(FEATURES);
    expect(JSON.parse(pieces.at(-1)!.text)).toEqual(collection({ name: '甲', list: [{ features: [1] }] }, []));
  }
});

it('refuses row by row, and reads on', async () => {
  const bad = '{"type":"Feature","properties":{"n":NaN},"geometry":null}';
  const rows = [
    JSON.stringify(feature('no place', null)),
    JSON.stringify(feature('several', { type: 'GeometryCollection', geometries: [point(120, 31)] })),
    bad,
    '{"hello":"world"}',
    JSON.stringify(point(120.3, 31.5)),
    JSON.stringify(FEATURES[0]),
  ];
  const file = await opened(aFile('mixed.geojson', `{"type":"FeatureCollection","features":[${rows.join(',')}]}`));
  expect(file.all.map(({ number, fault }) => [number, fault?.code])).toEqual([
    [1, 'no-geometry'],
    [2, 'geometry-collection'],
    [3, 'broken-json'],
    [4, 'not-a-feature'],
    [5, undefined],
    [6, undefined],
  ]);
});

const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } });
it.each<[string, object, unknown[], string | undefined, unknown[]]>([
  ['believes metres', crs('urn:ogc:def:crs:EPSG::4549'), [feature('a', point(528_000, 3_495_000))], 'EPSG:4549', []],
  ['believes degrees', crs('urn:ogc:def:crs:EPSG::4490'), FEATURES, 'cgcs2000', []],
  ['takes CRS84', crs('urn:ogc:def:crs:OGC:1.3:CRS84'), FEATURES, 'wgs84', []],
  [
    'does not believe metres that are degrees',
    crs('EPSG:4549'),
    FEATURES,
    undefined,
    [{ code: 'crs-member-ignored', values: { name: 'EPSG:4549', found: 'degrees' } }],
  ],
  [
    'does not believe degrees that are metres',
    crs('EPSG:4326'),
    [feature('a', point(528_000, 3_495_000))],
    undefined,
    [{ code: 'crs-member-ignored', values: { name: 'EPSG:4326', found: 'metres' } }],
  ],
  [
    'says what it does not know',
    crs('EPSG:2437'),
    FEATURES,
    undefined,
    [{ code: 'unknown-crs', values: { name: 'EPSG:2437' } }],
  ],
])('%s', async (_name, extra, features, stated, notes) => {
  for (const text of [
    JSON.stringify(collection(extra, features)),
    JSON.stringify({ type: 'FeatureCollection', features, ...extra }),
  ]) {
    const file = await openFile(aFile('crs.geojson', text));
    expect(file.statedCrs).toBe(stated);
    expect(file.notes).toEqual(notes);
  }
});

it('reads what ogr2ogr writes, its crs member too', async () => {
  const source = aFile('source.geojson', JSON.stringify(collection()));
  await ogr2ogr('-f', 'GeoJSON', '-lco', 'RFC7946=NO', '-t_srs', 'EPSG:4549', pathOf('ogr.geojson'), source);
  const file = await opened(pathOf('ogr.geojson'));
  expect(file.statedCrs).toBe('EPSG:4549');
  expect(file.all.map(({ values }) => values.name)).toEqual(NAMES);
});

it.each([
  ['half a file', '{"type":"FeatureCollection","features":[{"type":"Feature"', 'broken-file'],
  ['300 brackets', `${'['.repeat(300)}${']'.repeat(300)}`, 'broken-file'],
  ['a bracket too many', '{"type":"FeatureCollection","features":[]}}', 'broken-file'],
  ['no feature', '{"type":"FeatureCollection","features":[]}', 'empty-file'],
])('refuses %s', async (_name, text, code) => {
  await expect(opened(aFile('bad.geojson', text))).rejects.toMatchObject({ name: 'FileError', code });
});

it('stops at a million positions (B3)', async () => {
  const line = { type: 'LineString', coordinates: Array.from({ length: 10_000 }, (_, at) => [120 + at / 1e5, 31]) };
  const text = JSON.stringify(feature('long', line));
  const path = pathOf('vertices.geojson');
  await pipeline(Readable.from(Array.from({ length: 101 }, () => `${text}\n`)), createWriteStream(path));
  await expect(opened(path)).rejects.toMatchObject({ code: 'too-large' });
});
