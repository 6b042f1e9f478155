import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { request } from 'node:http';
import { sql } from '../../db/sql.ts';
import { databaseRoleOf } from '../../server/identity/database-role.ts';
import { allow } from '../../server/identity/guard.ts';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { startApp, type TestApp } from '../support/app.ts';

const doors: Capability = {
  name: 'doors',
  routes: () => async (app) => {
    const show = async ({ db, user }: { db: TestApp['services']['db']; user: { id: string } }) => ({
      user: user.id,
      seen: await db.one(
        sql`SELECT current_user AS role, platform.areas() AS areas, current_setting('app.actor') AS actor`,
      ),
    });
    app.get('/open', { config: { access: allow('public', 'doors:open', { area: 'none', data: 'public' }) } }, show);
    app.get('/staff', { config: { access: allow('staff', 'doors:enter', { area: 'own', data: 'internal' }) } }, show);
    app.get('/feed', { config: { access: allow('feed', 'doors:feed', { area: 'feed', data: 'internal' }) } }, show);
    app.post('/staff', { config: { access: allow('staff', 'doors:push', { area: 'own', data: 'internal' }) } }, show);
  },
};

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startApp({ capabilities: [doors] });
  key = (await issueFeedKey(app.services.db, '接入', ['320205'], app.clock())).key;
});
afterAll(() => app.close());

const CELLS = [
  ['open', 'public', 200],
  ['open', 'manager', 200],
  ['open', 'feed', 200],
  ['staff', 'public', 401],
  ['staff', 'manager', 200],
  ['staff', 'feed', 403],
  ['feed', 'public', 401],
  ['feed', 'manager', 403],
  ['feed', 'feed', 200],
] as const;

it.each(CELLS)('answers at /%s to %s with %i', async (door, role, status) => {
  const answer = await app.as({ role, areas: ['320205'] }).inject(`/api/doors/${door}`);
  expect(answer.statusCode).toBe(status);
  if (status === 200)
    expect(answer.json()).toMatchObject({
      seen: { role: `fengsui_${databaseRoleOf(role)}`, areas: ['320205'], actor: 'tester' },
    });
  else expect(answer.headers['content-type']).toContain('application/problem+json');
});

it('knows a feed by its key, with the areas of the feed', async () => {
  const answer = await app.inject({ url: '/api/doors/feed', headers: { authorization: `Bearer ${key}` } });
  expect(answer.json()).toMatchObject({ seen: { role: 'fengsui_feed', areas: ['320205'] } });
});

it.each(['Bearer wrong', 'Bearer ', 'Basic abc', 'nonsense', `Bearer fsk_'; DROP TABLE identity.feed; --`])(
  'refuses the key "%s" and never falls back, not even on an open door',
  async (authorization) => {
    for (const door of ['open', 'staff']) {
      const answer = await app.inject({ url: `/api/doors/${door}`, headers: { authorization } });
      expect(answer.json()).toMatchObject({ status: 401, type: '/problems/wrong-key' });
    }
  },
);

it('keeps a hash of the key and nothing of the key', async () => {
  const stored = await app.database.owner.one<{ text: string }>(
    sql`SELECT string_agg(feed::text, ' ') AS text FROM identity.feed`,
  );
  expect(stored!.text).not.toContain(key.slice(4));
});

it('refuses a key that was taken back', async () => {
  const other = await issueFeedKey(app.services.db, '旧接入', ['320205'], app.clock());
  await app.services.db.many(sql`UPDATE identity.feed SET revoked_at = ${app.clock()} WHERE id = ${other.id}`);
  const answer = await app.inject({ url: '/api/doors/feed', headers: { authorization: `Bearer ${other.key}` } });
  expect(answer.statusCode).toBe(401);
});

it('takes nobody for staff because of the machine that asks', async () => {
  expect((await app.inject({ url: '/api/doors/staff', headers: { host: 'localhost' } })).statusCode).toBe(401);
});

it.each(['https://evil.example', 'null'])('lets no page of %s change anything', async (origin) => {
  const answer = await app.inject({ method: 'POST', url: '/api/doors/staff', headers: { host: 'localhost', origin } });
  expect(answer.json()).toMatchObject({ status: 403, type: '/problems/foreign-origin' });
});

describe('the live line', () => {
  let url: string;
  beforeAll(async () => {
    url = await app.listen();
  });

  const upgrade = (headers: Record<string, string>) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = request(`${url}/live/?EIO=4&transport=websocket`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...headers,
        },
      });
      asked.on('error', reject);
      asked.on('upgrade', (answer, socket) => {
        socket.destroy();
        resolve({ status: answer.statusCode!, body: '' });
      });
      asked.on('response', (answer) => {
        let body = '';
        answer.on('data', (chunk) => (body += String(chunk)));
        answer.on('end', () => resolve({ status: answer.statusCode!, body }));
      });
      asked.end();
    });

  it('opens to a program and to our own page, and to nobody who is not known', async () => {
    const { headers } = app.as({});
    expect(await upgrade(headers)).toMatchObject({ status: 101 });
    expect(await upgrade({ ...headers, origin: url })).toMatchObject({ status: 101 });
    expect(await upgrade({ origin: url })).toMatchObject({ status: 401 });
  });

  it.each(['https://evil.example', 'null'])('does not open to a page of %s', async (origin) => {
    const { status, body } = await upgrade({ origin });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ type: '/problems/foreign-origin', status: 403 });
  });

  it('does not open with a wrong key', async () => {
    expect(await upgrade({ authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
  });

  it('works by long polling too, under the same guard', async () => {
    const socket = io(url, {
      path: '/live',
      transports: ['polling'],
      forceNew: true,
      extraHeaders: app.as({}).headers,
    });
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)));
    socket.disconnect();
    const answer = await app.inject({
      method: 'POST',
      url: '/live/?EIO=4&transport=polling',
      headers: { origin: 'null' },
    });
    expect(answer.statusCode).toBe(403);
  });
});

describe('what does not declare itself does not start', () => {
  it.each<[string, Capability, RegExp]>([
    [
      'a route',
      { name: 'bare', routes: () => async (bare) => void bare.get('/', async () => 'x') },
      /GET \/api\/bare\/? does not declare its access/,
    ],
    [
      'a route for nobody',
      {
        name: 'bare',
        routes: () => async (bare) =>
          void bare.get(
            '/',
            { config: { access: allow([], 'bare:read', { area: 'own', data: 'internal' }) } },
            async () => 'x',
          ),
      },
      /lets nobody in/,
    ],
    [
      'a topic that shows the public what is internal',
      {
        name: 'bare',
        topics: [{ name: 'bare', access: allow('public', 'bare:follow', { area: 'own', data: 'internal' }) }],
      },
      /The topic "bare" shows internal data to the public/,
    ],
    [
      'a layer of personal data without a purpose',
      {
        name: 'bare',
        layers: [
          {
            name: 'bare',
            access: allow('staff', 'bare:read', { area: 'own', data: 'personal' }),
            minZoom: 1,
            maxZoom: 2,
            rows: () => sql`SELECT 1`,
          },
        ],
      },
      /The tile layer "bare" shows personal data without a purpose/,
    ],
    [
      'an undeclared topic',
      { name: 'bare', topics: [{ name: 'bare' } as never] },
      /The topic "bare" does not declare its access/,
    ],
  ])('%s', async (_what, capability, message) => {
    await expect(startApp({ capabilities: [capability], database: app.database })).rejects.toThrow(message);
  });
});
