import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { clearCityDemo } from '../../server/city/demo.ts';
import { loadCity } from '../../server/city/load.ts';
import type { Refusal } from '../../server/city/loading/report.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { boxArea } from '../support/builders/grids.ts';
import { countyFeatures, hazardFeature, inFolder, writePack, type PackFiles } from '../support/builders/pack-folder.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
});
beforeEach(async () => {
  app.clock.set('2030-01-01T06:00:00Z');
  await app.database.owner.many(sql`
    TRUNCATE city.city, city.place, grids.division, grids.grid, grids.grid_history, grids.owner,
             sites.site, sites.site_history, hazards.hazard, hazards.hazard_history, shelters.shelter, shelters.shelter_history,
             sites.sharing, hazards.sharing, hazards.assessment, shelters.sharing`);
});
afterAll(() => app.close());

const at = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
const load = (files: PackFiles, options: { replace?: boolean } = {}) =>
  inFolder(async (folder) => {
    const refused: Refusal[] = [];
    const lines: string[] = [];
    const onRefused = (refusal: Refusal) => refused.push(refusal);
    const loaded = await loadCity(app.services, writePack(folder, files), {
      ...options,
      onRefused,
      onProgress: (line) => lines.push(line),
    });
    return { ...loaded, refused, lines };
  });
const hazardsNow = async () =>
  ((await app.inject('/api/hazards')).json() as { items: { code: string; divisionPath: string }[] }).items
    .map(({ code, divisionPath }) => [code, divisionPath])
    .sort();
const countOf = async (query: ReturnType<typeof sql>) =>
  (await app.database.owner.one<{ count: number }>(query))!.count;

const actsOnRecord = () =>
  countOf(sql`SELECT count(*) AS count FROM audit.entry WHERE act IN ('city:load', 'city:replace')`);

it('loads a pack: each thing into the village that holds it', async () => {
  const loaded = await load({
    hazards: [hazardFeature('H-1', at(120.05, 31.05)), hazardFeature('H-2', at(120.25, 31.15))],
  });
  expect(loaded).toMatchObject({ city: '无锡市', refused: [], report: undefined });
  expect(loaded.changes).toMatchObject({ divisions: 10, grids: 8, hazards: 2 });
  expect(loaded.lines).toContain('wrote grids: 8 changed');
  expect(await hazardsNow()).toEqual([
    ['H-1', '320205001001'],
    ['H-2', '320213001001'],
  ]);
  expect((await app.inject('/api/city')).json()).toMatchObject({
    code: '320200',
    pack: 'small',
    bounds: [120, 31, 120.4, 31.2],
    loadedAt: '2030-01-01T06:00:00.000Z',
    tianditu: false,
  });
});

it('changes nothing when the same pack comes again: no row, no history, no tile version', async () => {
  const files = { hazards: [hazardFeature('H-1', at(120.05, 31.05))] };
  await load(files);
  const layers = (await app.inject('/api/layers')).json();
  app.clock.advance(3600);
  const again = await load(files);
  expect(Object.values(again.changes).every((count) => count === 0)).toBe(true);
  expect((await app.inject('/api/layers')).json()).toEqual(layers);
  expect((await app.inject('/api/city')).json()).toMatchObject({ loadedAt: '2030-01-01T06:00:00.000Z' });
  for (const table of [sql`grids.grid_history`, sql`hazards.hazard_history`])
    expect(await countOf(sql`SELECT count(*) AS count FROM ${table}`)).toBe(0);
});

it('changes what differs, adds what is new, removes what is gone, and keeps what they were', async () => {
  await load({
    hazards: [
      hazardFeature('H-1', at(120.05, 31.05)),
      hazardFeature('H-2', at(120.05, 31.05)),
      hazardFeature('H-3', at(120.05, 31.05)),
    ],
  });
  app.clock.advance(3600);
  const again = await load({
    hazards: [
      hazardFeature('H-1', at(120.05, 31.05)),
      hazardFeature('H-2', at(120.25, 31.05)),
      hazardFeature('H-4', at(120.05, 31.05)),
    ],
  });
  expect(again.changes).toMatchObject({ hazards: 3, grids: 0 });
  expect(await hazardsNow()).toEqual([
    ['H-1', '320205001001'],
    ['H-2', '320213001001'],
    ['H-4', '320205001001'],
  ]);
  const past = await app.database.owner.many(sql`
    SELECT DISTINCT code FROM hazards.hazard_history WHERE superseded_at IS NULL ORDER BY code`);
  expect(past).toEqual([{ code: 'H-2' }, { code: 'H-3' }]);
});

