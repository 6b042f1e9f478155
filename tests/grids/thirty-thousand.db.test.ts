// A city of 30,000 grids behind the policy: what is asked for a point, a tile or a name comes through an index.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { GridRecord } from '../../geodata/pack.ts';
import { gridAt } from '../../server/grids/place-at.ts';
import { gridTiles } from '../../server/grids/tiles.ts';
import type { Moment } from '../../server/platform/moment.ts';
import { readNeedle } from '../../server/search/algorithms/needle.ts';
import { hits } from '../../server/search/store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { aDivision, aGrid, boxArea, twoCounties } from '../support/builders/grids.ts';
import { planOf } from '../support/explain.ts';

const COLUMNS = 30;
const STEP = 0.1 / COLUMNS;
/** Names that differ, as names do: two of forty characters, and a number. */
const SIGNS = [...'东西南北中山水木石田桥塘河湖滨园林泉新旧大小高低春夏秋冬红黄青白安宁福寿兴旺和平'];

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  const { divisions } = twoCounties();
  const villages = ['320205001001', '320205001002', '320213001001', '320213001002'];
  const more = Array.from({ length: 28 }, (_, index) => aDivision({ path: `3202130010${10 + index}` }));
  const grids = [...villages, ...more.map(({ path }) => path)].flatMap((village, place) => gridsOf(village, place));
  await settle(app, { divisions: [...divisions, ...more], grids: grids.slice(0, 30_000) });
});
afterAll(() => app.close());

/** 938 cells, 30 in a row, in a strip of its own. */
function gridsOf(village: string, place: number): GridRecord[] {
  return Array.from({ length: 938 }, (_, index) => {
    const [west, south] = [
      120 + (place % 8) * 0.1 + (index % COLUMNS) * STEP,
      31 + Math.floor(place / 8) * 0.15 + Math.floor(index / COLUMNS) * STEP,
    ];
    const serial = place * 938 + index;
    const name = `${SIGNS[serial % 40]}${SIGNS[Math.floor(serial / 40) % 40]}${serial}`;
    return aGrid({
      code: `${village}${String(index).padStart(3, '0')}`,
      name,
      geometry: boxArea([west, south, west + STEP, south + STEP]),
    });
  });
}

const staff = () => app.database.as({ role: 'staff', areas: ['320213'], actor: 'tester' });

it('finds the grid of a point through the spatial index', async () => {
  const plan = await planOf(staff(), gridAt([120.2501, 31.0501]));
  expect(plan).toMatch(/Index Scan (using|on) grid_geom/);
  expect(plan).not.toMatch(/Seq Scan on grid\b/);
});

it('reads a tile through the spatial index', async () => {
  const tile = app.database.as({ role: 'tile', areas: ['320213'], actor: 'tester' });
  const box = sql`ST_MakeEnvelope(120.25, 31.05, 120.26, 31.06, 4326)`;
  const plan = await planOf(tile, gridTiles.rows(box, 14));
  expect(plan).toMatch(/Index Scan (using|on) grid_geom/);
});

it.each([
  ['two Chinese characters', '东南'],
  ['initials and a number', 'dn40'],
  ['pinyin', 'dongnan'],
  ['a code', '320213001002017'],
])('finds %s through the trigram index of every table', async (_what, typed) => {
  const plan = await planOf(staff(), hits(readNeedle(typed)!, 20));
  expect(plan).toMatch(/Index Scan on grid_search/);
  expect(plan).not.toMatch(/Seq Scan on grid\b/);
});

it('answers by them: the point, and the name', async () => {
  const answer = await app.inject('/api/grids/at?lon=120.2001&lat=31.0001');
  expect(answer.json()).toMatchObject({ grid: { code: '320213001001000' } });
  const [hit] = (await app.inject('/api/search?q=320213001002017')).json() as object[];
  expect(hit).toMatchObject({ kind: 'grids', id: '320213001002017', matched: 'code' });
});

describe.each(['known', 'was'] as const)('as it was %s', (how) => {
  const moment: Moment = { how, at: '2030-01-01T07:00:00.000Z' };
  beforeAll(async () => {
    app.clock.advance(3600);
    await app.services.db.many(sql`UPDATE grids.grid SET population = coalesce(population, 0) + 1`);
    await app.database.owner.many(sql`ANALYZE grids.grid`);
    await app.database.owner.many(sql`ANALYZE grids.grid_history`);
  });

  it('comes through the indexes of the table and of its past: the point, the tile, the name', async () => {
    const box = sql`ST_MakeEnvelope(120.25, 31.05, 120.26, 31.06, 4326)`;
    const tile = app.database.as({ role: 'tile', areas: ['320213'], actor: 'tester' });
    const byPlace = [
      await planOf(staff(), gridAt([120.2501, 31.0501], moment)),
      await planOf(tile, gridTiles.rows(box, 14, moment)),
    ];
    for (const plan of byPlace) {
      expect(plan).toMatch(/Index Scan (using|on) grid_geom/);
      expect(plan).toMatch(/Index Scan (using|on) grid_history_geom_idx/);
      expect(plan).not.toMatch(/Seq Scan on grid(_history)?\b/);
    }
    const byName = await planOf(staff(), hits(readNeedle('东南')!, 20, moment));
    expect(byName).toMatch(/Index Scan on grid_search/);
    expect(byName).toMatch(/Index Scan on grid_history_search/);
    expect(byName).not.toMatch(/Seq Scan on grid(_history)?\b/);
  });
});
