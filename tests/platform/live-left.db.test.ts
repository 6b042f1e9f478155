// Whoever has gone while the table was read for them is told nothing, and what was meant for them is told to nobody else.
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aChange, append, CITY, LiveClient, things } from './live-client.ts';

const NOBODY = { areas: [] };

let before: TestApp;
let app: TestApp;
let url: string;
beforeAll(async () => {
  before = await startApp({ capabilities: [things] });
  await append(before, aChange(1), aChange(2), aChange(3));
  // A process that was not there when it happened has to read the table for whoever is behind.
  app = await startApp({ capabilities: [things], database: before.database });
  url = await app.listen();
});
afterAll(async () => {
  await app.close();
  await before.close();
});

it('tells nobody what was read for somebody who has gone', async () => {
  const bystander = await LiveClient.open(app, url, NOBODY);
  await bystander.until(() => bystander.batches.length > 0);
  const { headers, inject } = app.as(CITY);
  const { scopeEpoch } = (await inject('/api/live/position/things')).json<{ scopeEpoch: string }>();
  const leaver = await app.database.owner.transaction(async (tx) => {
    await tx.many(trusted(`LOCK TABLE platform.event IN ACCESS EXCLUSIVE MODE`));
    const client = new LiveClient(url, { seq: 0, scopeEpoch }, headers);
    if (app.database.engine === 'postgres') await expect.poll(() => readsWaiting(tx), { timeout: 10_000 }).toBe(1);
    else await client.until(() => client.told.length > 0); // that engine runs one transaction after another: it waits as a whole
    client.close();
    await expect.poll(openSockets, { timeout: 10_000 }).toBe(1);
    return client;
  });
  await append(app, aChange(4));
  await bystander.until(() => bystander.cursor.seq === 4);
  bystander.close();
  expect(bystander.received).toEqual([]);
  expect(bystander.batches.map(({ through }) => through)).toEqual([3, 4]);
  expect(leaver.batches).toEqual([]);
});

/** Statements that wait for the table of events. */
async function readsWaiting(tx: Tx): Promise<number> {
  const row = await tx.one<{ waiting: number }>(sql`
    SELECT count(*)::integer AS waiting FROM pg_locks WHERE relation = 'platform.event'::regclass AND NOT granted`);
  return row!.waiting;
}

/** As the listener counts them: to ask the application would wait for the database, which is held. */
const openSockets = () => promisify(app.app.server.getConnections.bind(app.app.server))();