it('leaves alone what was registered here and is of no pack', async () => {
  await load({ hazards: [hazardFeature('H-1', at(120.05, 31.05)), hazardFeature('H-2', at(120.05, 31.05))] });
  await app.database.owner.many(sql`UPDATE hazards.hazard SET pack = NULL WHERE code = 'H-2'`);
  await load({ hazards: [] });
  expect(await hazardsNow()).toEqual([['H-2', '320205001001']]);
});

it('refuses rows one by one, says which and why, and loads the rest', async () => {
  const bow = {
    type: 'Polygon',
    coordinates: [
      [
        [120, 31],
        [120.1, 31.1],
        [120.1, 31],
        [120, 31.05],
        [120, 31],
      ],
    ],
  };
  const loaded = await load({
    hazards: [
      hazardFeature('H-good', at(120.05, 31.05)),
      hazardFeature('H-none', null),
      hazardFeature('H-bow', bow),
      hazardFeature('H-far', at(110, 31)),
      hazardFeature('H-kind', at(120.05, 31.05), { kind: 'dragon' }),
      hazardFeature('H-good', at(120.06, 31.06)),
      hazardFeature('=cmd()', at(120.05, 91)),
    ],
  });
  expect(loaded.refused.map(({ row, reason }) => [row, reason.split(/[,[]/)[0]])).toEqual([
    [2, 'has no geometry'],
    [5, 'kind is "dragon"'],
    [7, 'geometry/coordinates/1: latitude must lie between -90 and 90'],
    [4, 'stands there twice; the first one counts'],
    [2, 'geometry: Self-intersection'],
    [3, 'lies outside of the city'],
  ]);
  expect(await hazardsNow()).toEqual([['H-good', '320205001001']]);
  expect(readFileSync(loaded.report!, 'utf8').split('\r\n')).toHaveLength(8);
});

it('limits what it says is for some departments, by code or name, and lifts that only where it says so again', async () => {
  const limits = async () =>
    app.database.owner.many(sql`
      SELECT h.code, h.departments, p.code IS NOT NULL AS public FROM hazards.hazard h LEFT JOIN portal.hazard p USING (code) ORDER BY h.code`);
  const hazard = (code: string, departments?: string | string[]) =>
    hazardFeature(code, at(120.05, 31.05), { published: true, ...(departments !== undefined && { departments }) });
  const first = await load({
    hazards: [
      hazard('H-1', '应急管理; Fire and rescue'),
      hazard('H-2', ['emergency']),
      hazard('H-3', '没有的部门'),
      hazard('H-4'),
    ],
  });
  const limited = [
    { code: 'H-1', departments: ['emergency', 'fire-rescue'], public: false },
    { code: 'H-2', departments: ['emergency'], public: false },
    { code: 'H-4', departments: [], public: true },
  ];
  expect(await limits()).toEqual(limited);
  expect(first.refused).toEqual([
    { layer: 'hazards', row: 3, code: 'H-3', reason: 'there is no department "没有的部门"' },
  ]);
  const silent = await load({ hazards: ['H-1', 'H-2', 'H-4'].map((code) => hazard(code)) });
  expect([silent.changes.hazards, await limits()]).toEqual([0, limited]);
  await load({ hazards: [hazard('H-1', ''), hazard('H-2', 'emergency'), hazard('H-4')] });
  expect(await limits()).toEqual([{ ...limited[0], departments: [], public: true }, limited[1], limited[2]]);
});

it('refuses with a division all that hangs on it', async () => {
  const { divisions, grids } = countyFeatures();
  const bow = {
    type: 'Polygon',
    coordinates: [
      [
        [120, 31],
        [120.2, 31.2],
        [120.2, 31],
        [120, 31.1],
        [120, 31],
      ],
    ],
  };
  const broken = divisions.map((feature) =>
    (feature.properties as { path: string }).path === '320205' ? { ...feature, geometry: bow } : feature,
  );
  const { refused, changes } = await load({ divisions: broken, grids });
  expect(changes).toMatchObject({ divisions: 6, grids: 4 });
  expect(
    refused.filter(({ layer }) => layer === 'divisions').map(({ code, reason }) => [code, reason.split('[')[0]]),
  ).toEqual([
    ['320205', 'geometry: Self-intersection'],
    ['320205001', 'its parent 320205 is not there'],
    ['320205001001', 'its parent 320205001 is not there'],
    ['320205001002', 'its parent 320205001 is not there'],
  ]);
  expect(refused.filter(({ layer }) => layer === 'grids')).toHaveLength(4);
});

it('does all or nothing: a fault in the last layer leaves no trace of the first', async () => {
  await app.database.owner.many(sql`ALTER TABLE hazards.hazard ADD CONSTRAINT no_hazards CHECK (code <> 'H-9')`);
  await expect(load({ hazards: [hazardFeature('H-9', at(120.05, 31.05))] })).rejects.toMatchObject({ code: '23514' });
  await app.database.owner.many(sql`ALTER TABLE hazards.hazard DROP CONSTRAINT no_hazards`);
  expect(await countOf(sql`SELECT count(*) AS count FROM grids.division`)).toBe(0);
  expect((await app.inject('/api/city')).statusCode).toBe(404);
});

it('puts another city in the place of one only where told so; what happened stays on record', async () => {
  const before = await actsOnRecord();
  await load({ hazards: [hazardFeature('H-1', at(120.05, 31.05))] });
  const other = { city: { pack: 'other', name: '另一座城' }, hazards: [hazardFeature('H-1', at(120.25, 31.05))] };
  await expect(load(other)).rejects.toMatchObject({ status: 409, code: 'other-city' });
  expect(await hazardsNow()).toEqual([['H-1', '320205001001']]);
  app.clock.advance(60);
  await load(other, { replace: true });
  expect(await hazardsNow()).toEqual([['H-1', '320213001001']]);
  expect((await app.inject('/api/city')).json()).toMatchObject({ pack: 'other', name: '另一座城' });
  expect(
    await countOf(
      sql`SELECT count(*) AS count FROM hazards.hazard_history WHERE pack = 'small' AND superseded_at IS NULL`,
    ),
  ).toBe(1);
  expect(await actsOnRecord()).toBe(before + 3);
});

it('refuses a folder that is no pack, and says so', async () => {
  await expect(loadCity(app.services, '/nowhere')).rejects.toMatchObject({ name: 'PackError' });
  await expect(load({ city: { code: 'x' } })).rejects.toMatchObject({ name: 'PackError' });
});

it('holds an area to what the house can draw: caps, crossings and the ends of the earth', async () => {
  const many = Array.from({ length: 20_001 }, (_, index) => [120 + index * 1e-6, 31.05]);
  const star = Array.from({ length: 5_000 }, (_, index) => {
    const angle = (index * 2 * Math.PI * 2399) / 5000;
    return [120.1 + 0.05 * Math.cos(angle), 31.1 + 0.05 * Math.sin(angle)];
  });
  const hostile: Record<string, object | null> = {
    'too many vertices': { type: 'LineString', coordinates: many },
    star: { type: 'Polygon', coordinates: [[...star, star[0]]] },
    'ring of three': {
      type: 'Polygon',
      coordinates: [
        [
          [120, 31],
          [120.1, 31],
          [120, 31],
        ],
      ],
    },
    'hole outside': {
      type: 'Polygon',
      coordinates: [...boxArea([120, 31, 120.1, 31.1]).coordinates, ...boxArea([120.2, 31, 120.3, 31.1]).coordinates],
    },
    antimeridian: boxArea([-179, 31, 179, 31.1]),
    pole: boxArea([120, 80, 121, 90]),
    world: boxArea([-180, -90, 180, 90]),
    strings: { type: 'Point', coordinates: ['120', '31'] },
    nulls: { type: 'Point', coordinates: [null, null] },
    collection: { type: 'GeometryCollection', geometries: [] },
    empty: { type: 'MultiPolygon', coordinates: [] },
    'one point twice': {
      type: 'LineString',
      coordinates: [
        [120.05, 31.05],
        [120.05, 31.05],
      ],
    },
    'touching rings': {
      type: 'Polygon',
      coordinates: [
        [
          [120, 31],
          [120.1, 31],
          [120.05, 31],
          [120.05, 31.1],
          [120, 31],
        ],
      ],
    },
  };
  const { refused, changes } = await load({
    hazards: Object.entries(hostile).map(([code, geometry]) => hazardFeature(code, geometry)),
  });
  expect(changes.hazards).toBe(0);
  expect(refused).toHaveLength(Object.keys(hostile).length);
});

it('says no more that the city is a demonstration once it is cleared, and shows the basemap without what was made up', async () => {
  await load({ city: { demo: true } });
  await app.database.owner.many(sql`UPDATE city.city SET basemap_real = '00000000000000aa.pmtiles'`);
  const cleared = await app.services.db.transaction((tx) => clearCityDemo(tx));
  expect(cleared).toBe(1);
  expect((await app.inject('/api/city')).json()).toMatchObject({ demo: false, basemap: '00000000000000aa.pmtiles' });
});
