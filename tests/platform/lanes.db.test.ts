import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

const RATE = 20;

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_RATE_PER_MINUTE: String(RATE) } });
});
afterAll(() => app.close());

const health = (role: 'public' | 'manager' | 'feed', from: string) =>
  app.as({ role, areas: ['3202'] }).inject({ url: '/api/health', remoteAddress: from });

it('stops ten times the rate of one address, says for how long, and leaves staff, feeds and other addresses alone', async () => {
  const answers = [];
  for (let n = 0; n < 10 * RATE; n += 1) answers.push(await health('public', '203.0.113.7'));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused).toHaveLength(9 * RATE);
  expect(refused[0]!.headers['content-type']).toContain('application/problem+json');
  expect(refused[0]!.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
  const wait = Number(refused[0]!.headers['retry-after']);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);

  // The same address, by a key or a sign-in; and another address.
  for (const role of ['manager', 'feed'] as const) expect((await health(role, '203.0.113.7')).statusCode).not.toBe(429);
  expect((await health('public', '203.0.113.8')).statusCode).not.toBe(429);
});

it('counts all that an address asks together, whatever the route', async () => {
  for (let n = 0; n < RATE; n += 1) await health('public', '203.0.113.9');
  const other = await app.as({ role: 'public' }).inject({ url: '/api/portal/places', remoteAddress: '203.0.113.9' });
  expect(other.statusCode).toBe(429);
});
