// B2–B6 through the door: what would harm the database or the server is refused, with the place of the fault where a row has it.
import { createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportRow } from '../../server/imports/contract.ts';
import { aZip, pathOf, putAwayFiles } from '../geodata/files/brought.ts';
import { bring, csv, get, line, openHouse, post, worked, type House } from './house.ts';

putAwayFiles();

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const feature = (geometry: string, no: number) =>
  `{"type":"Feature","properties":{"名称":"第${no}处","事故类别":"事故灾难","种类":"燃气","责任单位":"某公司"},"geometry":${geometry}}`;
const collection = (geometries: readonly string[]) =>
  `{"type":"FeatureCollection","features":[${geometries.map(feature).join(',')}]}`;
const polygon = (...rings: string[]) => `{"type":"Polygon","coordinates":[${rings.join(',')}]}`;
const point = (coordinates: string) => `{"type":"Point","coordinates":${coordinates}}`;
const GOOD = point('[120.1,31.55]');

/** A star of so many corners: each edge crosses all others nearly. */
function star(corners: number): string {
  const step = Math.floor(corners / 2) - 1;
  const at = (no: number) => {
    const angle = (((no * step) % corners) * 2 * Math.PI) / corners;
    return `[${(120.1 + 0.01 * Math.cos(angle)).toFixed(7)},${(31.55 + 0.01 * Math.sin(angle)).toFixed(7)}]`;
  };
  return polygon(`[${[...Array.from({ length: corners }, (_, no) => at(no)), at(0)].join(',')}]`);
}
const square = (west: number, south: number, size: number) =>
  `[[${west},${south}],[${west + size},${south}],[${west + size},${south + size}],[${west},${south + size}],[${west},${south}]]`;
const circle = (corners: number) =>
  `[${Array.from({ length: corners + 1 }, (_, no) => {
    const angle = ((no % corners) * 2 * Math.PI) / corners;
    return `[${120.1 + 0.01 * Math.cos(angle)},${31.55 + 0.01 * Math.sin(angle)}]`;
  }).join(',')}]`;

const REFUSED: Record<string, string> = {
  'a star of 99 corners': star(99),
  'a star of 2001 corners': star(2001),
  'more than 20,000 corners': polygon(circle(20_001)),
  'a number that is none': point('[120.1,NaN]'),
  'a number past all numbers': point('[120.1,1e400]'),
  'null for a number': point('[120.1,null]'),
  'text for numbers': point('["120.1","31.55"]'),
  'latitude 91': point('[120.1,91]'),
  'an empty point': point('[]'),
  'an empty polygon': polygon(),
  'a ring of three': polygon('[[120.1,31.55],[120.11,31.55],[120.1,31.55]]'),
  'a hole outside': polygon(square(120.1, 31.55, 0.01), square(120.15, 31.55, 0.01)),
  'a bow tie': polygon('[[120.1,31.5],[120.2,31.6],[120.2,31.5],[120.1,31.6],[120.1,31.5]]'),
  'the whole world': polygon('[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]'),
  'a band over the antimeridian': polygon('[[179,31],[-179,31],[-179,32],[179,32],[179,31]]'),
  'a pole': polygon('[[0,80],[120,80],[-120,80],[0,80]]'),
  'a collection': `{"type":"GeometryCollection","geometries":[${GOOD}]}`,
};

it('refuses each bad shape alone and takes the good ones beside it (B2, B4, B5)', async () => {
  const taken = [
    GOOD,
    point('[120.1,31.55,12.5]'),
    polygon('[[120.1,31.55],[120.11,31.55],[120.11,31.55],[120.11,31.56],[120.1,31.55]]'),
  ];
  const { id, inspection } = await bring(house, collection([...Object.values(REFUSED), ...taken]), 'bad.geojson');
  await post(house, `${id}/check`, { mapping: inspection.mapping, crs: 'wgs84' });
  const { counts } = await worked(house, id);
  const { items } = (await get(house, `${id}/rows?limit=200`)).json<{ items: ImportRow[] }>();
  const names = [...Object.keys(REFUSED), 'point', 'with a height', 'a doubled corner'];
  const refused = items.filter(({ verdict }) => verdict === 'refused').map(({ row }) => names[row - 1]);
  expect(refused).toEqual(Object.keys(REFUSED));
  expect(counts).toMatchObject({ rows: names.length, refused: refused.length });
});

const code = (answer: { json: () => { type: string } }) => answer.json().type.replace('/problems/', '');
const send = (name: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  house.inject({
    method: 'POST',
    url: '/api/imports',
    query: { layer: 'hazards', name },
    headers: { 'content-type': 'application/octet-stream', ...headers },
    payload,
  });

it('refuses a million corners and 300 brackets (B3, B4)', async () => {
  const long = `{"type":"LineString","coordinates":[${Array.from({ length: 20_000 }, (_, at) => `[${120 + at / 1e6},31.5]`).join(',')}]}`;
  const many = await send('many.geojson', collection(Array.from({ length: 51 }, () => long)));
  expect([many.statusCode, code(many)]).toEqual([413, 'file-too-large']);
  const deep = await send('deep.geojson', collection([point(`${'['.repeat(300)}${']'.repeat(300)}`)]));
  expect([deep.statusCode, code(deep)]).toEqual([422, 'file-broken-file']);
});

/** An archive whose part is far larger than it is packed: zeroes. */
async function bomb(part: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.alloc(20 * 1024 * 1024), part);
  if (part.startsWith('xl/')) zip.addBuffer(Buffer.from('<workbook/>'), 'xl/workbook.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(pathOf('bomb.zip')));
  return readFileSync(pathOf('bomb.zip'));
}

it.each(['hazards.shp', 'xl/worksheets/sheet1.xml'])(
  'refuses an archive that unpacks to far too much: %s (B6)',
  async (part) => {
    const answer = await send('bomb.zip', await bomb(part));
    expect([answer.statusCode, code(answer)]).toEqual([422, 'file-bomb']);
  },
);

it('unpacks a packed body to 100 MB and no further, no packed file, and keeps nothing of what it refuses (B6)', async () => {
  const table = gzipSync(csv(line('H-1', '一号站')));
  const file = await send('table.csv.gz', table);
  expect([file.statusCode, code(file)]).toEqual([422, 'file-unknown-format']);
  const body = await send('table.csv', table, { 'content-encoding': 'gzip' });
  expect(body.statusCode).toBe(201);
  const tooLarge = gzipSync(Buffer.alloc(101 * 1024 * 1024, 'a'), { level: 1 });
  const packed = await send('packed.csv', tooLarge, { 'content-encoding': 'gzip' });
  expect([packed.statusCode, code(packed)]).toEqual([413, 'file-too-large']);
  const text = await send('text.zip', readFileSync(await aZip('text.zip', { 'readme.txt': 'hello' })));
  expect([text.statusCode, code(text)]).toEqual([422, 'file-unknown-format']);
  expect(
    (await get(house, ''))
      .json<{ items: { fileName: string }[] }>()
      .items.map(({ fileName }) => fileName)
      .sort(),
  ).toEqual(['bad.geojson', 'table.csv']);
});
