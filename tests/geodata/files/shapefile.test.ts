import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { systemOf } from '../../../geodata/files/projection-text.ts';
import { ogr2ogr } from '../../support/gdal.ts';
import { aFile, aZip, opened, pathOf, putAwayFiles } from './brought.ts';

putAwayFiles();

const POINTS = aFile(
  'points.geojson',
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { 名称: '惠山古镇', n: 5 },
        geometry: { type: 'Point', coordinates: [120.2756, 31.5792] },
      },
      {
        type: 'Feature',
        properties: { 名称: '蠡园', n: null },
        geometry: { type: 'Point', coordinates: [120.2497, 31.5231] },
      },
      { type: 'Feature', properties: { 名称: '没有位置', n: 7 }, geometry: null },
    ],
  }),
);

/** Parts of a shapefile that ogr2ogr wrote, by ending. */
async function written(name: string, from: string, ...args: string[]): Promise<Record<string, Buffer>> {
  await ogr2ogr(
    '-f',
    'ESRI Shapefile',
    pathOf(`${name}.shp`),
    from,
    ...(args.includes('-lco') ? [] : ['-lco', 'ENCODING=UTF-8']),
    ...args,
  );
  return Object.fromEntries(
    ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((end) => [`${name}.${end}`, readFileSync(pathOf(`${name}.${end}`))]),
  );
}

it.each(['GBK', 'UTF-8'])('reads what ogr2ogr writes in %s, with and without its .cpg', async (encoding) => {
  const name = `written-${encoding.toLowerCase()}`;
  const parts = await written(name, POINTS, '-lco', `ENCODING=${encoding}`);
  const { [`${name}.cpg`]: _, ...without } = parts;
  for (const [archive, given] of [
    ['with.zip', parts],
    ['without.zip', without],
  ] as const) {
    const file = await opened(await aZip(archive, given));
    expect(file).toMatchObject({
      format: 'shapefile',
      encoding: encoding === 'GBK' ? 'gb18030' : 'utf-8',
      statedCrs: 'wgs84',
    });
    expect(file.all.map(({ values }) => values)).toEqual([
      { 名称: '惠山古镇', n: 5 },
      { 名称: '蠡园', n: null },
      { 名称: '没有位置', n: 7 },
    ]);
    expect(file.all[0]?.geometry).toEqual({ type: 'Point', coordinates: [120.2756, 31.5792] });
    expect(file.all[2]?.fault?.code).toBe('no-geometry');
  }
});

it('tells GBK from the bytes where neither .cpg nor the table says it', async () => {
  const parts = await written('silent', POINTS, '-lco', 'ENCODING=GBK');
  const { 'silent.cpg': _, 'silent.prj': __, ...rest } = parts;
  const table = Buffer.from(rest['silent.dbf']!);
  table[29] = 0;
  const file = await opened(await aZip('silent.zip', { ...rest, 'silent.dbf': table }));
  expect(file.all[1]?.values['名称']).toBe('蠡园');
  expect(file.notes).toEqual([
    { code: 'no-crs', values: {} },
    { code: 'no-code-page', values: { encoding: 'gb18030' } },
  ]);
});

it.each(['EPSG:4549', 'EPSG:4528', 'EPSG:4490', 'EPSG:4498', 'EPSG:32651', 'EPSG:3857'])(
  'knows %s by the .prj of ogr2ogr, and gives its metres as they are',
  async (code) => {
    const name = code.replace(':', '-').toLowerCase();
    const parts = await written(name, POINTS, '-t_srs', code);
    const file = await opened(await aZip(`${name}.zip`, parts));
    expect(file.statedCrs).toBe(code === 'EPSG:4490' ? 'cgcs2000' : code);
  },
);

it('says which system of a .prj it does not know', async () => {
  const prj =
    'PROJCS["Xian_1980_3_Degree_GK_CM_120E",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980"]],PROJECTION["Gauss_Kruger"],PARAMETER["Central_Meridian",120.0]]';
  expect(systemOf(prj)).toBeUndefined();
  const parts = await written('old', POINTS);
  const file = await opened(await aZip('old.zip', { ...parts, 'old.prj': prj }));
  expect(file).not.toHaveProperty('statedCrs');
  expect(file.notes).toContainEqual({ code: 'unknown-crs', values: { name: 'Xian_1980_3_Degree_GK_CM_120E' } });
});

const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
it('keeps holes in the ring that holds them, and leaves heights out', async () => {
  const areas = [
    { type: 'Polygon', coordinates: [square(120, 31, 1), square(120.2, 31.2, 0.2).reverse()] },
    {
      type: 'MultiPolygon',
      coordinates: [[square(120, 31, 1)], [square(122, 31, 1), square(122.4, 31.4, 0.2).reverse()]],
    },
  ];
  const features = areas.map((geometry) => ({ type: 'Feature', properties: { a: 1 }, geometry }));
  const path = aFile('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  const file = await opened(await aZip('areas.zip', await written('areas', path, '-dim', 'XYZ')));
  expect(file.notes).toContainEqual({ code: 'heights-dropped', values: {} });
  const shapes = file.all.map(({ geometry }) => geometry as { type: string; coordinates: unknown[] });
  expect(shapes.map(({ type }) => type)).toEqual(['Polygon', 'MultiPolygon']);
  expect(shapes[0]?.coordinates).toHaveLength(2);
  expect((shapes[1]?.coordinates as unknown[][]).map((rings) => rings.length).toSorted()).toEqual([1, 2]);
});

it('offers each layer of an archive, also where its name is Chinese and in a folder', async () => {
  const [one, two] = [await written('one', POINTS), await written('two', POINTS, '-where', 'n = 5')];
  const parts = Object.fromEntries([
    ...Object.entries(one),
    ...Object.entries(two).map(([name, part]) => [`数据/${basename(name)}`, part] as const),
  ]);
  const path = await aZip('several.zip', parts);
  const first = await opened(path);
  expect(first.tables.map(({ name }) => name)).toEqual(['one', '数据/two']);
  expect(first.all).toHaveLength(3);
  expect((await opened(path, { table: '数据/two' })).all).toHaveLength(1);
});

it.each<[string, (parts: Record<string, Buffer>) => Record<string, Buffer>, string]>([
  ['without its table', ({ 'cut.dbf': _, ...rest }) => rest, 'missing-part'],
  ['that ends too early', (parts) => ({ ...parts, 'cut.shp': parts['cut.shp']!.subarray(0, 120) }), 'broken-file'],
  [
    'whose table has fewer rows',
    (parts) => ({ ...parts, 'cut.dbf': parts['cut.dbf']!.subarray(0, -60) }),
    'broken-file',
  ],
  ['that is none', (parts) => ({ ...parts, 'cut.shp': Buffer.alloc(200) }), 'broken-file'],
])('refuses a shapefile %s', async (_name, change, code) => {
  const parts = change(await written('cut', POINTS));
  await expect(aZip('cut.zip', parts).then((path) => opened(path))).rejects.toMatchObject({ code });
});
