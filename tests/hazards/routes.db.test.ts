import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { clearHazardsDemo } from '../../server/hazards/store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { boxArea, twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  const registered = [
    aHazard({ code: 'H-blue', level: 4 }),
    aHazard({ code: 'H-unknown', level: null, name: '未评估仓库', kind: 'other' }),
    aHazard({ code: 'H-red', level: 1, kind: 'gas', address: '东亭路1号', demo: true }),
    aHazard({
      code: 'H-orange',
      level: 2,
      class: 'natural',
      kind: 'flood',
      geometry: boxArea([120.25, 31.05, 120.35, 31.15]),
    }),
    aHazard({
      code: 'H-line',
      level: 3,
      kind: 'gas',
      geometry: {
        type: 'LineString',
        coordinates: [
          [120.31, 31.01],
          [120.31, 31.09],
        ],
      },
    }),
  ];
  await settle(app, { ...twoCounties(), hazards: registered });
});
afterAll(() => app.close());

interface Listed {
  items: { id: string; code: string; county: string | null; town: string | null; point: number[] }[];
  total: number;
  next: string | null;
}
const list = async (query: string, areas = ['3202']): Promise<Listed> => {
  const answer = await app.as({ areas }).inject(`/api/hazards${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json();
};
const codes = async (query: string, areas?: string[]) => (await list(query, areas)).items.map(({ code }) => code);

it('lists the gravest first, and what is not yet assessed after orange', async () => {
  expect(await codes('')).toEqual(['H-red', 'H-orange', 'H-unknown', 'H-line', 'H-blue']);
});

it('filters by class, kind and box', async () => {
  expect(await codes('?class=natural')).toEqual(['H-orange']);
  expect(await codes('?kind=gas')).toEqual(['H-red', 'H-line']);
  expect(await codes('?bbox=120.3,31.0,120.4,31.06')).toEqual(['H-orange', 'H-line']);
  expect(await codes('?bbox=120.311,31.0,120.4,31.04')).toEqual([]); // beside the line
});

it('says where each lies: an area by a point on it', async () => {
  const { items } = await list('?class=natural');
  expect(items[0]).toMatchObject({ county: '梁溪区', town: '梁溪区街道', point: [120.3, 31.1] });
});

it('shows one with its geometry', async () => {
  const { items } = await list('?kind=gas');
  const answer = await app.inject(`/api/hazards/${items[1]!.id}`);
  expect(answer.json()).toMatchObject({
    code: 'H-line',
    level: 3,
    geometry: {
      type: 'LineString',
      coordinates: [
        [120.31, 31.01],
        [120.31, 31.09],
      ],
    },
    demo: false,
    recordedAt: '2030-01-01T06:00:00.000Z',
  });
});

it('keeps what lies in another county from a county, in lists, by id and in numbers', async () => {
  expect(await codes('', ['320205'])).toEqual(['H-red', 'H-unknown', 'H-blue']);
  expect((await list('', ['320205'])).total).toBe(3);
  expect(await codes('', [])).toEqual([]);
  const [flood] = (await list('?class=natural')).items;
  const answer = await app.as({ areas: ['320205'] }).inject(`/api/hazards/${flood!.id}`);
  expect(answer.json()).toMatchObject({ status: 404, type: '/problems/no-such-hazard' });
});

it('pages through all, each once, also where the level changes in between', async () => {
  const seen: string[] = [];
  let page = await list('?limit=2');
  seen.push(...page.items.map(({ code }) => code));
  await app.database.owner.many(sql`UPDATE hazards.hazard SET level = 1 WHERE code = 'H-blue'`);
  while (page.next) {
    page = await list(`?limit=2&after=${encodeURIComponent(page.next)}`);
    seen.push(...page.items.map(({ code }) => code));
  }
  await app.database.owner.many(sql`UPDATE hazards.hazard SET level = 4 WHERE code = 'H-blue'`);
  expect(seen).toEqual(['H-red', 'H-orange', 'H-unknown', 'H-line']); // blue became red and stands before the cursor now
});

it.each(['?after=x', '?after=1', "?after=1.'%3B--", '?kind=none', '?class=red', '?limit=0', '?limit=1001', '?bbox=1'])(
  'refuses %s or finds nothing after it',
  async (query) => {
    const answer = await app.inject(`/api/hazards${query}`);
    expect(query.includes('--') ? 200 : 400).toBe(answer.statusCode);
  },
);

it('keeps what a hazard was, and since when', async () => {
  const { owner } = app.database;
  app.clock.set('2030-01-02T00:00:00Z');
  await owner.many(sql`UPDATE hazards.hazard SET level = 2 WHERE code = 'H-line'`);
  const believed = await owner.many(sql`
    SELECT level, valid_from AS "from", valid_to AS "to" FROM hazards.hazard_timeline
     WHERE code = 'H-line' AND superseded_at IS NULL ORDER BY valid_from`);
  expect(believed).toEqual([
    { level: 3, from: '2030-01-01T06:00:00.000Z', to: '2030-01-02T00:00:00.000Z' },
    { level: 2, from: '2030-01-02T00:00:00.000Z', to: null },
  ]);
});

it('removes what was made up, its past too, and nothing else', async () => {
  expect(await app.database.owner.transaction(clearHazardsDemo)).toBe(1);
  expect(await codes('')).toEqual(['H-line', 'H-orange', 'H-unknown', 'H-blue']);
  const past = await app.database.owner.many(sql`SELECT 1 FROM hazards.hazard_history WHERE code = 'H-red'`);
  expect(past).toEqual([]);
});
