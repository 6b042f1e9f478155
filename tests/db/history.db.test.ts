// A history worked by hand: what was so, and what we knew, at each moment.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database, Db, Scope } from '../../db/connection.ts';
import { sql, trusted, type Sql } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

/** The n-th of January 2030, UTC. */
const day = (n: number) => `2030-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const staff: Scope = { role: 'staff', areas: ['320205'], actor: 'a test' };

let today = day(1);
let database: Database;
let db: Db;
beforeAll(async () => {
  database = await openTestDatabase({ clock: () => new Date(today) });
  db = database.as(staff);
  await database.owner.many(
    trusted(`
      CREATE SCHEMA past;
      CREATE TABLE past.thing (id text PRIMARY KEY, level integer NOT NULL, twice integer GENERATED ALWAYS AS (level * 2) STORED,
        note jsonb, geom geometry(Point, 4326), division_path text, shared_with text[]);
      SELECT platform.protect('past.thing'), platform.keep_history('past.thing');
      CREATE TABLE past.part (thing_id text NOT NULL REFERENCES past.thing ON DELETE CASCADE, no integer, text text, PRIMARY KEY (thing_id, no));
      SELECT platform.protect_child('past.part', 'thing_id', 'past.thing'), platform.keep_history('past.part')`),
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner.many(
    trusted(`DELETE FROM past.thing; DELETE FROM past.thing_history; DELETE FROM past.part_history`),
  );
});

/** Acts on a day as staff of the area. */
async function on(n: number, act: Sql): Promise<void> {
  today = day(n);
  await db.many(act);
}
const open = (level: number, validFrom: number) =>
  sql`INSERT INTO past.thing (id, level, division_path, valid_from) VALUES ('a', ${level}, '320205', ${day(validFrom)})`;
const change = (level: number) => sql`UPDATE past.thing SET level = ${level} WHERE id = 'a'`;
const changeFrom = (level: number, validFrom: number) =>
  sql`UPDATE past.thing SET level = ${level}, valid_from = ${day(validFrom)} WHERE id = 'a'`;

/** [level, valid from, valid to, recorded, superseded], days of January, null for never. */
const versions = async () =>
  (
    await db.many<{ level: number; from: string; to: string | null; recorded: string; superseded: string | null }>(sql`
      SELECT level, valid_from AS "from", valid_to AS "to", recorded_at AS recorded, superseded_at AS superseded
        FROM past.thing_timeline ORDER BY recorded_at, valid_from, superseded_at NULLS LAST`)
  ).map(({ level, from, to, recorded, superseded }) => [level, ...[from, to, recorded, superseded].map(dayOf)]);
const dayOf = (time: string | null) => (time === null ? null : Number(time.slice(8, 10)));

/** The level on a day of the world, as we knew it on another day. */
const levelOn = async (world: number, known: number) =>
  (
    await db.one<{ level: number }>(sql`
      SELECT level FROM past.thing_timeline
       WHERE recorded_at <= ${day(known)} AND (superseded_at IS NULL OR superseded_at > ${day(known)})
         AND valid_from <= ${day(world)} AND (valid_to IS NULL OR valid_to > ${day(world)})`)
  )?.level;

it('keeps what was so before a change, and what we believed before it', async () => {
  await on(2, open(1, 1));
  await on(5, change(2));
  expect(await versions()).toEqual([
    [1, 1, null, 2, 5], // until the 5th we thought that it would stay so
    [1, 1, 5, 5, null], // now we know that it was so until the 5th
    [2, 5, null, 5, null],
  ]);
  expect(await levelOn(4, 9)).toBe(1);
  expect(await levelOn(6, 9)).toBe(2);
  expect(await levelOn(6, 3)).toBe(1);
  expect(await levelOn(1, 1)).toBeUndefined();
});

it('takes the same moment for a correction: it never was as we thought', async () => {
  await on(2, open(1, 1));
  await on(5, changeFrom(2, 1));
  expect(await versions()).toEqual([
    [1, 1, null, 2, 5],
    [2, 1, null, 5, null],
  ]);
  expect(await levelOn(3, 4)).toBe(1);
  expect(await levelOn(3, 5)).toBe(2);
});

it('lets a late correction reach back over the versions in between', async () => {
  await on(2, open(1, 2));
  await on(6, change(2));
  await on(10, change(3));
  await on(12, changeFrom(4, 4)); // it has been 4 since the 4th already
  expect(await versions()).toEqual([
    [1, 2, null, 2, 6],
    [1, 2, 6, 6, 12],
    [2, 6, null, 6, 10],
    [2, 6, 10, 10, 12],
    [3, 10, null, 10, 12],
    [1, 2, 4, 12, null],
    [4, 4, null, 12, null],
  ]);
  for (const [world, known, level] of [[3, 12, 1], [5, 12, 4], [11, 12, 4], [5, 11, 1], [7, 11, 2], [11, 11, 3], [11, 7, 2]] as const) {
    expect(await levelOn(world, known), `the ${world}th as known on the ${known}th`).toBe(level);
  } // prettier-ignore
});

it('lets a correction reach back to before the beginning', async () => {
  await on(5, open(1, 5));
  await on(6, change(2));
  await on(7, changeFrom(3, 2));
  expect(await levelOn(3, 7)).toBe(3);
  expect(await levelOn(5, 7)).toBe(3);
  expect(await levelOn(5, 6)).toBe(1);
  expect((await versions()).filter(([, , , , superseded]) => superseded === null)).toEqual([[3, 2, null, 7, null]]);
});

it('ends a thing that is deleted, and takes it up again', async () => {
  await on(2, open(1, 2));
  await on(5, sql`DELETE FROM past.thing WHERE id = 'a'`);
  expect(await versions()).toEqual([
    [1, 2, null, 2, 5],
    [1, 2, 5, 5, null],
  ]);
  await on(8, open(7, 4)); // back, and it had never been away since the 4th
  expect([await levelOn(3, 8), await levelOn(4, 8), await levelOn(4, 7), await levelOn(6, 7)]).toEqual([
    1,
    7,
    1,
    undefined,
  ]);
});

it('leaves no trace where nothing changed, and none of what one transaction only passed through', async () => {
  await on(2, open(1, 2));
  await on(3, change(1));
  await on(4, sql`UPDATE past.thing SET note = NULL, geom = NULL`);
  expect(await versions()).toEqual([[1, 2, null, 2, null]]);
  today = day(5);
  await db.transaction(async (tx) => {
    await tx.one(change(2));
    await tx.one(change(3));
  });
  expect(await versions()).toEqual([
    [1, 2, null, 2, 5],
    [1, 2, 5, 5, null],
    [3, 5, null, 5, null],
  ]);
});

it('takes an upsert as the update that it is', async () => {
  await on(2, open(1, 2));
  const upsert = (level: number) => sql`
    INSERT INTO past.thing (id, level, division_path, valid_from) VALUES ('a', ${level}, '320205', ${day(2)})
    ON CONFLICT (id) DO UPDATE SET level = excluded.level RETURNING level`;
  await on(4, upsert(1));
  expect(await versions()).toEqual([[1, 2, null, 2, null]]);
  await on(5, upsert(2));
  expect(await versions()).toEqual([
    [1, 2, null, 2, 5],
    [1, 2, 5, 5, null],
    [2, 5, null, 5, null],
  ]);
});

it('never believes that we knew earlier than we did', async () => {
  await on(5, sql`INSERT INTO past.thing (id, level, division_path, recorded_at) VALUES ('a', 1, '320205', ${day(1)})`);
  await on(4, change(2)); // a clock that went back
  expect((await versions()).map(([, , , recorded]) => recorded)).toEqual([5]);
});

it('refuses infinite times and another key', async () => {
  await on(2, open(1, 2));
  await expect(on(3, sql`UPDATE past.thing SET valid_from = 'infinity'`)).rejects.toMatchObject({ code: '23514' });
  await expect(on(3, sql`UPDATE past.thing SET id = 'b'`)).rejects.toMatchObject({ code: '23000' });
});

it('stands behind the same wall as the present', async () => {
  await on(2, open(1, 2));
  await on(3, sql`INSERT INTO past.part VALUES ('a', 1, 'x')`);
  await on(5, change(2));
  await on(6, sql`UPDATE past.part SET text = 'y'`);
  const count = async (scope: Scope, table: string) =>
    (await database.as(scope).one<{ count: number }>(trusted(`SELECT count(*) FROM past.${table}`)))!.count;
  for (const table of ['thing_history', 'part_history']) expect(await count(staff, table)).toBe(2);
  for (const table of ['thing_timeline', 'part_timeline']) expect(await count(staff, table)).toBe(3);
  for (const areas of [[], ['320213']]) {
    for (const table of ['thing_history', 'part_history', 'thing_timeline', 'part_timeline']) {
      expect(await count({ ...staff, areas }, table)).toBe(0);
    }
  }
  await expect(count({ ...staff, role: 'public' }, 'thing_timeline')).rejects.toMatchObject({ code: '42501' });
});

it('is written by nobody but its keeper', async () => {
  for (const act of [
    sql`UPDATE past.thing_history SET level = 0`,
    sql`DELETE FROM past.thing_history`,
    sql`INSERT INTO past.thing_history (id) VALUES ('x')`,
  ]) {
    await expect(db.many(act)).rejects.toMatchObject({ code: '42501' });
  }
  await expect(database.as({ ...staff, role: 'job' }).many(sql`DELETE FROM past.thing_history`)).resolves.toEqual([]);
});

it('takes up a column that a later migration adds', async () => {
  await on(2, open(1, 2));
  await database.owner.many(
    trusted(
      `ALTER TABLE past.thing ADD COLUMN colour text NOT NULL DEFAULT 'red'; SELECT platform.refresh_history('past.thing')`,
    ),
  );
  await on(3, sql`UPDATE past.thing SET colour = 'blue'`);
  const colours = await db.many(
    sql`SELECT colour FROM past.thing_timeline WHERE superseded_at IS NULL ORDER BY valid_from`,
  );
  expect(colours).toEqual([{ colour: 'red' }, { colour: 'blue' }]);
});
