import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchHit } from '../../server/search/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aPlace, settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';
import { aSite } from '../support/builders/sites.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  const places = [
    aPlace(),
    aPlace({ name: '三阳广场南', point: [120.06, 31.05] }),
    aPlace({ name: '老三阳广场', point: [120.07, 31.05], rank: 1 }),
    aPlace({ name: 'KTV（一店） A座', point: [120.35, 31.05] }),
    aPlace({ name: '100%_真实', point: [120.36, 31.05] }),
  ];
  const hazards = [
    aHazard({ code: 'H-1', name: '三阳广场', geometry: { type: 'Point', coordinates: [120.05, 31.06] } }),
    aHazard({ code: 'H-2', name: '重庆路加油站', geometry: { type: 'Point', coordinates: [120.35, 31.06] } }),
  ];
  await settle(app, { ...twoCounties(), places, hazards, sites: [aSite()], shelters: [aShelter()] });
});
afterAll(() => app.close());

async function search(q: string, areas = ['3202'], limit = 20): Promise<SearchHit[]> {
  const answer = await app.as({ areas }).inject(`/api/search?q=${encodeURIComponent(q)}&limit=${limit}`);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}
const names = async (q: string, areas?: string[]) => (await search(q, areas)).map(({ name }) => name);

it('finds by pinyin initials, and says that it did', async () => {
  const [first] = await search('sygc');
  expect(first).toMatchObject({
    kind: 'places',
    name: '三阳广场',
    where: '锡山区 锡山区街道',
    point: [120.05, 31.05],
    matched: 'initials',
  });
});

it('ranks what is it, then what begins with it, then what holds it; places before the rest', async () => {
  const hits = await search('三阳广场');
  expect(hits.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'places 三阳广场',
    'hazards 三阳广场',
    'places 三阳广场南',
    'places 老三阳广场',
  ]);
});

it.each([
  ['one Chinese character', '阳', ['三阳广场', '三阳广场南', '老三阳广场', '三阳广场']],
  ['two inside of a name', '阳广', ['三阳广场', '三阳广场南', '老三阳广场', '三阳广场']],
  ['initials inside', 'ygc', ['三阳广场', '三阳广场南', '老三阳广场', '三阳广场']],
  ['full pinyin', 'chongqinglu', ['重庆路加油站']],
  ['pinyin typed with blanks', 'Chong Qing', ['重庆路加油站']],
  ['two letters at the beginning', 'cq', ['重庆路加油站']],
  ['a code in small letters', 'h-2', ['重庆路加油站']],
  ['Latin letters of a name', 'ktv', ['KTV（一店） A座']],
  ['half-width brackets for full-width ones', '(一店)a', ['KTV（一店） A座']],
  ['the signs of LIKE as they are', '0%_真', ['100%_真实']],
  ['two characters in another order', '广阳', []],
  ['a percent sign alone', '%%', []],
  ['nothing but blanks', '\u3000', []],
])('finds %s', async (_what, q, expected) => {
  expect((await names(q)).toSorted()).toEqual([...expected].toSorted());
});

it('finds divisions and grids by the beginning of their codes', async () => {
  expect((await search('320213')).slice(0, 2).map(({ kind, id }) => [kind, id])).toEqual([
    ['divisions', '320213'],
    ['divisions', '320213001'],
  ]);
  expect(await search('320205001001002')).toMatchObject([
    { kind: 'grids', id: '320205001001002', where: '锡山区 锡山区街道', matched: 'code' },
  ]);
  expect((await search('3202')).some(({ kind }) => kind === 'grids')).toBe(false);
});

it('finds hazards, shelters and sites in the own county alone; places everywhere', async () => {
  expect(await names('加油站', ['320205'])).toEqual([]);
  expect(await names('加油站', ['320213'])).toEqual(['重庆路加油站']);
  expect(await names('体育馆', ['320205'])).toEqual(['东亭体育馆']);
  expect(await names('第一中学', ['320213'])).toEqual([]);
  expect((await search('三阳广场', ['320213'])).every(({ kind }) => kind === 'places')).toBe(true);
  expect((await search('网格', [])).length).toBe(0);
});

it('answers no more than is asked for', async () => {
  expect(await search('阳', ['3202'], 2)).toHaveLength(2);
});

it.each([
  "'; DROP TABLE city.place; --",
  "' OR 1=1 --",
  '$1',
  '\\',
  '%',
  '_',
  "E'\\x27'",
  '${q}',
  '"x"',
  '\ud83d\ude00',
  '中'.repeat(100),
])('takes %s for what it is: text', async (q) => {
  expect((await search(q)).length).toBeLessThan(2);
  expect(await names('重庆')).toEqual(['重庆路加油站']);
});

it.each(['', 'q=', `q=${'x'.repeat(101)}`, 'q=a&limit=0', 'q=a&limit=51', 'q=a&limit=x'])(
  'refuses %s',
  async (query) => {
    expect((await app.inject(`/api/search?${query}`)).statusCode).toBe(400);
  },
);

it('refuses a zero byte', async () => {
  expect((await app.inject('/api/search?q=%00abc')).statusCode).toBe(422);
});

it('lets no stranger search', async () => {
  expect((await app.as({ role: 'public' }).inject('/api/search?q=a')).statusCode).toBe(401);
});
