// Staff by HTTP Basic: a person's name and an application password open what the post may read at /ogc, and nothing else.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { somebody, type Somebody } from '../identity/somebody.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { featuresOf, ogrinfo } from '../support/gdal.ts';
import { fill } from './city.ts';

const NOW = '2030-01-01T06:00:00.000Z';
const HOME = { host: 'localhost:8080', origin: 'http://localhost:8080' };
const SITES = '/ogc/collections/sites/items';

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await startApp({ now: NOW });
  await fill(app);
  url = await app.listen();
});
afterAll(() => app.close());
beforeEach(() => app.clock.set(NOW));

let people = 0;
async function program(areas: string[]): Promise<Somebody & { passwordId: string; password: string }> {
  const person = await somebody(app, { login: `gis-${(people += 1)}`, areas });
  const made = await app.inject({
    method: 'POST',
    url: '/api/identity/application-passwords',
    payload: { name: 'QGIS', days: 30 },
    headers: { ...HOME, cookie: person.cookie },
  });
  const { id, password } = made.json<{ id: string; password: string }>();
  return { ...person, passwordId: id, password };
}

const basic = (login: string, password: string) => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
const ask = (path: string, authorization: string, more: object = {}) =>
  app.inject({ url: path, headers: { authorization }, ...more });
const codes = (features: readonly GeoJSON.Feature[]) =>
  features.map(({ id, properties }) => properties?.['code'] ?? id);

describe('the programs of GDAL', () => {
  const as = (login: string, password: string) => [
    '--config',
    'GDAL_HTTP_AUTH',
    'BASIC',
    '--config',
    'GDAL_HTTP_USERPWD',
    `${login}:${password}`,
  ];

  it('see what the person sees, of the own county and no other', async () => {
    const xishan = await program(['320205']);
    const liangxi = await program(['320213']);
    const read = ({ login, password }: { login: string; password: string }) =>
      featuresOf(`OAPIF:${url}/ogc`, 'sites', ...as(login, password));
    const [own, other] = [await read(xishan), await read(liangxi)];
    expect(own.length).toBe(1);
    expect(other.length).toBe(1);
    expect(codes(own)).not.toEqual(codes(other));
    const layers = await ogrinfo(`OAPIF:${url}/ogc`, ...as(xishan.login, xishan.password));
    expect(layers.map(({ name }) => name)).toContain('hazards');
  });

  it('are refused with a wrong password', async () => {
    const { login } = await program(['320205']);
    await expect(ogrinfo(`OAPIF:${url}/ogc`, ...as(login, `fsa_${'A'.repeat(43)}`))).rejects.toThrow(/401|rror/);
  });
});

describe('is refused, and asked for again, the same way', () => {
  type Program = Awaited<ReturnType<typeof program>>;
  const owner = () => app.database.owner;
  it.each<[string, (one: Program) => Promise<unknown>]>([
    [
      'another person’s password',
      async (one) => Object.assign(one, { password: (await program(['320213'])).password }),
    ],
    ['a truncated password', async (one) => Object.assign(one, { password: one.password.slice(0, -1) })],
    ['no password', async (one) => Object.assign(one, { password: '' })],
    ['a name that nobody has', async (one) => Object.assign(one, { login: 'nobody' })],
    [
      'a revoked password',
      (one) =>
        owner().one(
          sql`UPDATE identity.application_password SET revoked_at = platform.now() WHERE id = ${one.passwordId}`,
        ),
    ],
    ['an expired password', async () => app.clock.advance(30 * 24 * 3600)],
    [
      'a deactivated person',
      (one) => owner().one(sql`UPDATE identity.person SET deactivated_at = platform.now() WHERE id = ${one.id}`),
    ],
    [
      'an ended post',
      (one) => owner().one(sql`UPDATE identity.post SET ended_at = platform.now() WHERE id = ${one.postId}`),
    ],
    [
      'a post that is over',
      (one) =>
        owner()
          .one(sql`UPDATE identity.post SET valid_to = valid_from + interval '1 hour' WHERE id = ${one.postId}`)
          .then(() => app.clock.advance(3600)),
    ],
  ])('%s', async (_what, spoil) => {
    const one = await program(['320205']);
    expect((await ask(SITES, basic(one.login, one.password))).statusCode).toBe(200);
    await spoil(one);
    const answer = await ask(SITES, basic(one.login, one.password));
    expect(answer.headers['www-authenticate']).toBe('Basic realm="fengsui", charset="UTF-8"');
    expect(answer.json()).toEqual({
      type: '/problems/wrong-key',
      status: 401,
      title: 'This key is not known, or is no longer',
      instance: SITES,
    });
  });

  it.each([
    'Basic',
    'Basic !!!',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
    'Digest x',
    `basic ${Buffer.from(':').toString('base64')}`,
  ])('%s', async (authorization) => {
    const answer = await ask(SITES, authorization);
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Basic')]);
  });
});

