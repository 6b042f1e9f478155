import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { clearSitesDemo } from '../../server/sites/store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aSite } from '../support/builders/sites.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await settle(app, {
    ...twoCounties(),
    sites: [aSite(), aSite({ code: 'S-2', kind: 'hospital', name: '第二医院', point: [120.35, 31.05], demo: true })],
  });
});
afterAll(() => app.close());

interface Listed {
  items: { id: string; code: string }[];
  total: number;
  next: string | null;
}
const list = async (query: string, areas = ['3202']): Promise<Listed> => {
  const answer = await app.as({ areas }).inject(`/api/sites${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json();
};
const codes = async (query: string, areas?: string[]) => (await list(query, areas)).items.map(({ code }) => code);

it('lists in the order of codes, by kind and by box', async () => {
  expect(await codes('')).toEqual(['S-1', 'S-2']);
  expect(await codes('?kind=hospital')).toEqual(['S-2']);
  expect(await codes('?bbox=120,31,120.1,31.1')).toEqual(['S-1']);
});

it('pages by a cursor that holds while others are added', async () => {
  const first = await list('?limit=1');
  expect(first).toMatchObject({ total: 2, next: 'S-1' });
  await settle(app, {
    ...twoCounties(),
    sites: [
      aSite({ code: 'S-0' }),
      aSite(),
      aSite({ code: 'S-2', kind: 'hospital', name: '第二医院', point: [120.35, 31.05], demo: true }),
    ],
  });
  expect(await list(`?limit=1&after=${first.next}`)).toMatchObject({ items: [{ code: 'S-2' }], total: 3, next: null });
});

it('shows one, with where it lies', async () => {
  const [, , second] = (await list('')).items;
  const answer = await app.inject(`/api/sites/${second!.id}`);
  expect(answer.json()).toMatchObject({
    code: 'S-2',
    county: '梁溪区',
    town: '梁溪区街道',
    divisionPath: '320213001002',
    demo: true,
  });
});

it('keeps what lies in another county from a county, in lists, by id and in numbers', async () => {
  expect(await codes('', ['320213'])).toEqual(['S-2']);
  expect((await list('', ['320213'])).total).toBe(1);
  expect(await codes('', [])).toEqual([]);
  const [first] = (await list('')).items;
  const answer = await app.as({ areas: ['320213'] }).inject(`/api/sites/${first!.id}`);
  expect(answer.json()).toMatchObject({ status: 404, type: '/problems/no-such-site' });
});

it('refuses what is no id', async () => {
  expect((await app.inject("/api/sites/1'--")).statusCode).toBe(400);
});

it('removes what was made up, its past too, and nothing else', async () => {
  expect(await app.database.owner.transaction(clearSitesDemo)).toBe(1);
  expect(await codes('')).toEqual(['S-0', 'S-1']);
  const past = await app.database.owner.many(sql`SELECT 1 FROM sites.site_history WHERE code = 'S-2'`);
  expect(past).toEqual([]);
});
