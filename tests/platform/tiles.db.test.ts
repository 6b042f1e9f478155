import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { LayerStatus } from '../../server/platform/contract.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { COUNTY_A, COUNTY_B, CITY } from './live-client.ts';
import { makeShapes, shapes } from './tile-layers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ capabilities: [shapes] });
  await makeShapes(app.database.owner);
});
afterAll(() => app.close());

/** z/x/y of the tile that holds all of the shapes: 120.26–120.4 E, 31.5–31.6 N. */
const HOME = '9/427/208';
const PUBLIC: TestScope = { role: 'public' };

const layersOf = async (scope: TestScope, query = '') =>
  (await app.as(scope).inject(`/api/layers${query}`)).json<LayerStatus[]>();
async function addressOf(layer: string, scope: TestScope, tile = HOME): Promise<string> {
  const status = (await layersOf(scope)).find(({ layer: name }) => name === layer);
  return status!.tiles.replace('{z}/{x}/{y}', tile);
}
async function fetchTile(url: string, scope: TestScope) {
  const answer = await app.as(scope).inject({ url });
  expect(answer.statusCode).toBe(200);
  return { answer, features: decode(answer.rawPayload) };
}
function decode(bytes: Buffer) {
  const [layer] = Object.values(new VectorTile(new PbfReader(bytes)).layers);
  if (!layer) return [];
  return Array.from({ length: layer.length }, (_, at) => layer.feature(at)).map((feature) => ({
    id: feature.id,
    type: feature.type,
    properties: feature.properties,
    geometry: feature.toGeoJSON(427, 208, 9).geometry,
  }));
}

it('draws every shape with its number and properties, wherever it is encoded', async () => {
  const { features } = await fetchTile(await addressOf('shapes', CITY), CITY);
  const byId = features.toSorted((one, other) => one.id! - other.id!);
  expect(byId.map(({ id, type, properties }) => ({ id, type, properties }))).toEqual([
    { id: 1, type: 3, properties: { name: 'canary-a', level: 1, demo: true } },
    { id: 2, type: 1, properties: { name: 'canary-b', demo: false } },
    { id: 3, type: 2, properties: { name: '线', level: 3, demo: true } },
  ]);
});

it('draws them where they are, to a pixel of the tile, holes too', async () => {
  const { features } = await fetchTile(await addressOf('shapes', CITY), CITY);
  const shapeOf = (id: number) => features.find((feature) => feature.id === id)!.geometry as { coordinates: unknown };
  const pixel = 360 / 2 ** 9 / 4096;
  const near = (found: unknown, wanted: readonly (readonly [number, number])[]) => {
    const points = found as [number, number][];
    for (const [lon, lat] of wanted) {
      expect(points.some(([x, y]) => Math.abs(x - lon) <= pixel && Math.abs(y - lat) <= pixel)).toBe(true);
    }
  };
  near([shapeOf(2).coordinates], [[120.33, 31.57]]);
  near(shapeOf(3).coordinates, [
    [120.26, 31.5],
    [120.3, 31.6],
    [120.4, 31.5],
  ]);
  const rings = shapeOf(1).coordinates as unknown[];
  expect(rings).toHaveLength(2);
  near(rings[0], [
    [120.3, 31.5],
    [120.34, 31.54],
  ]);
  near(rings[1], [
    [120.31, 31.51],
    [120.32, 31.52],
  ]);
});

describe('access', () => {
  it('shows each county its own, whoever asked before', async () => {
    const names = async (scope: TestScope) =>
      (await fetchTile(await addressOf('shapes', scope), scope)).features
        .map(({ properties }) => properties['name'])
        .toSorted();
    expect(await names(CITY)).toEqual(['canary-a', 'canary-b', '线']);
    expect(await names(COUNTY_A)).toEqual(['canary-a', '线']);
    expect(await names(COUNTY_B)).toEqual(['canary-b']);
    expect(await names(COUNTY_A)).toEqual(['canary-a', '线']);
  });

  it('does not give the tile of one scope to another, though it lies in memory', async () => {
    const url = await addressOf('shapes', COUNTY_A);
    await fetchTile(url, COUNTY_A);
    for (const scope of [COUNTY_B, CITY, PUBLIC, { role: 'feed', areas: ['320205'] } as const]) {
      const answer = await app.as(scope).inject(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain('canary');
    }
  });

  it('gives the public what is public, and lists nothing else', async () => {
    expect((await layersOf(PUBLIC)).map(({ layer }) => layer)).toEqual(['outlines']);
    const { answer, features } = await fetchTile(await addressOf('outlines', PUBLIC), PUBLIC);
    expect(features).toHaveLength(1);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('keeps scoped tiles out of shared caches', async () => {
    const { answer } = await fetchTile(await addressOf('shapes', CITY), CITY);
    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
  });

  it('lets the role of tiles write nothing', async () => {
    const db = app.database.as({ role: 'tile', areas: ['3202'], actor: 'test' });
    await expect(db.many(sql`UPDATE shapes.shape SET name = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(db.many(sql`DELETE FROM shapes.outline`)).rejects.toMatchObject({ code: '42501' });
  });
});

it('changes the address with the data, for those alone who may see it, and answers an old one with what is there now', async () => {
  const old = await addressOf('shapes', COUNTY_A);
  const elsewhere = await addressOf('shapes', COUNTY_B);
  await app.database.owner.transaction(async (tx) => {
    await tx.many(sql`UPDATE shapes.shape SET name = 'renamed' WHERE no = 3`);
    await tx.many(sql`SELECT platform.bump_layer('shapes', ARRAY['320205'])`);
  });
  expect(await addressOf('shapes', COUNTY_A)).not.toBe(old);
  expect(await addressOf('shapes', COUNTY_B)).toBe(elsewhere);
  const { answer, features } = await fetchTile(old, COUNTY_A);
  expect(answer.headers['cache-control']).toBe('private, no-cache');
  expect(features.map(({ properties }) => properties['name'])).toContain('renamed');
});

it('counts what is in the box, in scope', async () => {
  const counts = async (scope: TestScope, query = '') =>
    Object.fromEntries((await layersOf(scope, query)).map(({ layer, count }) => [layer, count]));
  expect(await counts(CITY)).toEqual({ shapes: 3, outlines: 1 });
  expect(await counts(COUNTY_B)).toEqual({ shapes: 1, outlines: 1 });
  expect(await counts(CITY, '?bbox=120.30,31.53,120.31,31.55')).toEqual({ shapes: 1, outlines: 1 });
  // the box of the line reaches here, the line does not
  expect(await counts(CITY, '?bbox=120.35,31.505,120.36,31.51')).toEqual({ shapes: 0, outlines: 0 });
});

it.each([
  '9/427/208',
  '9/427/x.mvt',
  '9/-1/208.mvt',
  '9/512/208.mvt',
  '9/1e2/208.mvt',
  '5/10/10.mvt',
  '15/1/1.mvt',
  '99/1/1.mvt',
  '9/4.5/1.mvt',
  `9/427/208'--.mvt`,
])('refuses %s as no tile', async (tile) => {
  const base = (await addressOf('shapes', CITY, '')).replace(/\/?\.mvt$/, '');
  const answer = await app.as(CITY).inject(`${base}/${encodeURI(tile)}`);
  expect(answer.json()).toMatchObject({ status: 400 });
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

it('does not know other layers', async () => {
  expect((await app.as(CITY).inject(`/api/tiles/hazards/1/public/${HOME}.mvt`)).json()).toMatchObject({
    status: 404,
    type: '/problems/no-such-layer',
  });
});
