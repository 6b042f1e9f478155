import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { somebodyIn, type Somebody } from './somebody-in.ts';

const XISHAN = '320205';
let app: TestApp;
let system: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  system = await somebodyIn(app, 'system-admin', [XISHAN]);
});
afterAll(() => app.close());

/** A key that holds opens what is public; one that does not is refused everywhere. */
const holds = async (key: string) =>
  (await app.inject({ url: '/api/portal/places', headers: { authorization: `Bearer ${key}` } })).statusCode === 200;

it('makes, changes with an overlap and takes back the key of a feed, within its areas', async () => {
  const made = await system.ask('POST', '/feeds', { name: '110 接入', areas: [XISHAN], days: 30 });
  expect([made.status, made.body.key]).toEqual([201, expect.stringMatching(/^fsk_/)]);
  const { id, key } = made.body;
  expect(await holds(key)).toBe(true);
  const rotated = await system.ask('POST', `/feeds/${id}/rotation`, { overlapHours: 1, days: 30 });
  expect([rotated.status, await holds(key), await holds(rotated.body.key)]).toEqual([200, true, true]);
  app.clock.advance(500);
  const listed = (await system.ask('GET', '/feeds')).body;
  expect(listed).toMatchObject([
    { id, prefix: rotated.body.key.slice(0, 12), areas: [{ path: XISHAN, name: '锡山区' }] },
  ]);
  expect(JSON.stringify(listed)).not.toContain(rotated.body.key);
  const neighbour = await somebodyIn(app, 'system-admin', ['320213']);
  expect((await neighbour.ask('GET', '/feeds')).body).toEqual([]);
  expect((await neighbour.ask('DELETE', `/feeds/${id}`)).status).toBe(404);
  expect((await neighbour.ask('POST', '/feeds', { name: 'x', areas: [XISHAN] })).status).toBe(403);
  expect((await system.ask('DELETE', `/feeds/${id}`)).status).toBe(204);
  expect([await holds(key), await holds(rotated.body.key)]).toEqual([false, false]);
});

it('makes, changes and takes back the key of a screen', async () => {
  const made = await system.ask('POST', '/devices', { name: '指挥大厅', areas: [XISHAN] });
  expect([made.status, made.body.key]).toEqual([201, expect.stringMatching(/^fsd_/)]);
  const rotated = await system.ask('POST', `/devices/${made.body.id}/rotation`, {});
  expect([rotated.status, rotated.body.key === made.body.key]).toEqual([200, false]);
  expect((await system.ask('DELETE', `/devices/${made.body.id}`)).status).toBe(204);
  expect((await system.ask('DELETE', `/devices/${made.body.id}`)).body.type).toBe('/problems/no-such-key');
});
