// A crowd that asks slowly, over real sockets: whom there is no room for is sent away, staff and feeds come through.
import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { allow } from '../../server/identity/guard.ts';
import { divisionTiles } from '../../server/grids/tiles.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { describeOn } from '../support/one-engine.ts';

/** Not what is usual: the settings count. */
const PUBLIC_AT_ONCE = 20;
const PUBLIC_STATEMENTS = 3;

/** Whatever waits here goes on when it is opened. */
let opened = () => {};
let door = new Promise<void>((resolve) => (opened = resolve));
let arrived = 0;
const come = () => ((arrived += 1), door);

/** For the thing itself, on whatever machine. */
const PATIENCE = { timeout: 30_000 };

const open = { access: allow('public', 'doors:open', { area: 'none', data: 'public' }) };
const staff = { access: allow('staff', 'doors:enter', { area: 'own', data: 'internal' }) };
const whoAmI = sql`SELECT current_user AS role`;
const TILE = '/api/tiles/divisions/0/public/9/427/208.mvt';
const doors: Capability = {
  name: 'doors',
  layers: [divisionTiles],
  routes: () => async (app) => {
    app.get('/slow', { config: open }, async () => (await come(), { done: true }));
    app.get('/slow-query', { config: open }, ({ db }) =>
      db.transaction(async (tx) => {
        await tx.one(whoAmI);
        await come();
        return { done: true };
      }),
    );
    app.get('/quick', { config: open }, async () => ({ done: true }));
    app.get('/staff', { config: staff }, ({ db }) => db.one(whoAmI));
  },
};

let app: TestApp;
let port: number;
let agent: Agent;
beforeAll(async () => {
  app = await startApp({
    capabilities: [doors],
    env: {
      PUBLIC_RATE_PER_MINUTE: '100000',
      PUBLIC_REQUESTS_AT_ONCE: String(PUBLIC_AT_ONCE),
      PUBLIC_STATEMENTS_AT_ONCE: String(PUBLIC_STATEMENTS),
    },
  });
  port = Number(new URL(await app.listen()).port);
  agent = new Agent({ keepAlive: true });
});
afterEach(() => {
  opened();
  door = new Promise<void>((resolve) => (opened = resolve));
  arrived = 0;
});
afterAll(async () => {
  agent.destroy();
  await app.close();
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}
interface Asked {
  readonly answer: Promise<Answer | undefined>;
  /** The asker goes away without an answer. */
  leave(): void;
}

function ask(path: string, scope: TestScope = { role: 'public' }): Asked {
  let hasLeft = false;
  const asked = request({ port, path, agent, headers: app.as(scope).headers });
  const answer = new Promise<Answer | undefined>((resolve, reject) => {
    asked.on('error', (error) => (hasLeft ? resolve(undefined) : reject(error)));
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      const retryAfter = response.headers['retry-after'];
      response.on('end', () => resolve({ status: response.statusCode!, retryAfter, body }));
    });
  });
  asked.end();
  return { answer, leave: () => ((hasLeft = true), asked.destroy()) };
}
const crowd = (count: number, path: string) => Array.from({ length: count }, () => ask(path));
const manager: TestScope = { role: 'manager', areas: ['3202'], actor: 'wang' };
const statusOf = async ({ answer }: Asked) => (await answer)?.status;

it('sends away whom there is no room for, and nobody else', async () => {
  const inside = crowd(PUBLIC_AT_ONCE, '/api/doors/slow');
  await expect.poll(() => arrived, PATIENCE).toBe(PUBLIC_AT_ONCE);
  const refused = (await ask('/api/doors/slow').answer)!;
  expect(refused).toMatchObject({ status: 503, retryAfter: '2' });
  expect(JSON.parse(refused.body)).toMatchObject({ type: '/problems/busy', status: 503 });
  expect(await statusOf(ask('/api/doors/staff', manager))).toBe(200);
  expect(await statusOf(ask('/api/health'))).toBe(200);
  expect(await statusOf(ask('/api/nothing-there'))).toBe(404);
  opened();
  expect(new Set(await Promise.all(inside.map(statusOf)))).toEqual(new Set([200]));
  expect(await statusOf(ask('/api/doors/slow'))).toBe(200);
});

it('has room again when somebody leaves without an answer', async () => {
  const inside = crowd(PUBLIC_AT_ONCE, '/api/doors/slow');
  await expect.poll(() => arrived, PATIENCE).toBe(PUBLIC_AT_ONCE);
  expect(await statusOf(ask('/api/doors/quick'))).toBe(503);
  inside[0]!.leave();
  await inside[0]!.answer;
  await expect.poll(() => statusOf(ask('/api/doors/quick')), PATIENCE).toBe(200);
  opened();
  await Promise.all(inside.map(statusOf));
});

describeOn('postgres', 'one connection serves all there, one after the other', () => {
  it('keeps ways into the database for staff, however many of the public wait in theirs', async () => {
    const inside = crowd(3 * PUBLIC_STATEMENTS, '/api/doors/slow-query');
    await expect.poll(() => arrived, PATIENCE).toBe(PUBLIC_STATEMENTS);
    expect(await statusOf(ask('/api/doors/staff', manager))).toBe(200);
    expect(arrived).toBe(PUBLIC_STATEMENTS);
    opened();
    expect(new Set(await Promise.all(inside.map(statusOf)))).toEqual(new Set([200]));
    expect(arrived).toBe(3 * PUBLIC_STATEMENTS);
  });

  it('lets the public wait for its turn with tiles and their legend too, and nobody else', async () => {
    const inside = crowd(PUBLIC_STATEMENTS, '/api/doors/slow-query');
    await expect.poll(() => arrived, PATIENCE).toBe(PUBLIC_STATEMENTS);
    const waiting = [ask(TILE), ask('/api/layers')];
    const settled: string[] = [];
    waiting.forEach(({ answer }, at) => void answer.then(() => settled.push(String(at))));
    expect(await statusOf(ask(TILE.replace('208', '209'), manager))).toBe(200);
    expect(await statusOf(ask('/api/layers', manager))).toBe(200);
    expect(settled).toEqual([]);
    opened();
    await Promise.all(inside.map(statusOf));
    expect(await Promise.all(waiting.map(statusOf))).toEqual([200, 200]);
  });
});
