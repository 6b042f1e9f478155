import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { LAYERS, readPack, type LayerRecords, type Pack } from '../../geodata/pack.ts';
import { makeHazards } from '../../geodata/generate/hazards.ts';
import { drawRoads } from '../../geodata/cities/wuxi-demo/build/draw-roads.ts';
import { inArea } from '../../geodata/space/measure.ts';

const DIR = fileURLToPath(new URL('../../geodata/cities/wuxi-demo/', import.meta.url));
let pack: Pack;
const records = async <Name extends (typeof LAYERS)[number]>(name: Name): Promise<LayerRecords[Name][]> =>
  (await pack.layer(name)).records;
beforeAll(async () => {
  pack = await readPack(DIR);
});

it('has no bad row and the counts that its README says', async () => {
  const counts: Record<string, number> = {};
  for (const layer of LAYERS) {
    const { records: rows, bad } = await pack.layer(layer);
    expect(bad).toEqual([]);
    counts[layer] = rows.length;
  }
  expect(counts).toMatchObject({ divisions: 1351, grids: 2500, owners: 360, hazards: 400, shelters: 217, sites: 913 });
}, 60_000);

it('lists quasi townships and does not draw them', async () => {
  const towns = (await records('divisions')).filter(({ level }) => level === 'town');
  expect(towns.filter(({ quasi }) => quasi)).toHaveLength(16);
  expect(towns.every(({ quasi, area }) => quasi === (area === null))).toBe(true);
  expect(towns.filter(({ area }) => area !== null).every(({ synthetic }) => synthetic)).toBe(true);
});

it('adds up to the people of the census, about seven and a half million', async () => {
  const grids = await records('grids');
  const people = (county: string) =>
    grids.filter(({ code }) => code.startsWith(county)).reduce((sum, { population }) => sum + population!, 0);
  expect(people('320281')).toBe(1_779_000);
  expect(people('3202')).toBe(7_466_000);
  expect(grids.filter(({ kind }) => kind === 'special').every(({ population }) => population === 0)).toBe(true);
});

it('marks everything that is made up', async () => {
  expect((await records('hazards')).every(({ demo }) => demo)).toBe(true);
  expect((await records('shelters')).every(({ demo }) => demo)).toBe(true);
  expect((await records('owners')).every(({ demo, phone }) => demo && phone === null)).toBe(true);
  expect((await records('sites')).filter(({ demo }) => !demo).every(({ approximate }) => approximate)).toBe(true);
});

it('puts registrations in the county that their code names', async () => {
  const counties = new Map((await records('divisions')).map(({ path, area }) => [path, area]));
  for (const { code, geometry } of await records('hazards')) {
    if (geometry.type === 'Point') expect(inArea(geometry.coordinates, counties.get(code.slice(4, 10))!)).toBe(true);
  }
});

it('has codes of its own for everything', async () => {
  for (const layer of ['hazards', 'shelters', 'sites'] as const) {
    const codes = (await records(layer)).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  }
});

it('makes the shipped hazards again from the seed', async () => {
  const again = makeHazards({
    divisions: await records('divisions'),
    grids: await records('grids'),
    seed: pack.city.seed,
    count: 400,
  });
  const shipped = await records('hazards');
  expect(again.map(({ geometry: _, ...hazard }) => hazard)).toEqual(
    shipped.map(({ geometry: _, ...hazard }) => hazard),
  );
}, 60_000);

it('draws the same streets from the same seed', () => {
  const seats = [
    { path: '320213021', at: [120.298, 31.58] as [number, number] },
    { path: '320213025', at: [120.332, 31.596] as [number, number] },
  ];
  const draw = () => drawRoads([], seats, ([lon]) => lon < 120.33, 5);
  expect(draw()).toEqual(draw());
  expect(
    draw()
      .flatMap(({ line }) => line)
      .every(([lon]) => lon < 120.33),
  ).toBe(true);
});

it('stays under 5 MB', () => {
  const bytes = readdirSync(DIR, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(DIR + file).size)
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(5e6);
  expect(readFileSync(`${DIR}README.md`, 'utf8')).toContain('LGPL');
});
