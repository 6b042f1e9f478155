import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { somebody, type Somebody } from './somebody.ts';

const NOW = '2030-01-01T06:00:00.000Z';
const PATH = '/api/identity/application-passwords';
const HOME = { host: 'localhost:8080', origin: 'http://localhost:8080' };

let app: TestApp;
let zhang: Somebody;
let li: Somebody;
beforeAll(async () => {
  app = await startApp({ now: NOW });
  await loadTown(app.database.owner);
  zhang = await somebody(app, { login: 'zhang', areas: ['320205'] });
  li = await somebody(app, { login: 'li', areas: ['320213'] });
});
afterAll(() => app.close());
beforeEach(() => app.clock.set(NOW));

const make = (who: Somebody, body: object = { name: 'QGIS', days: 30 }) =>
  app.inject({ method: 'POST', url: PATH, payload: body, headers: { ...HOME, cookie: who.cookie } });
const list = async (who: Somebody) =>
  (await app.inject({ url: PATH, headers: { cookie: who.cookie } })).json<Record<string, unknown>[]>();
const revoke = (who: Somebody, id: string) =>
  app.inject({ method: 'DELETE', url: `${PATH}/${id}`, headers: { ...HOME, cookie: who.cookie } });

it('shows the password once, and then no more than its beginning', async () => {
  const made = await make(zhang);
  expect(made.statusCode).toBe(201);
  const { id, login, password } = made.json<Record<'id' | 'login' | 'password', string>>();
  expect({ login, password }).toEqual({ login: 'zhang', password: expect.stringMatching(/^fsa_[\w-]{43}$/) as string });
  expect(made.headers['cache-control']).toBe('no-store');
  const listed = await list(zhang);
  expect(listed).toMatchObject([
    { id, name: 'QGIS', prefix: password.slice(0, 12), role: 'manager', state: 'in-use', usedAt: null },
  ]);
  expect(listed[0]!['expiresAt']).toBe('2030-01-31T06:00:00.000Z');
  const stored = await app.database.owner.one<{ text: string }>(
    sql`SELECT string_agg(a::text, ' ') AS text FROM identity.application_password a`,
  );
  expect(stored!.text).not.toContain(password.slice(12));
});

it('is asked for in a session, as everything of one’s own', async () => {
  const without = app.as({ role: 'manager', areas: ['320205'] });
  const asked = [
    await without.inject(PATH),
    await without.inject({ method: 'POST', url: PATH, payload: { name: 'QGIS', days: 30 }, headers: HOME }),
    await without.inject({ method: 'DELETE', url: `${PATH}/1`, headers: HOME }),
  ];
  expect(asked.map((answer) => answer.json<{ type: string }>().type)).toEqual(
    asked.map(() => '/problems/not-signed-in'),
  );
});

it('is the business of its person alone', async () => {
  const { id } = (await make(zhang)).json<{ id: string }>();
  expect((await list(li)).map((one) => one['id'])).not.toContain(id);
  expect((await revoke(li, id)).statusCode).toBe(404);
  expect((await revoke(zhang, id)).statusCode).toBe(204);
  expect((await revoke(zhang, id)).statusCode).toBe(404);
  expect((await list(zhang)).find((one) => one['id'] === id)).toMatchObject({ state: 'revoked' });
});

it.each([
  { name: '', days: 30 },
  { name: '   ', days: 30 },
  { name: 'x', days: 0 },
  { name: 'x', days: 366 },
  { name: 'x' },
])('refuses %j', async (body) => expect((await make(zhang, body)).statusCode).toBe(422));

it('cannot be made to live longer by SQL, for another person, or brought back', async () => {
  const token = zhang.cookie.split('=')[1]!;
  const staff = app.database.as({
    role: 'staff',
    areas: ['320205'],
    actor: zhang.id,
    session: (await app.database.owner.one<{ hash: string }>(
      sql`SELECT encode(sha256(${token}::bytea), 'hex') AS hash`,
    ))!.hash,
  });
  const insert = (person: Somebody, days: number) =>
    staff.one(sql`
      INSERT INTO identity.application_password (person_id, post_id, name, prefix, key_hash, expires_at)
      VALUES (${person.id}, ${person.postId}, 'x', ${`fsa_${days}${person.login}xxxxxxxx`.slice(0, 12)}, sha256(${`${days}`}::bytea), platform.now() + make_interval(days => ${days}))`);
  await expect(insert(li, 30)).rejects.toThrow(/row-level security/);
  await expect(insert(zhang, 400)).rejects.toThrow(/check constraint/);
  await insert(zhang, 300);
  const { id } = (await make(zhang)).json<{ id: string }>();
  await revoke(zhang, id);
  await expect(
    staff.one(sql`UPDATE identity.application_password SET revoked_at = NULL WHERE id = ${id}`),
  ).rejects.toThrow(/stays revoked/);
});

it('is kept in the audit, made and taken back, by the person', async () => {
  const { id, password } = (await make(zhang)).json<{ id: string; password: string }>();
  await revoke(zhang, id);
  const entries = await app.database.owner.many<{ act: string; actor: string; text: string }>(
    sql`SELECT act, actor, e::text AS text FROM audit.entry e WHERE object = ${`identity.application_password/${id}`} ORDER BY no`,
  );
  expect(entries.map(({ act, actor }) => [act, actor])).toEqual([
    ['identity:make-application-password', zhang.id],
    ['identity:revoke-application-password', zhang.id],
  ]);
  expect(entries.map(({ text }) => text).join()).not.toContain(password.slice(12));
});
