// What somebody may see changes while the line is open. The line learns of it at the next look, without being made anew.
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { aChange, append, LiveClient, things } from './live-client.ts';

/** Longer than an open line may go on with rights of before, ms. */
const NEXT_LOOK_MS = 30_000;

// The resolver of the application reads this at every look: to change it is to change the grant.
const scope = { areas: ['320205'], grants: 0 };

let app: TestApp;
let url: string;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  app = await startApp({ capabilities: [things], scope });
  url = await app.listen();
});
afterEach(() => Object.assign(scope, { areas: ['320205'], grants: 0 }));
afterAll(async () => {
  vi.useRealTimers();
  await app.close();
});

async function follow(): Promise<LiveClient> {
  const cursor = (await app.inject('/api/live/position/things')).json<LiveClient['cursor']>();
  const client = new LiveClient(url, cursor, {});
  await client.until(() => client.batches.length > 0);
  return client;
}

it('sends a line to a new start when its scope has changed, and tells it nothing of the old one any more', async () => {
  const client = await follow();
  Object.assign(scope, { areas: ['320206'] });
  vi.advanceTimersByTime(NEXT_LOOK_MS);
  await client.until(() => client.resyncs.length > 0);
  await append(app, aChange(1, { visibleTo: ['320205001'] }), aChange(2, { visibleTo: ['320206001'] }));
  client.follow((await app.inject('/api/live/position/things')).json<LiveClient['cursor']>());
  await append(app, aChange(3, { visibleTo: ['320205001'] }), aChange(4, { visibleTo: ['320206001'] }));
  await client.until(() => client.received.length > 0);
  client.close();
  expect(client.resyncs).toEqual(['things']);
  expect(client.received.map(({ id }) => id)).toEqual(['4']);
});

it('leaves a line alone whose scope is as it was', async () => {
  const client = await follow();
  vi.advanceTimersByTime(NEXT_LOOK_MS);
  await append(app, aChange(5));
  await client.until(() => client.received.length > 0);
  client.close();
  expect(client.resyncs).toEqual([]);
});