it('opens nothing but what is read at /ogc', async () => {
  const { login, password, cookie } = await program(['320205']);
  const authorization = basic(login, password);
  for (const path of ['/api/sites', '/api/identity/session', '/api/portal/places', '/api/live/position/incidents'])
    expect((await ask(path, authorization)).statusCode).toBe(401);
  const post = { method: 'POST', url: '/api/walls', payload: {}, headers: { ...HOME, cookie, authorization } } as const;
  expect((await app.inject(post)).statusCode).toBe(401);
  const foreign = { method: 'POST', url: SITES, headers: { authorization, origin: 'https://evil.example' } } as const;
  expect([403, 404, 405]).toContain((await app.inject(foreign)).statusCode);
});

it('wins over a cookie beside it, and is not passed over for it where it is wrong', async () => {
  const { login, password } = await program(['320205']);
  const { cookie } = await program(['3202']);
  const count = async (headers: Record<string, string>) =>
    (await app.inject({ url: SITES, headers })).json<{ numberMatched?: number }>().numberMatched;
  expect(await count({ cookie })).toBe(2);
  expect(await count({ cookie, authorization: basic(login, password) })).toBe(1);
  expect(
    (await ask(SITES, basic(login, 'wrong'), { headers: { cookie, authorization: basic(login, 'wrong') } })).statusCode,
  ).toBe(401);
});

it('is kept by no cache for others', async () => {
  const { login, password } = await program(['320205']);
  const answer = await ask(SITES, basic(login, password));
  expect(answer.headers).toMatchObject({
    'cache-control': 'private, no-cache',
    vary: expect.stringContaining('authorization') as string,
  });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

it('writes down when it was used, the first time in the audit', async () => {
  const { id, login, password, passwordId } = await program(['320205']);
  const used = async () =>
    (await app.database.owner.one<{ at: string | null }>(
      sql`SELECT used_at AS at FROM identity.application_password WHERE id = ${passwordId}`,
    ))!.at;
  expect(await used()).toBeNull();
  await ask(SITES, basic(login, password));
  expect(await used()).toBe(NOW);
  app.clock.advance(60);
  await ask(SITES, basic(login, password));
  expect(await used()).toBe('2030-01-01T06:01:00.000Z');
  const uses = await app.database.owner.many(
    sql`SELECT actor, areas FROM audit.entry WHERE act = 'identity:use-application-password' AND object = ${`identity.application_password/${passwordId}`}`,
  );
  expect(uses).toEqual([{ actor: id, areas: ['320205'] }]);
});

it('lets an address that guesses wait, and not the program that is right', async () => {
  const { login, password } = await program(['320205']);
  const from = { remoteAddress: '203.0.113.77' };
  expect((await ask(SITES, basic(login, password), from)).statusCode).toBe(200);
  for (let no = 0; no < 60; no += 1) await ask(SITES, basic(login, `fsa_${no}`), from);
  expect((await ask(SITES, basic(login, 'fsa_x'), from)).statusCode).toBe(429);
  expect((await ask(SITES, basic(login, password), from)).statusCode).toBe(200);
});
