// An administrator of one county gets at nobody who reaches further, and at no screen alone.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { somebodyIn, type Somebody } from './somebody-in.ts';

const [XISHAN, HUISHAN, WUXI] = ['320205', '320213', '3202'];
let app: TestApp;
let system: Somebody;
let security: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  system = await somebodyIn(app, 'system-admin', [XISHAN]);
  security = await somebodyIn(app, 'security-admin', [XISHAN]);
});
afterAll(() => app.close());

/** Whose account lies in Xishan, with a post elsewhere besides. */
async function withSecondPost(areas: readonly string[]) {
  const person = await somebodyIn(app, 'manager', [XISHAN]);
  await app.database.owner.one(sql`
    INSERT INTO identity.post (person_id, role, areas, valid_from)
    VALUES (${person.id}, 'manager', ${areas}, ${app.clock()}) RETURNING id`);
  return person;
}

it.each([[WUXI], [HUISHAN]])(
  'does not reset, change or close an account of the county that has a post in %s',
  async (elsewhere) => {
    const { id } = await withSecondPost([elsewhere]);
    const before = await app.database.owner.one(sql`SELECT p::text AS row FROM identity.person p WHERE id = ${id}`);
    for (const answer of [
      await system.ask('POST', `/people/${id}/password`),
      await system.ask('PATCH', `/people/${id}`, { name: '别人' }),
      await system.ask('PATCH', `/people/${id}`, { active: false }),
      await system.ask('POST', '/requests/recovery', { personId: id, what: 'password', reason: '忘记密码' }),
    ])
      expect(answer.status).toBe(403);
    expect(await app.database.owner.one(sql`SELECT p::text AS row FROM identity.person p WHERE id = ${id}`)).toEqual(
      before,
    );
    expect(await app.database.owner.one(sql`SELECT id FROM identity.request WHERE about = ${id}`)).toBeUndefined();
  },
);

it('brings no account of another county into its own, with areas that were typed', async () => {
  const stranger = await somebodyIn(app, 'manager', [HUISHAN]);
  await app.database.owner.one(sql`
    UPDATE identity.post SET ended_at = ${app.clock()} WHERE person_id = ${stranger.id} RETURNING id`);
  const borrowed = app.database.as({ ...system.scope, areas: [WUXI] });
  const taken = borrowed.one(
    sql`UPDATE identity.person SET division_path = ${XISHAN} WHERE id = ${stranger.id} RETURNING id`,
  );
  await expect(taken).rejects.toThrow(/No post of yours/);
});

it('resets it where the other post is over, and where it lies in the county', async () => {
  const within = await withSecondPost(['320205001']);
  expect((await system.ask('POST', `/people/${within.id}/password`)).status).toBe(200);
  const over = await withSecondPost([HUISHAN]);
  await app.database.owner.one(sql`
    UPDATE identity.post SET ended_at = ${app.clock()} WHERE person_id = ${over.id} AND areas = ${[HUISHAN]} RETURNING id`);
  expect((await system.ask('POST', `/people/${over.id}/password`)).status).toBe(200);
});

const show = (key: string) => app.inject({ method: 'POST', url: '/api/identity/device-session', payload: { key } });

const cookieOf = ({ headers }: Awaited<ReturnType<typeof show>>) =>
  [headers['set-cookie']]
    .flat()
    .map((one) => String(one).split(';')[0]!)
    .find((one) => !one.endsWith('='))!;
const ask = (cookie: string) => app.inject({ url: '/api/identity/device-session', headers: { cookie } });
const grids = async (cookie: string) => (await app.inject({ url: '/api/grids', headers: { cookie } })).statusCode;
const admit = (who: Somebody, id: string, code: string) => who.ask('POST', `/devices/${id}/admission`, { code });

