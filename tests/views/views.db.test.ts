import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await settle(app, twoCounties());
});
afterAll(() => app.close());

const CITY: TestScope = { areas: ['3202'], actor: 'city-officer' };
const WEST: TestScope = { areas: ['320205'], actor: 'west-officer' };
const EAST: TestScope = { areas: ['320211'], actor: 'east-officer' };
const aView = (change: object = {}) => ({
  name: '城区积水点',
  address: '?at=120.3,31.57,12&layers=hazards&theme=light',
  shared: false,
  ...change,
});
const save = (scope: TestScope, change: object = {}) =>
  app.as(scope).inject({ method: 'POST', url: '/api/views', payload: aView(change) });
const names = async (scope: TestScope) => {
  const page = (await app.as(scope).inject('/api/views')).json() as { items: { name: string }[]; total: number };
  expect(page.total).toBe(page.items.length);
  return page.items.map(({ name }) => name);
};

it('keeps a view as it was given, for its owner alone', async () => {
  const saved = await save(WEST, { name: '  只给自己 ' });
  expect(saved.statusCode).toBe(201);
  expect(saved.json()).toMatchObject({
    name: '只给自己',
    address: aView().address,
    shared: false,
    own: true,
    revision: 1,
  });
  expect(await names(WEST)).toContain('只给自己');
  expect(await names({ ...WEST, actor: 'west-colleague' })).not.toContain('只给自己');
  expect(await names(CITY)).not.toContain('只给自己');
});

it('shares with the area, downwards to what lies in it and upwards to what holds it, never sideways', async () => {
  await save(CITY, { name: '全市共享', shared: true });
  await save(WEST, { name: '西区共享', shared: true });
  expect(await names(EAST)).toEqual(['全市共享']);
  expect(await names({ ...WEST, actor: 'west-colleague' })).toEqual(['全市共享', '西区共享']);
  expect(await names(CITY)).toEqual(['全市共享', '西区共享']);
});

it('shows the owner an own view while the scope is narrowed to another area', async () => {
  await save(CITY, { name: '市里的' });
  expect(await names({ ...CITY, areas: ['320211'] })).toContain('市里的');
});

it('lets only its owner change or remove one, and says when somebody was faster', async () => {
  const { id } = (await save(CITY, { name: '可改', shared: true })).json() as { id: string };
  const change = { ...aView({ name: '改过', shared: true }), revision: 1 };
  const put = (scope: TestScope, payload: object) =>
    app.as(scope).inject({ method: 'PUT', url: `/api/views/${id}`, payload });
  expect((await put(EAST, change)).json()).toMatchObject({ status: 403, type: '/problems/not-your-view' });
  expect((await put(CITY, change)).json()).toMatchObject({ name: '改过', revision: 2 });
  expect((await put(CITY, change)).json()).toMatchObject({ status: 409, type: '/problems/stale-revision' });
  const remove = (scope: TestScope) => app.as(scope).inject({ method: 'DELETE', url: `/api/views/${id}` });
  expect((await remove(EAST)).statusCode).toBe(403);
  expect((await remove(CITY)).statusCode).toBe(204);
  expect((await remove(CITY)).json()).toMatchObject({ status: 404, type: '/problems/no-such-view' });
});

it('is one of two who rename at once, and tells the other', async () => {
  const { id } = (await save(CITY, { name: '两人同改' })).json() as { id: string };
  const rename = (name: string) =>
    app.as(CITY).inject({ method: 'PUT', url: `/api/views/${id}`, payload: { ...aView({ name }), revision: 1 } });
  const answers = await Promise.all([rename('甲改'), rename('乙改')]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  const [won, lost] = answers.toSorted((one, other) => one.statusCode - other.statusCode);
  expect(lost!.json()).toMatchObject({ type: '/problems/stale-revision' });
  expect(won!.json()).toMatchObject({ revision: 2 });
  expect(await names(CITY)).toContain((won!.json() as { name: string }).name);
});

it('does not say of a view in an area of others that it is there', async () => {
  const { id } = (await save(WEST, { name: '只属西区', shared: true })).json() as { id: string };
  const url = `/api/views/${id}`;
  const asEast = app.as(EAST);
  for (const answer of [
    await asEast.inject({ method: 'PUT', url, payload: { ...aView(), revision: 1 } }),
    await asEast.inject({ method: 'DELETE', url }),
  ]) {
    expect(answer.json()).toMatchObject({ status: 404, type: '/problems/no-such-view' });
  }
  expect(await names(WEST)).toContain('只属西区');
});

it('keeps a view whose layer is not known here: it may come back, and the rest of it is still good', async () => {
  const address = '?at=120.3,31.57,12&layers=hazards,volcanoes';
  expect((await save(CITY, { name: '有旧图层', address })).json()).toMatchObject({ address });
});

it.each([
  ['markup in the address', { address: '?at=<script>alert(1)</script>' }],
  ['another page', { address: 'https://example.test/?at=1,2,3' }],
  ['a script for an address', { address: 'javascript:alert(1)' }],
  ['a blank name', { name: '   ' }],
  ['an empty name', { name: '' }],
  ['no word on whom it is for', { shared: null }],
  ['a name of a novel', { name: '长'.repeat(81) }],
])('refuses %s', async (_what, change) => {
  const pointer = `/body/${Object.keys(change)[0]}`;
  const problem = {
    status: 422,
    type: '/problems/invalid-input',
    errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
  };
  expect((await save(CITY, change)).json()).toMatchObject(problem);
});

it('gives back a name that looks like a script as the text that it is', async () => {
  const name = "<img src=x onerror=alert(1)> '); DROP TABLE views.saved_view; --";
  await save(CITY, { name });
  expect(await names(CITY)).toContain(name);
});

it('goes on after a cursor, and keeps the public out', async () => {
  const first = (await app.as(CITY).inject('/api/views?limit=1')).json();
  const second = (await app.as(CITY).inject(`/api/views?limit=1&after=${encodeURIComponent(first.next)}`)).json();
  expect(second.items[0].id).not.toBe(first.items[0].id);
  expect((await app.as(CITY).inject('/api/views?after=nonsense')).json()).toMatchObject({
    type: '/problems/invalid-cursor',
  });
  expect((await app.as({ role: 'public' }).inject('/api/views')).statusCode).toBe(401);
});
