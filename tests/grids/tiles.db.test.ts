// The five layers as tiles: which features, which number, which properties and nothing more; the same on both engines.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LayerStatus } from '../../server/platform/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';
import { aSite } from '../support/builders/sites.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await settle(app, { ...twoCounties(), hazards: [aHazard()], shelters: [aShelter()], sites: [aSite()] });
});
afterAll(() => app.close());

/** The tile of Web Mercator that holds a point, by the formula of the OpenStreetMap wiki (Slippy map tilenames). */
function tileAt(lon: number, lat: number, z: number): string {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(y * 2 ** z)}`;
}

async function featuresOf(layer: string, z: number, point: [number, number], areas = ['3202']) {
  const { inject } = app.as({ areas });
  const status = ((await inject('/api/layers')).json() as LayerStatus[]).find((one) => one.layer === layer)!;
  const answer = await inject(status.tiles.replace('{z}/{x}/{y}', tileAt(...point, z)));
  expect(answer.statusCode).toBe(200);
  const decoded = new VectorTile(new PbfReader(answer.rawPayload)).layers[layer];
  return Array.from({ length: decoded?.length ?? 0 }, (_, index) => decoded!.feature(index));
}

const PROPERTIES: Record<string, string[]> = {
  grids: ['code', 'kind', 'name'],
  divisions: ['level', 'name', 'path'],
  hazards: ['code', 'id', 'kind', 'level', 'name'],
  shelters: ['code', 'id', 'kind', 'name', 'state'],
  sites: ['code', 'id', 'kind', 'name'],
};

it.each(Object.keys(PROPERTIES))('draws %s with a number and what the map needs, no more', async (layer) => {
  const features = await featuresOf(layer, 13, [120.05, 31.05]);
  expect(features.length).toBeGreaterThan(0);
  for (const { id, properties } of features) {
    expect(id).toBeGreaterThan(0);
    expect(Object.keys(properties).sort()).toEqual(PROPERTIES[layer]);
  }
});

it('draws the four grids that meet in a corner', async () => {
  const codes = (await featuresOf('grids', 14, [120.1, 31.1])).map(({ properties }) => properties['code']);
  expect(codes.sort()).toEqual(['001001001', '001001002', '001002001', '001002002'].map((end) => `320205${end}`));
});

it('draws nothing of another county, but every border', async () => {
  for (const layer of ['grids', 'hazards', 'shelters', 'sites'])
    expect(await featuresOf(layer, 13, [120.05, 31.05], ['320213']), layer).toEqual([]);
  expect((await featuresOf('divisions', 13, [120.05, 31.05], ['320213'])).length).toBeGreaterThan(0);
});

it('draws counties and towns from afar, villages closer by', async () => {
  const levels = async (z: number) =>
    [
      ...new Set((await featuresOf('divisions', z, [120.05, 31.05])).map(({ properties }) => properties['level'])),
    ].sort();
  expect(await levels(9)).toEqual(['county', 'town']);
  expect(await levels(12)).toEqual(['county', 'town', 'village']);
});

it('changes the address of a layer when its rows change, and of no other', async () => {
  const tilesOf = async () =>
    Object.fromEntries(
      ((await app.inject('/api/layers')).json() as LayerStatus[]).map(({ layer, tiles }) => [layer, tiles]),
    );
  const before = await tilesOf();
  await settle(app, { ...twoCounties(), hazards: [aHazard({ level: 1 })], shelters: [aShelter()], sites: [aSite()] });
  const after = await tilesOf();
  expect(Object.keys(after).filter((layer) => after[layer] !== before[layer])).toEqual(['hazards']);
});
