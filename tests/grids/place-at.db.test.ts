// Where a point lies, in the city of tests/support/builders/grids.ts, worked out by hand.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlaceAt } from '../../server/grids/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { aDivision, anOwner, twoCounties } from '../support/builders/grids.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  const { divisions, grids } = twoCounties();
  const zone = aDivision({ path: '320205400', name: '锡山开发区', quasi: true });
  const owners = [
    anOwner(),
    anOwner({ divisionPath: '320205001', duty: 'police', unit: '锡山派出所', phone: '0510-110' }),
    anOwner({ divisionPath: '320205001001', duty: 'governance', unit: '第一村委会' }),
    anOwner({ divisionPath: '320205001002', duty: 'governance', unit: '第二村委会' }),
    anOwner({ divisionPath: '320213', unit: '梁溪区应急管理局' }),
  ];
  await settle(app, { divisions: [...divisions, zone], grids, owners });
});
afterAll(() => app.close());

async function at(lon: number, lat: number, areas = ['3202']): Promise<PlaceAt> {
  const answer = await app.as({ areas }).inject(`/api/grids/at?lon=${lon}&lat=${lat}`);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}
const pathsOf = ({ county, town, village, grid }: PlaceAt) => [county?.path, town?.path, village?.path, grid?.code];

it('names every level that holds a point', async () => {
  expect(pathsOf(await at(120.05, 31.05))).toEqual(['320205', '320205001', '320205001001', '320205001001001']);
  expect(pathsOf(await at(120.35, 31.15))).toEqual(['320213', '320213001', '320213001002', '320213001002002']);
});

it('names every unit whose division holds the point, and no other', async () => {
  const { owners } = await at(120.05, 31.05);
  expect(owners).toEqual([
    { duty: 'emergency', unit: '锡山区应急管理局', phone: null, divisionPath: '320205' },
    { duty: 'governance', unit: '第一村委会', phone: null, divisionPath: '320205001001' },
    { duty: 'police', unit: '锡山派出所', phone: '0510-110', divisionPath: '320205001' },
  ]);
});

it('gives a point on a border to one alone: the lowest code', async () => {
  expect(pathsOf(await at(120.2, 31.05))).toEqual(['320205', '320205001', '320205001002', '320205001002001']);
  expect((await at(120.1, 31.1)).grid?.code).toBe('320205001001001'); // a corner of four
});

it('finds no grid in a hole, but the village around it', async () => {
  expect(pathsOf(await at(120.35, 31.05))).toEqual(['320213', '320213001', '320213001002', undefined]);
  expect((await at(120.35, 31.05)).owners).toEqual([]);
});

it('gives the shore of the hole to its grid', async () => {
  expect((await at(120.34, 31.05)).grid?.code).toBe('320213001002001');
});

it('answers nothing for a point outside of the city, at the ends of the earth too', async () => {
  for (const [lon, lat] of [
    [119.9999999, 31.05],
    [120.05, 30.9],
    [180, 90],
    [-180, -90],
    [0, 0],
  ] as const) {
    expect(await at(lon, lat)).toEqual({
      point: [lon, lat],
      county: null,
      town: null,
      village: null,
      grid: null,
      owners: [],
    });
  }
});

it('shows the grid to its own county alone; divisions are public knowledge', async () => {
  expect((await at(120.05, 31.05, ['320205'])).grid?.code).toBe('320205001001001');
  expect(pathsOf(await at(120.05, 31.05, ['320213']))).toEqual(['320205', '320205001', '320205001001', undefined]);
  expect((await at(120.05, 31.05, ['320213'])).owners).toEqual([]);
  expect((await at(120.05, 31.05, [])).grid).toBeNull();
});

it.each([
  '',
  'lon=120',
  'lat=31',
  'lon=NaN&lat=31',
  'lon=1e400&lat=31',
  'lon=120&lat=91',
  'lon=-181&lat=31',
  'lon=null&lat=31',
  'lon=120&lon=121&lat=31',
  'lon=120%27%3B--&lat=31',
  'lon=Infinity&lat=31',
  'lon[]=120&lat=31',
  'lon=&lat=',
])('refuses what is no point: %s', async (query) => {
  const answer = await app.inject(`/api/grids/at?${query}`);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.statusCode).toBe(400);
});
