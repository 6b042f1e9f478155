import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { daysAfter } from '../../server/identity/feed-keys.ts';
import { issueDeviceKey, revokeDevice } from '../../server/identity/machines/device-keys.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { somebody, type Somebody } from './somebody.ts';

const NOW = '2030-01-01T06:00:00.000Z';

let app: TestApp;
let person: Somebody;
beforeAll(async () => {
  app = await startApp({ now: NOW });
  await loadTown(app.database.owner);
  person = await somebody(app, { login: 'zhang', areas: ['320205'] });
});
afterAll(() => app.close());
beforeEach(() => app.clock.set(NOW));

let made = 0;
const issue = (areas = ['320213']) =>
  issueDeviceKey(app.services.db, { name: `大屏 ${(made += 1)}`, areas, expiresAt: daysAfter(app.clock(), 30) });
const show = (key: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/api/identity/device-session', payload: { key }, headers });
const cookieOf = (answer: Awaited<ReturnType<typeof show>>) => String(answer.headers['set-cookie']).split(';')[0]!;
const who = async (headers: Record<string, string>) =>
  (await app.inject({ url: '/api/identity/session', headers })).json<{
    role: string;
    areas: string[];
    user: { id: string };
  }>();

async function opened(areas?: string[]) {
  const { id, key } = await issue(areas);
  const answer = await show(key);
  return { id, key, answer, cookie: cookieOf(answer) };
}

it('opens a session with the key, which lives as long as the key and is no key', async () => {
  const { id, key, answer, cookie } = await opened();
  expect(answer.statusCode).toBe(204);
  const header = String(answer.headers['set-cookie']);
  expect(header).toContain('HttpOnly; SameSite=Strict');
  expect(header).toContain(`Max-Age=${30 * 24 * 3600}`);
  expect(header).not.toContain(key.slice(12));
  expect(await who({ cookie })).toMatchObject({ role: 'wall', areas: ['320213'], user: { id } });
  const rows = await app.database.owner.one<{ text: string }>(
    sql`SELECT (SELECT string_agg(d::text, ' ') FROM identity.device d) || (SELECT string_agg(s::text, ' ') FROM identity.device_session s) AS text`,
  );
  expect(rows!.text).not.toContain(key.slice(12));
  expect(rows!.text).not.toContain(cookie.split('=')[1]);
});

it('says "__Host-" and Secure where there is TLS', async () => {
  const secure = await startApp({ now: NOW, database: app.database, env: { PUBLIC_URL: 'https://fengsui.example' } });
  const { key } = await issue();
  const answer = await secure.inject({ method: 'POST', url: '/api/identity/device-session', payload: { key } });
  expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-fengsui-device=[\w-]{43}; Path=\/; .*; Secure$/);
  await secure.close();
});

it('has no idle time, and ends with the key', async () => {
  const { cookie } = await opened();
  app.clock.advance(30 * 24 * 3600 - 1);
  expect(await who({ cookie })).toMatchObject({ role: 'wall' });
  app.clock.advance(1);
  expect(await who({ cookie })).toMatchObject({ role: 'public', areas: [] });
});

it('ends at once where the key was taken back or changed', async () => {
  const one = await opened();
  await revokeDevice(app.services.db, one.id);
  expect(await who({ cookie: one.cookie })).toMatchObject({ role: 'public' });
  expect((await show(one.key)).json()).toMatchObject({ status: 401, type: '/problems/wrong-key' });
  const other = await opened();
  await app.database.owner.one(
    sql`UPDATE identity.device SET prefix = 'fsd_newnewne', key_hash = sha256('new') WHERE id = ${other.id}`,
  );
  expect(await who({ cookie: other.cookie })).toMatchObject({ role: 'public' });
});

it('gives the same answer to a key that is wrong, truncated, of another kind or revoked', async () => {
  const { id, key } = await issue();
  const revoked = await issue();
  await revokeDevice(app.services.db, revoked.id);
  const wrong = ['nonsense', key.slice(0, 12), key.slice(0, -1), `${key.slice(0, 12)}${'A'.repeat(35)}`, revoked.key];
  const answers = await Promise.all([...wrong, key.replace('fsd_', 'fsk_')].map((each) => show(each)));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(answers[0]!.json()).toMatchObject({ status: 401, type: '/problems/wrong-key' });
  expect(await app.database.owner.many(sql`SELECT 1 FROM identity.device_session WHERE device_id = ${id}`)).toEqual([]);
});

