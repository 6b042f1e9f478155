// The interface keeps its word on both engines.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Db, Scope } from '../../db/connection.ts';
import { QueryError } from '../../db/errors.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

const NOW = '2030-01-01T06:00:00.000Z';
const job: Scope = { role: 'job', areas: [], actor: 'a test' };

let database: Database;
let db: Db;
beforeAll(async () => {
  database = await openTestDatabase({ clock: () => new Date(NOW) });
  db = database.as(job);
  await database.owner.many(
    trusted(`CREATE TABLE note (id integer PRIMARY KEY, text text); GRANT ALL ON note TO fengsui_job`),
  );
});
afterAll(() => database.close());

const add = (id: number) => sql`INSERT INTO note (id, text) VALUES (${id}, 'x')`;
const idsOf = async () => (await db.many<{ id: number }>(sql`SELECT id FROM note ORDER BY id`)).map(({ id }) => id);

it('writes all or nothing', async () => {
  const failing = db.transaction(async (tx) => {
    await tx.one(add(100));
    throw new Error('second thoughts');
  });
  await expect(failing).rejects.toThrow('second thoughts');
  expect(await idsOf()).not.toContain(100);
});

it('rejects when a failed statement was caught inside', async () => {
  const caught = db.transaction(async (tx) => {
    await tx.one(add(1));
    await tx.one(add(1)).catch(() => 'never mind');
    return 'done';
  });
  await expect(caught).rejects.toMatchObject({ code: '23505', table: 'note', constraint: 'note_pkey' });
  expect(await idsOf()).not.toContain(1);
});

it('rejects when a failed statement was never waited for', async () => {
  const forgotten = db.transaction(async (tx) => {
    tx.one(add(2)).catch(() => undefined);
    tx.one(add(2)).catch(() => undefined);
  });
  await expect(forgotten).rejects.toBeInstanceOf(QueryError);
  expect(await idsOf()).not.toContain(2);
});

it('rejects when an inner transaction failed and was caught', async () => {
  const caught = db.transaction(async (tx) => {
    const inner = tx.transaction(async (same) => {
      await same.one(add(3));
      throw new Error('inner');
    });
    await inner.catch(() => undefined);
  });
  await expect(caught).rejects.toThrow('inner');
  expect(await idsOf()).not.toContain(3);
});

it('lets an inner transaction join', async () => {
  await db.transaction(async (tx) => {
    await tx.one(add(4));
    await tx.transaction((same) => same.one(add(5)));
  });
  expect(await idsOf()).toEqual(expect.arrayContaining([4, 5]));
});

it('turns the outer database inside a transaction into an error instead of waiting for ever', async () => {
  const inside = (outer: Db) => db.transaction(() => outer.one(sql`SELECT 1`));
  await expect(inside(db)).rejects.toThrow('without its tx');
  await expect(inside(database.as({ ...job, role: 'tile' }))).rejects.toThrow('without its tx');
});

it('refuses a tx after its end', async () => {
  const escaped = await db.transaction(async (tx) => tx);
  await expect(escaped.one(sql`SELECT 1`)).rejects.toThrow('is over');
});

it('calls hooks after the commit, where the outer database may be used again, and never after a rollback', async () => {
  const calls: string[] = [];
  let seen: Promise<number[]> | undefined;
  await db.transaction(async (tx) => {
    tx.afterCommit(() => calls.push('committed'));
    tx.afterCommit(() => (seen = idsOf()));
    await tx.one(add(6));
    expect(calls).toEqual([]);
  });
  expect(await seen).toContain(6);
  const undone = db.transaction(async (tx) => {
    tx.afterCommit(() => calls.push('rolled back'));
    await tx.one(sql`SELECT 1 / 0`);
  });
  await expect(undone).rejects.toMatchObject({ code: '22012' });
  expect(calls).toEqual(['committed']);
});

it('binds role, areas, actor and clock to the transaction', async () => {
  const scope: Scope = { role: 'staff', areas: ['320205', '320206001'], actor: "o'brien" };
  const bound = await database.as(scope).one(sql`
    SELECT current_user::text AS role, current_setting('app.areas') AS areas, current_setting('app.actor') AS actor,
           platform.now() AS now, current_setting('TimeZone') AS zone`);
  expect(bound).toEqual({ role: 'fengsui_staff', areas: '320205,320206001', actor: "o'brien", now: NOW, zone: 'UTC' });
});

it('takes hundreds at once, each in its own scope', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_unused, at) =>
      database.as({ ...job, actor: `a${at}` }).one(sql`SELECT current_setting('app.actor') AS actor`),
    ),
  );
  expect(answers).toEqual(answers.map((_unused, at) => ({ actor: `a${at}` })));
});

it('wakes every listener of a channel, and none that has stopped', async () => {
  let stopped = 0;
  const stop = await database.listen('bell', () => (stopped += 1));
  await stop();
  const rung = new Promise<void>(
    (resolve) => void database.listen('bell', resolve).then(() => database.notify('bell')),
  );
  await rung;
  expect(stopped).toBe(0);
});

it('says that it is ready', async () => {
  expect(await database.isReady()).toBe(true);
});
