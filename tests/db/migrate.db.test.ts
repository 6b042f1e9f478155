// The runner: once each, in order, never edited, all or nothing; what is derived follows.
import { afterEach, expect, it } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { migrate, readMigrations, toMigration, type Migration } from '../../db/migrate.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase, quietLog } from '../support/database.ts';

/** Roles, walls and histories. */
const ground = readMigrations().slice(0, 2);
const second = toMigration(
  '0003-thing.sql',
  `-- Things.\nCREATE SCHEMA IF NOT EXISTS step; CREATE TABLE step.thing (id int PRIMARY KEY, division_path text, shared_with text[]);
   SELECT platform.protect('step.thing'), platform.keep_history('step.thing')`,
);
const third = toMigration(
  '0004-name.sql',
  `-- Names.\nALTER TABLE step.thing ADD COLUMN name text NOT NULL DEFAULT 'unnamed'; SELECT platform.refresh_history('step.thing')`,
);
const view = (name: string, text: string) => toMigration(name, `-- A view.\n${text}`);
const named = view('step.a.sql', `CREATE VIEW derived.a WITH (security_invoker) AS SELECT id FROM step.thing`);
const over = view('step.b.sql', `CREATE VIEW derived.b WITH (security_invoker) AS SELECT id FROM derived.a`);

let database: Database;
const open = async () => (database = await openTestDatabase({ empty: true }));
afterEach(() => database.close());

const run = (migrations: Migration[], derived: Migration[] = []) =>
  migrate(database, { log: quietLog, migrations, derived });
const nameOf = async () => (await database.owner.one<{ name: string }>(sql`SELECT name FROM step.thing`))?.name;

it('brings an empty database to this version, and does nothing the second time', async () => {
  await open();
  const all = readMigrations().map(({ name }) => name);
  const options = { log: quietLog };
  expect(await migrate(database, options)).toEqual({ applied: all, ahead: [], derivedRebuilt: true, leakproof: true });
  expect(await migrate(database, options)).toEqual({ applied: [], ahead: [], derivedRebuilt: false, leakproof: true });
});

it('upgrades from the migration before, with the data that are there', async () => {
  await open();
  await run([...ground, second]);
  await database.owner.many(sql`INSERT INTO step.thing (id, division_path) VALUES (1, '3202')`);
  expect((await run([...ground, second, third])).applied).toEqual(['0004-name.sql']);
  expect(await nameOf()).toBe('unnamed');
  await database.owner.many(sql`UPDATE step.thing SET name = 'new'`);
  const past = await database.owner.many(
    sql`SELECT name FROM step.thing_timeline ORDER BY recorded_at, superseded_at NULLS LAST`,
  );
  expect(past).toContainEqual({ name: 'unnamed' });
});

it('refuses an edited migration and a missing one', async () => {
  await open();
  await run([...ground, second, third]);
  const edited = toMigration(second.name, `${second.text}\n-- harmless`);
  await expect(run([...ground, edited, third])).rejects.toThrow('The migration 0003-thing.sql was edited after it ran');
  await expect(run([...ground, third])).rejects.toThrow('0003-thing.sql where this version has 0004-name.sql');
});

it('runs on beside a newer version that only expands, and leaves what is derived to it', async () => {
  await open();
  await run([...ground, second, third], [named, over]);
  const report = await run([...ground, second], [named]);
  expect(report).toMatchObject({ applied: [], ahead: ['0004-name.sql'], derivedRebuilt: false });
  expect(await database.owner.many(sql`SELECT id FROM derived.b`)).toEqual([]);
});

it('refuses a newer database that has lost what this version needs, and says by which migration', async () => {
  await open();
  const contracting = toMigration(
    '0004-drop.sql',
    '-- Things go.\n-- Contracts: nobody asks for things since 0003.\nDROP TABLE step.thing_history',
  );
  const mentioning = toMigration('0004-drop.sql', '-- Things.\n\n-- Contracts: further down it is only said.');
  expect([contracting.contracts, mentioning.contracts, second.contracts]).toEqual([true, false, false]);
  await run([...ground, second]);
  await database.owner.many(
    sql`INSERT INTO platform.migration (name, hash, contracts) VALUES (${contracting.name}, 'x', true)`,
  );
  await expect(run([...ground, second])).rejects.toThrow(
    'The database is newer than this version, which cannot work with its migration 0004-drop.sql',
  );
});

it('leaves everything as it was where one fails', async () => {
  await open();
  await run([...ground]);
  const failing = toMigration('0005-bad.sql', '-- Bad.\nCREATE TABLE step.other (id int); SELECT 1 / 0');
  await expect(run([...ground, second, failing])).rejects.toThrow(
    'The migration 0005-bad.sql failed: division by zero',
  );
  expect(await database.owner.one(sql`SELECT to_regclass('step.thing') AS table`)).toEqual({ table: null });
  expect((await run([...ground, second])).applied).toEqual(['0003-thing.sql']);
});

it('lets two that start at once do the work once', async () => {
  await open();
  const reports = await Promise.all([run([...ground, second]), run([...ground, second])]);
  expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 3]);
});

it('makes what is derived anew when its text changes, whatever stands on whatever', async () => {
  await open();
  expect((await run([...ground, second], [named, over])).derivedRebuilt).toBe(true);
  expect((await run([...ground, second], [named, over])).derivedRebuilt).toBe(false);
  const wider = view(
    'step.a.sql',
    `CREATE VIEW derived.a WITH (security_invoker) AS SELECT id, 'x' AS mark FROM step.thing`,
  );
  expect((await run([...ground, second], [wider, over])).derivedRebuilt).toBe(true);
  expect(await database.owner.many(sql`SELECT mark FROM derived.a`)).toEqual([]);
  expect((await run([...ground, second, third], [wider])).derivedRebuilt).toBe(true);
  expect(await database.owner.one(sql`SELECT to_regclass('derived.b') AS view`)).toEqual({ view: null });
});

it('stops where something outside stands on what is derived, instead of taking it along', async () => {
  await open();
  await run([...ground, second], [named]);
  await database.owner.many(trusted(`CREATE VIEW step.outside AS SELECT id FROM derived.a`));
  await expect(run([...ground, second], [over])).rejects.toThrow(
    'Something outside of the schema derived stands on it',
  );
  expect(await database.owner.many(sql`SELECT id FROM step.outside`)).toEqual([]);
});
