// That a scope holds every row of a table is asked once a statement: it must never be believed where it is not so.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database, Scope } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.owner.many(
    trusted(`
      CREATE SCHEMA wide;
      CREATE TABLE wide.thing (id text PRIMARY KEY, division_path text, shared_with text[]);
      SELECT platform.protect('wide.thing'), platform.protect_departments('wide.thing');
      CREATE INDEX thing_division ON wide.thing (division_path) INCLUDE (shared_with, departments);
      SELECT platform.ask_whole('wide.thing')`),
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner.one(sql`DELETE FROM wide.thing`);
});

const add = (id: string, path: string, { shared = '{}', departments = '{}' } = {}) =>
  database.owner.one(sql`
    INSERT INTO wide.thing (id, division_path, shared_with, departments)
    VALUES (${id}, ${path}, ${shared}::text[], ${departments}::text[])`);

const seenBy = async (areas: string[], departments = ['*'], role: Scope['role'] = 'staff') => {
  const scope = { role, areas, departments, actor: 'a test' };
  const rows = await database.as(scope).many<{ id: string }>(sql`SELECT id FROM wide.thing ORDER BY id`);
  return rows.map(({ id }) => id).join(' ');
};

it('is so for the area that holds all, for no other', async () => {
  await add('a', '320205001001');
  await add('b', '320213');
  expect(await seenBy(['3202'])).toBe('a b');
  expect(await seenBy(['32'], ['*'], 'tile')).toBe('a b');
  expect(await seenBy(['320205'])).toBe('a');
  expect(await seenBy(['320205', '320213'])).toBe('a b');
  expect(await seenBy(['3201'])).toBe('');
  expect(await seenBy([])).toBe('');
});

it('is no longer so with the first row of another city, below or above', async () => {
  await add('m', '320205');
  expect(await seenBy(['3202'])).toBe('m');
  for (const [id, path] of [
    ['a', '3201'],
    ['z', '320300'],
    ['y', '32'],
    ['x', '3203'],
  ] as const) {
    await add(id, path);
    expect(await seenBy(['3202'])).toBe('m');
    expect(await seenBy(['3202'], ['*'], 'tile')).toBe('m');
    await database.owner.one(sql`DELETE FROM wide.thing WHERE id = ${id}`);
  }
});

it('is asked anew where the same transaction has added to it, and does not hide what was shared', async () => {
  await add('m', '320205');
  await add('s', '320300', { shared: '{320205}' });
  expect(await seenBy(['3202'])).toBe('m s');
  await database.owner.one(sql`DELETE FROM wide.thing WHERE id = 's'`);
  const found = await database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('app.areas', '3202', true)`);
    const before = await tx.one(sql`SELECT wide.thing_held_whole() AS holds`);
    await tx.one(sql`INSERT INTO wide.thing (id, division_path) VALUES ('n', '320400')`);
    const after = await tx.one(sql`SELECT wide.thing_held_whole() AS holds`);
    return [before, after];
  });
  expect(found).toEqual([{ holds: true }, { holds: false }]);
});

it('lets nobody past the departments', async () => {
  await add('all', '320205');
  await add('fire', '320205', { departments: '{fire-rescue}' });
  expect(await seenBy(['3202'])).toBe('all fire');
  expect(await seenBy(['3202'], ['fire-rescue'])).toBe('all fire');
  expect(await seenBy(['3202'], ['housing'])).toBe('all');
  expect(await seenBy(['3202'], [])).toBe('all');
  expect(await seenBy(['3202'], ['housing'], 'tile')).toBe('all');
});

/** What a list is told first: the total, or nothing, whereupon it counts what the caller sees. */
const totalFor = async (areas: string[], departments = ['*'], role: Scope['role'] = 'staff') => {
  const db = database.as({ role, areas, departments, actor: 'a test' });
  return (await db.one<{ total: number | null }>(sql`SELECT wide.thing_total() AS total`))!.total;
};

it('tells how many there are to those alone who see every one', async () => {
  await add('a', '320205001001');
  await add('b', '320213');
  await add('fire', '320213', { departments: '{fire-rescue}' });
  expect(await totalFor(['3202'])).toBe(3);
  expect(await totalFor(['320205', '3202'], ['*'], 'tile')).toBe(3);
  expect(await totalFor(['3202'], ['fire-rescue'])).toBeNull();
  expect(await totalFor(['3202'], [])).toBeNull();
  expect(await totalFor(['320205', '320213'])).toBeNull();
  expect(await totalFor(['320213'])).toBeNull();
  expect(await totalFor([])).toBeNull();
  expect(await totalFor(['3202'], ['*'], 'job')).toBeNull();
  await expect(totalFor(['3202'], ['*'], 'public')).rejects.toThrow(/permission denied/);
  await add('c', '320300', { shared: '{3202}' });
  expect(await totalFor(['3202'])).toBeNull();
});

it('is asked of tables that no other wall stands around', async () => {
  const walls = await database.owner.many<{ thing: string; names: string }>(sql`
    SELECT p.polrelid::regclass::text AS thing, string_agg(p.polname, ' ' ORDER BY p.polname) AS names FROM pg_policy p
     WHERE to_regprocedure(platform.beside(p.polrelid, '_total') || '()') IS NOT NULL AND p.polcmd IN ('r', '*')
       AND p.polroles && '{fengsui_staff,fengsui_tile}'::regrole[]::oid[]
     GROUP BY 1 ORDER BY 1`);
  const limited = 'of_department of_department_tile staff_read tile_read';
  expect(walls).toEqual([
    { thing: 'grids.grid', names: 'staff_read tile_read' },
    { thing: 'hazards.hazard', names: limited },
    { thing: 'shelters.shelter', names: limited },
    { thing: 'sites.site', names: limited },
    { thing: 'wide.thing', names: limited },
  ]);
});

it('is no leave to write elsewhere', async () => {
  await add('m', '320205');
  const staff = database.as({ role: 'staff', areas: ['3202'], departments: ['*'], actor: 'a test' });
  await expect(staff.one(sql`INSERT INTO wide.thing (id, division_path) VALUES ('x', '320300')`)).rejects.toThrow(
    /row-level security|permission denied/,
  );
  await expect(staff.one(sql`UPDATE wide.thing SET division_path = '320300'`)).rejects.toThrow(
    /row-level security|permission denied/,
  );
});
