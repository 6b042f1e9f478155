import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackError, readPack } from '../../geodata/pack.ts';
import { formatCsv, parseCsv } from '../../geodata/pack/csv.ts';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'fengsui-pack-'))));
afterEach(() => rm(dir, { recursive: true }));

const city = (layers: object, more: object = {}) => ({
  code: '320200',
  name: '无锡市',
  nameEn: 'Wuxi',
  pack: 'test',
  demo: true,
  bounds: [119, 31, 121, 32],
  centre: [120, 31.5],
  sources: [],
  seed: 1,
  layers,
  ...more,
});
const write = (file: string, content: unknown) =>
  writeFile(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));

describe('rows', () => {
  it('reads foreign columns, words and coordinates, and lists what it cannot read', async () => {
    await write(
      'city.json',
      city({
        sites: {
          files: [
            {
              file: 'a.csv',
              format: 'csv',
              crs: 'gcj02',
              lon: 'x',
              lat: 'y',
              codePrefix: 'T-',
              columns: { name: '名称', kind: '类别' },
              constants: { source: 'test', demo: false },
              values: { kind: { 医院: 'hospital', 岗亭: null } },
              where: { 城市: ['无锡'] },
            },
          ],
        },
      }),
    );
    await write(
      'a.csv',
      '名称,类别,城市,x,y\n"人民, 医院",医院,无锡,120.31650859,31.48911081\n外地,医院,苏州,1,1\n亭,岗亭,无锡,1,1\n无位置,医院,无锡,,\n远,医院,无锡,999,1\n怪,庙,无锡,120,31\n',
    );
    const { records, bad } = await (await readPack(dir)).layer('sites');
    expect(records).toEqual([
      {
        code: 'T-00001',
        name: '人民, 医院',
        kind: 'hospital',
        address: null,
        manager: null,
        source: 'test',
        demo: false,
        approximate: false,
        point: [expect.closeTo(120.3119, 7), expect.closeTo(31.491, 7)],
      },
    ]);
    expect(bad.map(({ layer, file, row }) => [layer, file, row])).toEqual([
      ['sites', 'a.csv', 4],
      ['sites', 'a.csv', 5],
      ['sites', 'a.csv', 6],
    ]);
    expect(bad[0]!.reason).toContain('/coordinates/0');
    expect(bad[2]!.reason).toContain('kind is "庙"');
  });

  it('refuses a row with a star that is no polygon, and keeps the next one', async () => {
    await write('city.json', city({ water: { files: [{ file: 'w.geojson', format: 'geojson' }] } }));
    const ring = [
      [120, 31],
      [121, 31],
      [121, 32],
      [120, 31],
    ];
    const feature = (coordinates: unknown) => ({
      type: 'Feature',
      properties: { name: '湖', kind: 'lake' },
      geometry: { type: 'Polygon', coordinates },
    });
    await write('w.geojson', {
      type: 'FeatureCollection',
      features: [feature([ring.slice(1)]), feature([ring]), { type: 'Feature', properties: null, geometry: null }],
    });
    const { records, bad } = await (await readPack(dir)).layer('water');
    expect(records).toHaveLength(1);
    expect(bad.map(({ row }) => row)).toEqual([1, 3]);
  });
});

describe('a pack that cannot be read says why', () => {
  it.each([
    ['no pack at all', {}, 'not those of a known mapping'],
    ['no JSON', { 'city.json': '{' }, 'is no JSON'],
    ['a wrong field', { 'city.json': city({}, { code: 'x' }) }, '/code'],
    ['an unknown layer', { 'city.json': city({ castles: {} }) }, '/layers'],
  ])('%s', async (_name, files, message) => {
    for (const [file, content] of Object.entries(files)) await write(file, content);
    await expect(readPack(dir)).rejects.toThrow(PackError);
    await expect(readPack(dir)).rejects.toThrow(message);
  });

  it.each([
    ['a missing file', { file: 'none.csv', format: 'csv' }, 'none.csv cannot be read'],
    ['an unknown CRS', { file: 'a.csv', format: 'csv', crs: 'EPSG:1' }, 'Unknown coordinate reference system'],
    ['no collection', { file: 'a.geojson', format: 'geojson' }, 'no GeoJSON FeatureCollection'],
  ])('%s', async (_name, file, message) => {
    await write('city.json', city({ places: { files: [file] } }));
    await write('a.csv', 'name\n');
    await write('a.geojson', { type: 'Point' });
    const pack = await readPack(dir);
    await expect(pack.layer('places')).rejects.toThrow(message);
  });
});

it('reads CSV as RFC 4180 has it', () => {
  expect(parseCsv('\uFEFFa,b\r\n"x ""y""","1\n2"\r\n,\r\n3\r\n')).toEqual([
    { a: 'x "y"', b: '1\n2' },
    { a: '', b: '' },
    { a: '3', b: '' },
  ]);
  const rows = [
    { a: 'x "y", z', b: '1\n2' },
    { a: '', b: 'ü' },
  ];
  expect(parseCsv(formatCsv(['a', 'b'], rows))).toEqual(rows);
});
