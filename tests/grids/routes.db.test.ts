import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { aDivision, aGrid, boxArea, twoCounties } from '../support/builders/grids.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  const { divisions, grids } = twoCounties();
  await settle(app, {
    divisions: [...divisions, aDivision({ path: '320205400', name: '锡山开发区', quasi: true })],
    grids,
  });
});
afterAll(() => app.close());

const codes = async (url: string, areas = ['3202']) => {
  const answer = await app.as({ areas }).inject(url);
  expect(answer.statusCode).toBe(200);
  return (answer.json() as { items: { code: string }[] }).items.map(({ code }) => code);
};

it('shows a grid with its outline, its names and its size', async () => {
  const answer = await app.inject('/api/grids/320205001001001');
  expect(answer.json()).toMatchObject({
    code: '320205001001001',
    name: '第1网格',
    kind: 'basic',
    divisionPath: '320205001001',
    county: '锡山区',
    town: '锡山区街道',
    village: '锡山区1村',
    population: null,
    demo: false,
    validFrom: '2030-01-01T06:00:00.000Z',
    outline: { type: 'MultiPolygon', coordinates: [boxArea([120, 31, 120.1, 31.1]).coordinates] },
  });
  // 0.1° × 0.1° at 31.05° N on WGS 84: 9.549 km (parallel) × 11.088 km (meridian) = 105.88 km², worked from the ellipsoid's radii.
  expect((answer.json() as { areaKm2: number }).areaKm2).toBeCloseTo(105.88, 1);
});

it('lists by box, kind and division', async () => {
  expect(await codes('/api/grids')).toHaveLength(8);
  expect(await codes('/api/grids?bbox=120.01,31.01,120.02,31.02')).toEqual(['320205001001001']);
  expect(await codes('/api/grids?bbox=120.345,31.045,120.355,31.055')).toEqual([]); // inside of the pond
  expect(await codes('/api/grids?kind=special')).toEqual([]);
  expect(await codes('/api/grids?under=320213001002')).toEqual(['320213001002001', '320213001002002']);
});

it('shows a county its own grids, and nothing to whom has no area', async () => {
  expect(await codes('/api/grids', ['320213'])).toEqual(
    ['001001', '001002', '002001', '002002'].map((end) => `320213001${end}`),
  );
  expect(await codes('/api/grids', [])).toEqual([]);
  expect((await app.as({ areas: ['320213'] }).inject('/api/grids/320205001001001')).statusCode).toBe(404);
  expect((await app.as({ role: 'public' }).inject('/api/grids')).statusCode).toBe(401);
});

it('pages through, each once, while others are added', async () => {
  const first = (await app.inject('/api/grids?limit=3')).json() as {
    items: { code: string }[];
    total: number;
    next: string;
  };
  expect(first.total).toBe(8);
  const { divisions, grids } = twoCounties();
  const added = [
    aGrid({ code: '320205001001000', geometry: boxArea([120.01, 31.01, 120.02, 31.02]) }), // before what was read
    aGrid({ code: '320213001002003', geometry: boxArea([120.345, 31.045, 120.355, 31.055]) }), // behind it
  ];
  await settle(app, { divisions, grids: [...grids, ...added] });
  const seen = first.items.map(({ code }) => code);
  for (let next: string | null = first.next; next;) {
    const page = (await app.inject(`/api/grids?limit=3&after=${encodeURIComponent(next)}`)).json() as typeof first;
    seen.push(...page.items.map(({ code }) => code));
    next = page.next;
  }
  await settle(app, { divisions, grids });
  expect(seen).toEqual([...grids.map(({ code }) => code), '320213001002003'].sort());
});

it('lists divisions with their parents first, to everybody', async () => {
  const answer = await app.as({ role: 'public' }).inject('/api/grids/divisions?under=320213');
  expect((answer.json() as { path: string }[]).map(({ path }) => path)).toEqual([
    '320213001',
    '320213001001',
    '320213001002',
  ]);
  const counties = (await app.inject('/api/grids/divisions?level=county')).json() as {
    name: string;
    bounds: number[];
  }[];
  expect(counties.map(({ name, bounds }) => [name, bounds])).toEqual([
    ['锡山区', [120, 31, 120.2, 31.2]],
    ['梁溪区', [120.2, 31, 120.4, 31.2]],
  ]);
});

it('shows one division with its outline, and says where there is none', async () => {
  expect((await app.inject('/api/grids/divisions/320213')).json()).toMatchObject({
    path: '320213',
    code: '320213000000',
    level: 'county',
    parentPath: '3202',
    outline: { type: 'MultiPolygon' },
  });
  expect((await app.inject('/api/grids/divisions/329999')).json()).toMatchObject({
    status: 404,
    type: '/problems/no-such-division',
  });
  expect((await app.inject('/api/grids/divisions/3202990')).statusCode).toBe(400);
});

it('draws a listed division nowhere, and shows it where it lies in', async () => {
  const { divisions, grids } = twoCounties();
  await settle(app, { divisions: [...divisions, aDivision({ path: '320205400', quasi: true })], grids });
  expect((await app.inject('/api/grids/divisions/320205400')).json()).toMatchObject({
    outline: null,
    bounds: [120, 31, 120.2, 31.2],
  });
});

it.each([
  '0,0,0',
  '1,2,3,x',
  '120,31,119,32',
  '120,33,121,32',
  '-181,0,0,0',
  '0,0,0,91',
  '170,-10,-170,10',
  "120,31,121,32'--",
  '1e9,0,0,0',
  'NaN,0,1,1',
])('refuses what is no box: %s', async (bbox) => {
  const answer = await app.inject(`/api/grids?bbox=${encodeURIComponent(bbox)}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});
