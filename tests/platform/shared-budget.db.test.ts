import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database, Db } from '../../db/connection.ts';
import { openPostgres } from '../../db/postgres.ts';
import { sql } from '../../db/sql.ts';
import { openSharedBudget, type Take } from '../../server/platform/lanes/shared-budget.ts';
import {
  countInWindow,
  forgetWindow,
  readWindow,
  removeWindowsBefore,
} from '../../server/platform/lanes/window-count.ts';
import { startClock } from '../support/clock.ts';
import { openTestDatabase, quietLog, type TestDatabase } from '../support/database.ts';

const clock = startClock('2030-01-01T06:00:15Z');
const JOB = { role: 'job', areas: [], actor: 'a test' } as const;

let database: TestDatabase;
let second: Database;
beforeAll(async () => {
  database = await openTestDatabase({ clock });
  // Pools of its own, as another process has them; the embedded engine has one process only.
  second = database.url ? await openPostgres({ databaseUrl: database.url, clock, log: quietLog }) : database;
});
afterAll(async () => {
  if (second !== database) await second.close();
  await database.close();
});
beforeEach(() => clock.advance(60));

const fail = (error: unknown) => {
  throw error;
};
const server = (db: Db, onFailure: (error: unknown) => void = fail) => openSharedBudget({ db, clock, onFailure });

/** How many of `asks` requests are let through, all at once. */
async function given(take: Take, key: string, limit: number, asks: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: asks }, () => take(key, limit)));
  return answers.filter((waitS) => waitS === undefined).length;
}

it.each([1, 7, 20, 500])(
  'never gives out more than %i on two servers together, and not less where both are asked enough',
  async (limit) => {
    const servers = [server(database.as(JOB)), server(second.as(JOB))];
    const counts = await Promise.all(servers.map((take) => given(take, `both ${limit}`, limit, limit * 3)));
    expect(counts[0]! + counts[1]!).toBe(limit);
  },
);

it('says for how many seconds there is no more: until the minute of the clock is over', async () => {
  const take = server(database.as(JOB));
  expect(await take('waits', 1)).toBeUndefined();
  clock.set(new Date(Math.floor(clock().getTime() / 60_000) * 60_000 + 47_500).toISOString());
  expect(await take('waits', 1)).toBe(13);
  clock.advance(12.5);
  expect(await take('waits', 1)).toBeUndefined();
});

it('keeps each key apart', async () => {
  const take = server(database.as(JOB));
  expect(await given(take, 'one', 3, 9)).toBe(3);
  expect(await given(take, 'other', 3, 9)).toBe(3);
});

it('asks the database once for a block, and once for all keys that wait together', async () => {
  let asked = 0;
  const db = database.as(JOB);
  const counting: Db = { ...db, many: (query) => ((asked += 1), db.many(query)) };
  const take = server(counting);
  for (let no = 0; no < 500; no += 1) await take('many', 10_000); // a block is a twentieth
  expect(asked).toBe(1);
  await Promise.all(Array.from({ length: 400 }, (_, no) => take(`crowd ${no}`, 1200)));
  expect(asked).toBeLessThanOrEqual(3);
  // Whoever has spent it all does not reach the database any more.
  await given(take, 'spent', 5, 50);
  const before = asked;
  await given(take, 'spent', 5, 1000);
  expect(asked).toBe(before);
});

it('counts alone while the database cannot be asked, and says so', async () => {
  const away: Db = { ...database.as(JOB), many: () => Promise.reject(new Error('away')) };
  const told: unknown[] = [];
  const take = server(away, (error) => told.push(error));
  expect(await given(take, 'alone', 40, 100)).toBe(40);
  expect(told).toHaveLength(1);
});

it('counts exactly for who asks it to, whoever counts', async () => {
  const dbs = [database.as(JOB), second.as(JOB)];
  const counts = await Promise.all(
    Array.from({ length: 50 }, (_, no) => countInWindow(dbs[no % 2]!, 'sign-in 203.0.113.9', 600, clock())),
  );
  expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, no) => no + 1));
  expect(await readWindow(dbs[1]!, 'sign-in 203.0.113.9', 600, clock())).toMatchObject({ count: 50 });
  await forgetWindow(dbs[0]!, 'sign-in 203.0.113.9', 600, clock());
  expect(await readWindow(dbs[1]!, 'sign-in 203.0.113.9', 600, clock())).toMatchObject({ count: 0 });
});

it('keeps no address, and nothing at all of a window that is over', async () => {
  const db = database.as(JOB);
  await countInWindow(db, 'sign-in 203.0.113.77', 60, clock());
  const rows = () => database.owner.many<{ text: string }>(sql`SELECT w::text AS text FROM platform.window_count w`);
  expect(JSON.stringify(await rows())).not.toContain('203.0.113.77');
  clock.advance(3600);
  await removeWindowsBefore(db, clock());
  expect(await rows()).toEqual([]);
});