it('lets one screen in by the code that stands on it, by the security administrator alone', async () => {
  const { id, key } = (await system.ask('POST', '/devices', { name: '大厅', areas: [XISHAN] })).body;
  const shown = await show(key);
  expect(shown.statusCode).toBe(202);
  const { code } = shown.json<{ code: string }>();
  const waiting = cookieOf(shown);
  expect(waiting).toMatch(/^fengsui-waiting=/);
  expect(await grids(waiting)).toBe(401);
  expect(await grids(waiting.replace('waiting', 'device'))).toBe(401);
  expect((await ask(waiting)).json()).toEqual({ state: 'waiting', code });

  const neighbour = await somebodyIn(app, 'security-admin', [HUISHAN]);
  expect((await admit(system, id, code)).status).toBe(403);
  expect((await admit(neighbour, id, code)).status).toBe(404);
  expect((await admit(security, id, '000000')).body).toMatchObject({ type: '/problems/no-such-screen' });
  for (const who of [system, security])
    expect((await who.ask('GET', '/devices')).body).toMatchObject([{ id, waiting: 1 }]);
  expect((await admit(security, id, code.toLowerCase())).status).toBe(204);
  expect((await security.ask('GET', '/devices')).body).toMatchObject([{ id, waiting: 0 }]);

  const letIn = await ask(waiting);
  expect(letIn.json()).toEqual({ state: 'let-in' });
  const cookie = cookieOf(letIn);
  expect(cookie).toMatch(/^fengsui-device=/);
  expect(await grids(cookie)).toBe(200);

  // Who made the key knows it: another screen with it waits by itself.
  const another = await show(key);
  expect(another.statusCode).toBe(202);
  expect(another.json<{ code: string }>().code).not.toBe(code);
  expect(await grids(cookieOf(another).replace('waiting', 'device'))).toBe(401);
  expect(await grids(cookie)).toBe(200);

  const rotated = (await system.ask('POST', `/devices/${id}/rotation`, {})).body.key;
  expect(await grids(cookie)).toBe(401);
  const again = await show(rotated);
  expect((await admit(security, id, again.json<{ code: string }>().code)).status).toBe(204);
  expect((await ask(cookieOf(again))).json()).toEqual({ state: 'let-in' });
});

it('is not let in by who knows its key, by direct SQL either', async () => {
  const [by, law] = [
    await somebodyIn(app, 'system-admin', [XISHAN]),
    await somebodyIn(app, 'security-admin', [XISHAN]),
  ];
  const { id, key } = (await by.ask('POST', '/devices', { name: '值班室', areas: [XISHAN] })).body;
  const { code } = (await show(key)).json<{ code: string }>();
  const asSystem = app.database.as(by.scope);
  await expect(
    asSystem.one(sql`UPDATE identity.device_session SET admitted_at = platform.now() WHERE device_id = ${id}`),
  ).rejects.toThrow(/permission denied/);
  await expect(
    app.services.db.one(sql`UPDATE identity.device_session SET admitted_at = platform.now() WHERE device_id = ${id}`),
  ).rejects.toThrow('A screen is let in by the security administrator');
  await app.database.owner.one(sql`UPDATE identity.device SET key_by = ${law.id} WHERE id = ${id} RETURNING id`);
  expect((await admit(law, id, code)).status).toBe(403);
  expect((await law.ask('DELETE', `/devices/${id}`)).status).toBe(403);
});

it('makes a password for programs after a fresh proof alone, and ends it where somebody resets the account', async () => {
  const person = await somebodyIn(app, 'manager', [XISHAN]);
  const made = await person.ask('POST', '/application-passwords', { name: 'QGIS', days: 30 });
  expect(made.status).toBe(201);
  const { login, password } = made.body;
  const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  const read = () => app.inject({ url: '/ogc/collections/sites/items', headers: { authorization } });
  expect((await read()).statusCode).toBe(200);
  app.clock.advance(5 * 60 + 1);
  const late = await person.ask('POST', '/application-passwords', { name: 'QGIS', days: 30 });
  expect([late.status, late.body.type]).toEqual([403, '/problems/proof-needed']);
  expect((await system.ask('POST', `/people/${person.id}/password`)).status).toBe(200);
  expect((await read()).statusCode).toBe(401);
});

it('hands over to nobody who is out of sight', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const stranger = await somebodyIn(app, 'duty-officer', [HUISHAN]);
  const given = (to: string) => officer.ask('POST', '/hand-overs', { note: '无事', to });
  const [unknown, foreign] = [await given('nobody-at-all'), await given(stranger.id)];
  expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/no-such-person']);
  expect([foreign.status, foreign.body.type]).toEqual([404, '/problems/no-such-person']);
  const colleague = await somebodyIn(app, 'duty-officer', [XISHAN]);
  expect((await given(colleague.id)).status).toBe(201);
});

it('shows the figures of the server to who has the whole territory', async () => {
  const figures = (who: Somebody) => who.inject({ url: '/metrics' });
  expect((await figures(system)).json()).toMatchObject({ status: 403, type: '/problems/whole-territory' });
  const whole = await somebodyIn(app, 'system-admin', [WUXI]);
  expect((await figures(whole)).statusCode).toBe(200);
});

it('is not let in any more an hour after its key was shown', async () => {
  const { id, key } = (await system.ask('POST', '/devices', { name: '门厅', areas: [XISHAN] })).body;
  const shown = await show(key);
  app.clock.advance(3600);
  expect((await ask(cookieOf(shown))).json()).toEqual({ state: 'not-waiting' });
  const late = await somebodyIn(app, 'security-admin', [XISHAN]);
  expect((await admit(late, id, shown.json<{ code: string }>().code)).status).toBe(422);
});
