import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { removeEventsBefore } from '../../server/platform/event-pruning.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { aChange, append, CITY, COUNTY_A, COUNTY_B, LiveClient, things } from './live-client.ts';

let app: TestApp;
let url: string;
const open: LiveClient[] = [];
beforeAll(async () => {
  app = await startApp({ capabilities: [things] });
  url = await app.listen();
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => app.close());

async function follow(scope: TestScope = CITY): Promise<LiveClient> {
  const client = await LiveClient.open(app, url, scope);
  open.push(client);
  await client.until(() => client.batches.length > 0);
  return client;
}

function resume(cursor: LiveClient['cursor'], scope: TestScope = CITY): LiveClient {
  const client = new LiveClient(url, cursor, app.as(scope).headers);
  open.push(client);
  return client;
}

it('greets at once, then tells what is appended', async () => {
  const client = await follow();
  expect(client.batches[0]).toMatchObject({ topic: 'things', events: [], through: client.cursor.seq });
  await append(app, aChange(1));
  await client.until(() => client.received.length === 1);
  expect(client.received[0]).toMatchObject({ name: 'things.changed', id: '1', body: { no: 1 } });
});

it('numbers in the order of the commits: what was begun earlier and committed later is not missed', async () => {
  let commit = () => {};
  const held = new Promise<void>((resolve) => (commit = resolve));
  let begun = () => {};
  const started = new Promise<void>((resolve) => (begun = resolve));
  const early = app.services.db.transaction(async (tx) => {
    await tx.one(sql`SELECT 1 AS here`);
    begun();
    if (app.database.engine === 'postgres') await held; // the embedded engine runs one transaction after another
    await app.events.append(tx, aChange(11));
  });
  await started;
  if (app.database.engine === 'embedded') await early;
  await append(app, aChange(12));
  const client = await follow();
  const position = client.cursor.seq;
  commit();
  await early;
  await append(app, aChange(13));
  await client.until(() => client.received.some(({ id }) => id === '13'));
  const later = app.database.engine === 'postgres' ? ['11', '13'] : ['13'];
  expect(client.received.map(({ id }) => id)).toEqual(later);
  expect(client.numbers()).toEqual(later.map((_, at) => position + 1 + at));
});

it('tells the old county that a thing is gone and the new one that it is there', async () => {
  const [a, b] = [await follow(COUNTY_A), await follow(COUNTY_B)];
  await append(app, aChange(21, { visibleTo: ['320206002'], left: ['320205001'] }));
  await Promise.all([a, b].map((client) => client.until(() => client.received.length > 0)));
  expect(a.received).toMatchObject([{ id: '21', gone: true }]);
  expect(a.received[0]).not.toHaveProperty('body');
  expect(b.received).toMatchObject([{ id: '21', body: { no: 21 } }]);
});

it('shows a county what is shared with it', async () => {
  const b = await follow(COUNTY_B);
  await append(app, aChange(22, { visibleTo: ['320205001', '320206'] }));
  await b.until(() => b.received.length > 0);
  expect(b.received).toMatchObject([{ id: '22', body: { no: 22 } }]);
});

it('moves the cursor over batches that hold nothing for the follower', async () => {
  const b = await follow(COUNTY_B);
  const before = b.cursor.seq;
  await append(app, aChange(31), aChange(32), aChange(33));
  await b.until(() => b.cursor.seq === before + 3);
  expect(b.received).toEqual([]);
});

it('never tells a scope without areas anything', async () => {
  const nobody = await follow({ areas: [] });
  const before = nobody.cursor.seq;
  await append(app, aChange(34));
  await nobody.until(() => nobody.cursor.seq === before + 1);
  expect(nobody.received).toEqual([]);
});

it('refuses a topic that is not for the caller like one that does not exist', async () => {
  const client = resume({ seq: 0, scopeEpoch: '' }, { role: 'feed' });
  await client.until(() => client.refused.length > 0);
  expect(client.refused).toEqual(['things']);
  expect(client.batches).toEqual([]);
  for (const role of ['feed', 'public'] as const)
    expect((await app.as({ role }).inject('/api/live/position/things')).statusCode, role).toBe(404);
});

it.each([
  ['of another scope', async () => ({ ...(await position()), scopeEpoch: 'another' })],
  [
    'beyond the end, as after the restore of an older database',
    async () => ({ ...(await position()), seq: 1_000_000 }),
  ],
])('sends a cursor %s to a new start', async (_what, cursor) => {
  const client = resume(await cursor());
  await client.until(() => client.resyncs.length > 0);
  expect(client.batches).toEqual([]);
});

it('sends a cursor below the low-water mark to a new start, and one at the mark not', async () => {
  await append(app, aChange(41), aChange(42));
  const { seq, scopeEpoch } = await position();
  app.clock.advance(3600);
  expect(await removeEventsBefore(app.services.db, app.clock())).toBe(seq);
  const [below, at] = [resume({ seq: seq - 1, scopeEpoch }), resume({ seq, scopeEpoch })];
  await at.until(() => at.batches.length > 0);
  await below.until(() => below.resyncs.length > 0);
  expect(at.resyncs).toEqual([]);
  expect((await position()).seq).toBe(seq);
});

it('takes a new start with everybody when the numbers have gone back under the running process', async () => {
  const client = await follow();
  const { seq } = await position();
  await app.services.db.many(sql`UPDATE platform.topic SET low_water = 0, seq = ${seq - 1} WHERE name = 'things'`);
  await client.until(() => client.resyncs.length > 0);
  expect((await position()).seq).toBe(seq - 1);
});

async function position() {
  return (await app.as(CITY).inject('/api/live/position/things')).json<LiveClient['cursor']>();
}
