import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { somebodyIn, type Somebody } from './somebody-in.ts';

const XISHAN = '320205';
const LIANGXI = '320213';
let app: TestApp;
let goes: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  goes = await somebodyIn(app, 'duty-officer', [XISHAN], { name: '早班' });
});
afterAll(() => app.close());

it('leaves a note to whoever comes next, who takes it once; another county knows nothing of it', async () => {
  const comes = await somebodyIn(app, 'duty-officer', [XISHAN], { name: '晚班' });
  const neighbour = await somebodyIn(app, 'duty-officer', [LIANGXI]);
  const given = await goes.ask('POST', '/hand-overs', { note: '三号泵站待修' });
  expect([given.status, given.body]).toMatchObject([201, { note: '三号泵站待修', incidents: [], mayTake: false }]);
  const { id } = given.body;
  expect((await comes.ask('GET', '/hand-overs')).body).toMatchObject([
    { id, givenBy: { name: '早班' }, mayTake: true },
  ]);
  expect((await neighbour.ask('GET', '/hand-overs')).body).toEqual([]);
  expect((await neighbour.ask('POST', `/hand-overs/${id}/taking`)).status).toBe(404);
  expect((await goes.ask('POST', `/hand-overs/${id}/taking`)).body.type).toBe('/problems/not-yours-to-take');
  expect((await comes.ask('POST', `/hand-overs/${id}/taking`)).body.takenBy).toMatchObject({ name: '晚班' });
  expect((await comes.ask('POST', `/hand-overs/${id}/taking`)).body.type).toBe('/problems/not-yours-to-take');
});

it('is for the one who is named', async () => {
  const named = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const other = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const { id } = (await goes.ask('POST', '/hand-overs', { to: named.id })).body;
  expect((await other.ask('POST', `/hand-overs/${id}/taking`)).body.type).toBe('/problems/not-yours-to-take');
  expect((await named.ask('POST', `/hand-overs/${id}/taking`)).status).toBe(200);
});
