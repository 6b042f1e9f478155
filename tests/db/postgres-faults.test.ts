// The PostgreSQL server goes away under load and comes back (F2): the process lives, nothing acknowledged is lost.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { DatabaseUnavailable, QueryError } from '../../db/errors.ts';
import { openPostgres } from '../../db/postgres.ts';
import { migrate } from '../../db/migrate.ts';
import { sql, trusted } from '../../db/sql.ts';
import { startCluster, type Cluster } from '../prepare/postgres.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ROUNDS = 3;

let cluster: Cluster;
let database: Database;
beforeAll(async () => {
  cluster = await startCluster();
  const setup = await openPostgres({ databaseUrl: cluster.url, clock: () => new Date(), log: silent });
  // The cluster of the tests is tuned to forget: here a commit counts.
  await setup.owner.many(trusted(`ALTER DATABASE postgres SET synchronous_commit = on`));
  await migrate(setup, { log: silent });
  await setup.owner.many(trusted(`CREATE TABLE written (n integer PRIMARY KEY); GRANT ALL ON written TO fengsui_job`));
  await setup.close();
  database = await openPostgres({ databaseUrl: cluster.url, clock: () => new Date(), log: silent });
}, 60_000);
afterAll(async () => {
  await database.close();
  await cluster.remove();
});

it('lives through immediate restarts under load, loses nothing acknowledged and wakes its listeners', async () => {
  const db = database.as({ role: 'job', areas: [], actor: 'a writer' });
  const acknowledged: number[] = [];
  const refused = new Set<string>();
  let n = 0;
  let done = false;
  const write = async (): Promise<void> => {
    while (!done) {
      const mine = (n += 1);
      await db.one(sql`INSERT INTO written VALUES (${mine})`).then(
        () => acknowledged.push(mine),
        (error: Error) => refused.add(error.name),
      );
    }
  };
  let wakes = 0;
  await database.listen('bell', () => (wakes += 1));
  const writers = Array.from({ length: 6 }, write);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 50);
    const heard = wakes;
    await cluster.restart('immediate');
    await expect.poll(() => wakes, { timeout: 20_000 }).toBeGreaterThan(heard);
    await expect.poll(() => database.isReady(), { timeout: 10_000 }).toBe(true);
  }
  done = true;
  await Promise.all(writers);
  const kept = new Set((await db.many<{ n: number }>(sql`SELECT n FROM written`)).map((row) => row.n));
  expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
  expect([...refused]).toEqual(['DatabaseUnavailable']);
}, 120_000);

it('answers at once that it is away, and is there again by itself', async () => {
  await cluster.halt();
  const db = database.as({ role: 'job', areas: [], actor: 'a reader' });
  await expect(db.one(sql`SELECT 1`)).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await database.isReady()).toBe(false);
  await cluster.start();
  expect(await db.one(sql`SELECT 1 AS one`)).toEqual({ one: 1 });
}, 30_000);

it('waits at the start until the server is there, and not for ever', async () => {
  await cluster.halt();
  const options = { databaseUrl: cluster.url, clock: () => new Date(), log: silent };
  await expect(openPostgres({ ...options, patienceMs: 300 })).rejects.toBeInstanceOf(DatabaseUnavailable);
  const lines: string[] = [];
  const opening = openPostgres({ ...options, onProgress: (line) => lines.push(line) });
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await cluster.start();
  const opened = await opening;
  expect(await opened.isReady()).toBe(true);
  await opened.close();
}, 30_000);

it('ends a statement at its deadline and goes on', async () => {
  const slow = database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('statement_timeout', '50', true)`);
    await tx.one(sql`SELECT pg_sleep(30)`);
  });
  await expect(slow).rejects.toBeInstanceOf(QueryError);
  await expect(slow).rejects.toMatchObject({ code: '57014' });
  expect(await database.owner.one(sql`SELECT 1 AS one`)).toEqual({ one: 1 });
});

it('lets in a login without any right of its own, which is nobody outside of a scope', async () => {
  await database.owner.many(trusted(`
    CREATE ROLE app LOGIN NOINHERIT; GRANT fengsui_server TO app;
    CREATE TABLE secret (n integer); SELECT platform.internal('secret')`)); // prettier-ignore
  const url = cluster.url.replace('//postgres@', '//app@');
  const app = await openPostgres({ databaseUrl: url, adminUrl: cluster.url, clock: () => new Date(), log: silent });
  expect(await app.as({ role: 'job', areas: [], actor: 'a job' }).many(sql`SELECT n FROM secret`)).toEqual([]);
  const asApp = await openPostgres({ databaseUrl: url, clock: () => new Date(), log: silent });
  await expect(asApp.owner.many(sql`SELECT n FROM secret`)).rejects.toMatchObject({ code: '42501' });
  await app.close();
  await asApp.close();
});
