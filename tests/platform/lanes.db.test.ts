// Ten times the rate, in each lane, by key and by address; the clock stands still, so that the figures are exact.
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { sql } from '../../db/sql.ts';
import { allow } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { quietLog, type TestDatabase } from '../support/database.ts';

const RATE = 20;
const env = {
  PUBLIC_RATE_PER_MINUTE: String(RATE),
  STAFF_RATE_PER_MINUTE: String(RATE),
  FEED_RATE_PER_MINUTE: String(RATE),
  TRUSTED_PROXIES: '127.0.0.1/32',
};
const open = { access: allow('public', 'doors:open', { area: 'none', data: 'public' }) };
const staff = { access: allow('staff', 'doors:enter', { area: 'own', data: 'internal' }) };
const feed = { access: allow('feed', 'doors:feed', { area: 'feed', data: 'internal' }) };
const doors: Capability = {
  name: 'doors',
  routes: () => async (app) => {
    app.get('/open', { config: open }, ({ db }) => db.one(sql`SELECT current_user AS role`));
    app.get('/staff', { config: staff }, ({ db }) => db.one(sql`SELECT current_user AS role`));
    app.post('/feed', { config: feed }, ({ db }) => db.one(sql`SELECT current_user AS role`));
  },
};

const sockets = {
  crowd: new Agent({ keepAlive: true, maxSockets: 100 }),
  staff: new Agent({ keepAlive: true, maxSockets: 10 }),
};
let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp({ capabilities: [doors], env });
  other = await startApp({ capabilities: [doors], env, database: await secondDoor(app.database) });
});
afterAll(async () => {
  for (const agent of Object.values(sockets)) agent.destroy();
  await other.close();
  if (other.database !== app.database) await other.database.close();
  await app.close();
});
let hour = 0;
beforeEach(() => {
  hour += 1;
  for (const { clock } of [app, other]) clock.set(`2030-01-01T${String(hour).padStart(2, '0')}:00:00Z`);
});

/** Pools of its own, as another process has them; the embedded engine has one process only. */
async function secondDoor(database: TestDatabase): Promise<TestDatabase> {
  const { url } = database;
  if (url === undefined) return database;
  return { ...(await openPostgres({ databaseUrl: url, clock: () => new Date(), log: quietLog })), url };
}

interface Ask {
  readonly at?: TestApp;
  readonly from?: string;
  readonly scope?: TestScope;
  readonly door?: 'open' | 'staff' | 'feed' | 'none';
}
const ask = ({ at = app, from = '203.0.113.7', scope = { role: 'public' }, door = 'open' }: Ask = {}) =>
  at.as(scope).inject({
    method: door === 'feed' ? 'POST' : 'GET',
    url: `/api/doors/${door}`,
    remoteAddress: from,
  });
const manager = (actor: string): TestScope => ({ role: 'manager', areas: ['3202'], actor });
const sender = (actor: string): TestScope => ({ role: 'feed', areas: ['3202'], actor });

/** How often each status was answered. */
async function tally(count: number, asks: (no: number) => Ask): Promise<Record<number, number>> {
  const answers = await Promise.all(Array.from({ length: count }, (_, no) => ask(asks(no))));
  const tallied: Record<number, number> = {};
  for (const { statusCode } of answers) tallied[statusCode] = (tallied[statusCode] ?? 0) + 1;
  return tallied;
}

it.each<[string, Ask, Ask]>([
  ['an address of the public', {}, { from: '203.0.113.8' }],
  ['an account', { scope: manager('wang'), door: 'staff' }, { scope: manager('li'), door: 'staff' }],
  ['a feed', { scope: sender('f1'), door: 'feed' }, { scope: sender('f2'), door: 'feed' }],
])(
  'stops %s at its rate when it asks ten times as much, says for how long, and lets the next one in',
  async (_who, one, next) => {
    expect(await tally(10 * RATE, () => one)).toEqual({ 200: RATE, 429: 9 * RATE });
    const refused = await ask(one);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(refused.headers['retry-after']).toBe('60'); // the clock of the test stands at the beginning of a minute
    expect((await ask(next)).statusCode).toBe(200);
    app.clock.advance(60);
    expect((await ask(one)).statusCode).toBe(200);
  },
);

it('lets an office in through one address, and stops it at twenty times the rate of one account', async () => {
  const office = (no: number): Ask => ({ from: '198.51.100.1', scope: manager(`clerk ${no % 40}`), door: 'staff' });
  expect(await tally(25 * RATE, office)).toEqual({ 200: 20 * RATE, 429: 5 * RATE });
  expect((await ask({ from: '198.51.100.2', scope: manager('elsewhere'), door: 'staff' })).statusCode).toBe(200);
});

it('counts what is refused and what is not there, too', async () => {
  expect(await tally(RATE, (no) => ({ door: no % 2 ? 'staff' : 'none' }))).toEqual({ 401: RATE / 2, 404: RATE / 2 });
  expect((await ask()).statusCode).toBe(429);
});

it('counts a whole network of IPv6 as one: its owner has as many addresses as he likes', async () => {
  expect(await tally(3 * RATE, (no) => ({ from: `2001:db8:1:2::${no.toString(16)}` }))).toEqual({
    200: RATE,
    429: 2 * RATE,
  });
});

it('keeps to the limit over two servers', async () => {
  const both = (no: number): Ask => ({ at: no % 2 ? app : other });
  expect(await tally(10 * RATE, both)).toEqual({ 200: RATE, 429: 9 * RATE });
});

it('keeps staff and feeds going while the public asks ten times its rate from ten addresses, by real sockets', async () => {
  const url = await app.listen();
  const crowd = Array.from({ length: 10 * 10 * RATE }, (_, no) =>
    statusOf(
      `${url}/api/doors/open`,
      {
        'x-forwarded-for': `192.0.2.${no % 10}`,
        ...app.as({ role: 'public' }).headers,
      },
      { agent: sockets.crowd },
    ),
  );
  const work = Array.from({ length: RATE }, (_, no) => [
    statusOf(`${url}/api/doors/staff`, app.as(manager(`busy ${no % 5}`)).headers),
    statusOf(`${url}/api/doors/feed`, app.as(sender(`busy ${no % 5}`)).headers, { method: 'POST' }),
  ]).flat();
  expect(new Set(await Promise.all(work))).toEqual(new Set([200]));
  const answers = await Promise.all(crowd);
  expect(answers.filter((status) => status === 200)).toHaveLength(10 * RATE);
  expect(answers.filter((status) => status === 429)).toHaveLength(10 * 9 * RATE);

  // Nor does a spent address open a live line.
  const spent = { 'x-forwarded-for': '192.0.2.1', ...app.as({ role: 'public' }).headers };
  const socket = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  expect(await statusOf(`${url}/live/?EIO=4&transport=websocket`, { ...spent, ...socket })).toBe(429);
});

async function statusOf(
  url: string,
  headers: Record<string, string>,
  { method = 'GET', agent = sockets.staff }: { method?: string; agent?: Agent } = {},
): Promise<number> {
  const asked = request(url, { method, headers, agent }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode!;
}
