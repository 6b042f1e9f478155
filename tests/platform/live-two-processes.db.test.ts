// Two servers on one database tell each other's clients.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { quietLog, type TestDatabase } from '../support/database.ts';
import { aChange, append, CITY, LiveClient, things } from './live-client.ts';

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startApp({ capabilities: [things] });
  there = await startApp({ capabilities: [things], database: await secondDoor(here.database) });
});
afterAll(async () => {
  await there.close();
  if (there.database !== here.database) await there.database.close();
  await here.close();
});

/** Pools of its own, as another process has them; the embedded engine has one process only, and two applications share it. */
async function secondDoor(database: TestDatabase): Promise<TestDatabase> {
  const { url } = database;
  if (url === undefined) return database;
  return { ...(await openPostgres({ databaseUrl: url, clock: () => new Date(), log: quietLog })), url };
}

it('brings what one appends to the clients of the other, and a position taken at one holds at the other', async () => {
  const urls = await Promise.all([here.listen(), there.listen()]);
  const [mine, theirs] = [await LiveClient.open(there, urls[0], CITY), await LiveClient.open(here, urls[1], CITY)];
  await Promise.all([mine, theirs].map((client) => client.until(() => client.batches.length > 0)));
  await append(here, aChange(1));
  await append(there, aChange(2));
  for (const client of [mine, theirs]) {
    await client.until(() => client.received.length === 2);
    expect(client.received.map(({ id }) => id)).toEqual(['1', '2']);
    client.close();
  }
});
