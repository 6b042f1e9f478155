// Times and cursors that JavaScript takes and the database does not: a fault of whoever asks, never of the server.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

const ID = '0b6c1f6e-0000-4000-8000-000000000001';
const FAR = '2026-07-08T04:00:00+23:59'; // PostgreSQL takes ±15:59 at most, no place keeps more than 14 hours
const NEVER = '2026-02-31T04:00:00.000Z';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] }, now: '2026-07-08T04:00:00Z' });
});
afterAll(() => app.close());

const statusOf = async (path: string, query: Record<string, string>) =>
  (await app.inject({ url: path, query })).statusCode;

it.each([
  ['/api/hazards', { asKnownAt: FAR }],
  ['/api/hazards', { asItWasAt: '2026-07-08T04:00:00-14:01' }],
  ['/api/incidents/turns', { from: FAR, until: '2026-07-08T04:00:00Z' }],
  ['/api/incidents/turns', { from: '0000-01-01T00:00:00Z', until: '0000-01-02T00:00:00Z' }],
  ['/api/incidents/hourly', { until: FAR }],
  ['/ogc/collections/hazards/items', { datetime: '0000-01-01T00:00:00Z' }],
  ['/ogc/collections/hazards/items', { datetime: '9999-12-31T23:59:59-23:59' }],
  ['/api/imports', { after: '2026-07-08T04:00_0000000000000000000000000000000000ff' }],
  ['/api/imports', { after: `${FAR}_${ID}` }],
  ['/api/imports', { after: `${NEVER}_${ID}` }],
  ['/api/incidents', { state: 'closed', after: `2026-07-08T04:00:00Z_${'-'.repeat(36)}` }],
  ['/api/incidents', { state: 'closed', after: `${NEVER}_${ID}` }],
  ['/api/incidents', { state: 'closed', after: `0000-01-01T00:00:00.000Z_${ID}` }],
  ['/api/views', { after: `${'-'.repeat(36)}.a` }],
])('refuses %s with %o', async (path, query) => {
  expect(await statusOf(path, query)).toBe(400);
});

it.each([
  ['/api/hazards', { asKnownAt: '2026-07-08T04:00:00+14:00' }],
  ['/api/incidents/turns', { from: '2026-07-08T04:00:00-12:00', until: '2026-07-08T18:00:00.123456Z' }],
  ['/api/imports', { after: `2026-07-08T04:00:00.123456Z_${ID}` }],
  ['/api/incidents', { state: 'closed', after: `2026-07-08T04:00:00Z_${ID}` }],
  ['/api/views', { after: `${ID}.城区` }],
])('takes %s with %o', async (path, query) => {
  expect(await statusOf(path, query)).toBe(200);
});

it('refuses a report of a time that the database would not take', async () => {
  const answer = await app.as({ role: 'feed', areas: ['3202'] }).inject({
    method: 'POST',
    url: '/api/incidents',
    headers: { 'idempotency-key': 'one' },
    payload: { source: '119', kind: 'fire', level: 2, title: '火', point: [120.1, 31.5], occurredAt: FAR },
  });
  expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/body/occurredAt' }] });
});
