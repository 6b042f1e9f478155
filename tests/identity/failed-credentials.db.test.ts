import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import { buildApp } from '../../server/app.ts';
import { identity } from '../../server/identity/capability.ts';
import { Declarations } from '../../server/platform/declarations.ts';
import { buildResolver } from '../../server/identity/resolver.ts';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { anAccount, PASSWORD } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (remoteAddress: string, headers: Record<string, string>) =>
  app.inject({ url: '/api/portal/places', remoteAddress, headers });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const issue = async (name: string) => issueFeedKey(app.services.db, name, ['320205'], app.clock());

it.each([
  ['keys', (no: number) => bearer(`xyz${no}`)],
  ['one key', () => bearer('xyz')],
  ['cookies of a remote', () => ({ cookie: 'fengsui-remote=x' })],
])('stops an address that shows wrong %s, says for how long, and leaves another alone', async (what, headers) => {
  const from = `203.0.113.${what.length}`;
  const answers = [];
  for (let no = 0; no < 100; no += 1) answers.push(await ask(from, headers(no)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([
    ...Array<number>(60).fill(401),
    ...Array<number>(40).fill(429),
  ]);
  const last = answers.at(-1)!;
  expect(last.json()).toMatchObject({ type: '/problems/too-many-requests' });
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('203.0.113.200', headers(0))).statusCode).toBe(401);
});

it('hinders no feed at work behind the same proxy, and no longer one whose key was taken back', async () => {
  const proxy = '203.0.113.100';
  const { id, key } = await issue('代理后的接入');
  expect((await ask(proxy, bearer(key))).statusCode).toBe(200);
  for (let no = 0; no < 61; no += 1) await ask(proxy, bearer('xyz'));
  expect((await ask(proxy, bearer('xyz'))).statusCode).toBe(429);
  expect((await ask(proxy, bearer(key))).statusCode).toBe(200);
  await app.services.db.many(sql`UPDATE identity.feed SET revoked_at = ${app.clock()} WHERE id = ${id}`);
  expect((await ask(proxy, bearer(key))).statusCode).toBe(401);
  expect((await ask(proxy, bearer(key))).statusCode).toBe(429);
});

it('does not ask the database for whoever has to wait', async () => {
  const { db, database, config } = app.services;
  let asked = 0;
  const counting = { ...db, one: (query: Parameters<typeof db.one>[0]) => ((asked += 1), db.one(query)) } as typeof db;
  const resolve = buildResolver({ db: counting, database, config });
  const asker = { headers: bearer('xyz'), remoteAddress: '203.0.113.101' };
  await Promise.allSettled(Array.from({ length: 2500 }, () => resolve(asker)));
  expect(asked).toBe(60);
});

it('counts in one place: whoever has just signed in is told by the resolver of the whole application', async () => {
  const { services } = app;
  const asked: (string | undefined)[] = [];
  const real = buildResolver(services);
  const house = await buildApp(
    { ...services, declarations: new Declarations() },
    {
      capabilities: [identity],
      resolve: (asker) => (asked.push(asker.headers.cookie), real(asker)),
      isSetUp: () => Promise.resolve(true),
    },
  );
  await anAccount(app, { login: 'once-asked' });
  const payload = { login: 'once-asked', password: PASSWORD };
  const answer = await house.inject({ method: 'POST', url: '/api/identity/sign-in', payload });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(asked).toEqual([undefined, expect.stringMatching(/^fengsui-session=/)]);
  await house.close();
});