it('lets an address that shows many wrong keys wait', async () => {
  const from = (key: string) =>
    app.inject({ method: 'POST', url: '/api/identity/device-session', payload: { key }, remoteAddress: '203.0.113.7' });
  const { key } = await issue();
  for (let no = 0; no < 60; no += 1) expect((await from(`fsd_${no}`)).statusCode).toBe(401);
  expect((await from('fsd_x')).statusCode).toBe(429);
  expect((await from(key)).statusCode).toBe(429);
});

it('counts cookies that are no session, and hinders nobody who has one', async () => {
  const { cookie } = await opened();
  const remoteAddress = '203.0.113.8';
  const ask = (sent: string) => app.inject({ url: '/api/identity/session', headers: { cookie: sent }, remoteAddress });
  expect((await ask(cookie)).statusCode).toBe(200);
  for (let no = 0; no < 60; no += 1) await ask(`fengsui-device=${'A'.repeat(43)}`);
  expect((await ask(`fengsui-device=${'A'.repeat(43)}`)).statusCode).toBe(429);
  expect((await ask(cookie)).json()).toMatchObject({ role: 'wall' });
});

it('puts a header before cookies, and a person before the screen', async () => {
  const { cookie } = await opened();
  const both = `${cookie}; ${person.cookie}`;
  expect(await who({ cookie: both })).toMatchObject({ role: 'manager', areas: ['320205'] });
  const wrong = { cookie: both, authorization: 'Bearer wrong' };
  expect((await app.inject({ url: '/api/identity/session', headers: wrong })).statusCode).toBe(401);
  await app.database.owner.one(sql`UPDATE identity.session SET ended_at = platform.now(), ended_why = 'signed-out'`);
  expect(await who({ cookie: both })).toMatchObject({ role: 'wall', areas: ['320213'] });
});

it('takes no key as a cookie and no cookie as a key', async () => {
  const { key, cookie } = await opened();
  expect(await who({ cookie: `fengsui-device=${key}` })).toMatchObject({ role: 'public' });
  expect((await show(cookie.split('=')[1]!)).statusCode).toBe(401);
});

it('shows a page of another site no way to it', async () => {
  const { key } = await issue();
  expect((await show(key, { origin: 'https://evil.example', host: 'localhost:8080' })).statusCode).toBe(403);
});

it('goes when the screen says so', async () => {
  const { cookie } = await opened();
  const gone = await app.inject({
    method: 'DELETE',
    url: '/api/identity/device-session',
    headers: { cookie, host: 'localhost', origin: 'http://localhost' },
  });
  expect(gone.statusCode).toBe(204);
  expect(String(gone.headers['set-cookie'])).toContain('fengsui-device=; Path=/; Max-Age=0');
  expect(await who({ cookie })).toMatchObject({ role: 'public' });
});

it('may do what is declared for walls and nothing else', async () => {
  const { cookie } = await opened();
  const headers = { cookie, host: 'localhost:8080', origin: 'http://localhost:8080' };
  const shown = (await app.inject({ url: '/api/identity/session', headers })).json<{ acts: string[] }>();
  const declared = app.services.declarations.all();
  const forWalls = declared.filter(({ access }) => access.who.includes('wall') || access.who.includes('public'));
  expect(shown.acts).toEqual([...new Set(forWalls.map(({ access }) => access.act))].sort());
  const others = declared.filter(
    ({ kind, what, access }) =>
      kind === 'route' &&
      /^(GET|POST|PUT|DELETE|PATCH) \/api/.test(what) &&
      !forWalls.some((one) => one.access === access),
  );
  expect(others.length).toBeGreaterThan(20);
  for (const { what } of others) {
    const [method, url] = what.split(' ') as ['GET', string];
    const answer = await app.inject({ method, url: url.replace(/:\w+/g, 'x').replace('*', 'x'), headers });
    expect([what, answer.statusCode]).toEqual([what, 403]);
  }
});

it('keeps in the audit that a key was made, shown and taken back', async () => {
  const { id, key } = await opened();
  await show(key);
  await revokeDevice(app.services.db, id);
  const entries = await app.database.owner.many(
    sql`SELECT act, actor, after->>'first' AS first FROM audit.entry WHERE object = ${`identity.device/${id}`} ORDER BY no`,
  );
  expect(entries).toEqual([
    { act: 'identity:issue-key', actor: 'job', first: null },
    { act: 'identity:use-key', actor: id, first: 'true' },
    { act: 'identity:use-key', actor: id, first: 'false' },
    { act: 'identity:revoke-key', actor: 'job', first: null },
  ]);
});
