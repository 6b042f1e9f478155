// The catalogue of a migrated database, whatever its migrations look like: no column, table or view of it holds something of a person.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql, trusted } from '../../db/sql.ts';
import { EXCUSED_IN_DATABASE, excuseFor, isPersonal, isPersonalColumn } from '../architecture/personal-names.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Everything of the catalogue that bears a person's name: `schema.table` or `schema.table.column`. */
async function personalThings(): Promise<string[]> {
  const relations = await database.owner.many<{ schema: string; name: string; columns: string[] }>(sql`
    SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'topology') GROUP BY 1, 2 ORDER BY 1, 2`);
  return relations.flatMap(({ schema, name, columns }) => [
    ...(isPersonal(name) ? [`${schema}.${name}`] : []),
    ...columns.filter((column) => isPersonalColumn(name, column)).map((column) => `${schema}.${name}.${column}`),
  ]);
}

const unexcused = async () =>
  (await personalThings()).filter((name) => excuseFor(name, EXCUSED_IN_DATABASE) === undefined);

it('holds places, never persons, outside of the sealed stores', async () => {
  expect(await unexcused()).toEqual([]);
});

it('needs every one of its excuses', async () => {
  const used = new Set((await personalThings()).map((name) => excuseFor(name, EXCUSED_IN_DATABASE)));
  expect(Object.keys(EXCUSED_IN_DATABASE).filter((excuse) => !used.has(excuse))).toEqual([]);
});

it.each([
  ['incidents.incident', 'reporter_phone'],
  ['incidents.entry', 'id_card'],
  ['sites.site', 'lianxiren'],
  ['sites.site', 'contact2'],
  ['hazards.hazard', 'legal_person_name'],
  ['shelters.shelter', 'manager_wechat'],
  ['walls.wall', 'mac'],
  ['imports.row', 'sfz'],
  ['identity.person', 'mobile'],
  ['identity.person', 'home_address'],
])('finds %s.%s the day that a migration adds it', async (table, column) => {
  const [schema = '', name = ''] = table.split('.');
  await database.owner.many(
    trusted(`CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE TABLE IF NOT EXISTS ${schema}.${name} (id uuid);
             ALTER TABLE ${schema}.${name} ADD COLUMN ${column} text`),
  );
  expect(await unexcused()).toContain(`${table}.${column}`);
  await database.owner.many(trusted(`ALTER TABLE ${table} DROP COLUMN ${column}`));
});
