// The real files of Wuxi, where they lie beside the project.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { loadCity, type Loaded } from '../../server/city/load.ts';
import type { Refusal } from '../../server/city/loading/report.ts';
import type { PlaceAt } from '../../server/grids/contract.ts';
import type { SearchHit } from '../../server/search/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { onSharedGeodata, SHARED_GEODATA, withoutSharedGeodata } from '../support/shared-geodata.ts';

describe.skipIf(withoutSharedGeodata)(onSharedGeodata('the real pack of Wuxi'), () => {
  let app: TestApp;
  let loaded: Loaded;
  const refused: Refusal[] = [];
  beforeAll(async () => {
    app = await startApp({ scope: { areas: ['3202'] } });
    loaded = await loadCity(app.services, SHARED_GEODATA, { onRefused: (refusal) => refused.push(refusal) });
  });
  afterAll(() => app.close());

  const search = async (q: string) =>
    (await app.inject(`/api/search?q=${encodeURIComponent(q)}`)).json() as SearchHit[];
  const at = async ([lon, lat]: readonly [number, number]) =>
    (await app.inject(`/api/grids/at?lon=${lon}&lat=${lat}`)).json() as PlaceAt;

  it('holds what SOURCES.md counts: 7 counties, 97 divisions down to towns, 1,254 villages', async () => {
    const levels = await app.database.owner.many(sql`
      SELECT level, count(*) AS count FROM grids.division GROUP BY level ORDER BY level`);
    expect(levels).toEqual([
      { level: 'city', count: 1 },
      { level: 'county', count: 7 },
      { level: 'province', count: 1 },
      { level: 'town', count: 88 },
      { level: 'village', count: 1254 },
    ]);
  });

  it('loads every layer, and says of each row that it refuses why', () => {
    for (const layer of ['grids', 'owners', 'places', 'sites', 'hazards', 'shelters'] as const)
      expect(loaded.changes[layer], layer).toBeGreaterThan(0);
    expect(refused.filter(({ reason }) => reason === '')).toEqual([]);
    expect(loaded.refused).toBe(refused.length);
  });

  it('lets the metro station 三阳广场 lie in 梁溪区', async () => {
    const station = (await search('sygc')).find(({ name }) => name.startsWith('三阳广场'));
    expect(station).toBeDefined();
    expect((await at(station!.point)).county?.name).toBe('梁溪区');
  });

  // Seats of government, by general knowledge to some hundred metres.
  it.each([
    ['江阴市', [120.285, 31.92]],
    ['宜兴市', [119.823, 31.34]],
    ['滨湖区', [120.266, 31.55]],
    ['新吴区', [120.37, 31.49]],
  ] as const)('lets a known point lie in %s, in one grid of one village', async (county, point) => {
    const place = await at(point);
    expect(place.county?.name).toBe(county);
    expect(place.grid?.divisionPath).toBe(place.village?.path);
    expect(place.owners.length).toBeGreaterThan(0);
  });
});
