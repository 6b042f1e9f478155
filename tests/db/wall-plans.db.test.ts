// Behind the walls the indexes still serve: read from EXPLAIN on 60,000 rows, with departments.
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase, quietLog, type TestDatabase } from '../support/database.ts';
import { planOf } from '../support/explain.ts';
import { describeOn } from '../support/one-engine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.owner.many(
    trusted(`
      CREATE SCHEMA wide;
      CREATE TABLE wide.thing (id integer PRIMARY KEY, name text NOT NULL, tags text[] NOT NULL, geom geometry(Point, 4326) NOT NULL,
                               division_path text, shared_with text[]);
      SELECT platform.protect('wide.thing'), platform.protect_departments('wide.thing');
      INSERT INTO wide.thing (id, name, tags, geom, division_path, departments)
      SELECT i, md5(i::text), ARRAY['t' || i % 5000], ST_SetSRID(ST_MakePoint(119.5 + i % 200 / 200.0, 31.1 + i / 200 / 300.0), 4326), (320200 + i % 90)::text,
             CASE WHEN i % 10 = 0 THEN ARRAY['public-security'] WHEN i % 1000 = 1 THEN ARRAY['housing'] ELSE '{}'::text[] END
        FROM generate_series(1, 60000) AS i;
      CREATE INDEX thing_geom ON wide.thing USING gist (geom);
      CREATE INDEX thing_name ON wide.thing USING gin (name gin_trgm_ops);
      CREATE INDEX thing_tags ON wide.thing USING gin (tags);
      CREATE INDEX thing_departments ON wide.thing USING gin (departments);
      CREATE INDEX thing_division ON wide.thing (division_path) INCLUDE (shared_with, departments);
      SELECT platform.ask_whole('wide.thing');
      ANALYZE wide.thing`),
  );
});
afterAll(() => database.close());

it.each([
  ['a box', 'thing_geom', `geom && ST_MakeEnvelope(119.6, 31.2, 119.62, 31.22, 4326)`],
  ['ILIKE', 'thing_name', `name ILIKE '%ABCDE%'`],
  ['LIKE', 'thing_name', `name LIKE '%abcde%'`],
  ['a tag', 'thing_tags', `tags @> '{t77}'`],
  ['one of some tags', 'thing_tags', `tags && '{t77,t78}'`],
  ['a department', 'thing_departments', `departments && '{housing}'`],
])('%s is found by its index', async (_what, index, condition) => {
  for (const [role, areas, departments] of [
    ['staff', ['3202'], ['*']],
    ['staff', ['3202'], ['housing', 'fire-rescue']],
    ['staff', ['320205', '320206', '320281'], ['housing']],
    ['tile', ['320205'], ['housing']],
    ['tile', ['3202'], ['*']],
  ] as const) {
    const db = database.as({ role, areas, departments, actor: 'a test' });
    const text = await planOf(db, trusted(`SELECT id FROM wide.thing WHERE ${condition}`));
    expect(text).toMatch(new RegExp(`Index Scan (using|on) ${index}`));
    expect(text).not.toContain('Seq Scan');
  }
});

describeOn('postgres', 'its upkeep runs by the minute', () => {
  let keeper: pg.Client;
  beforeAll(async () => {
    keeper = new pg.Client(database.url);
    await keeper.connect();
    // As the server does by itself: an index answers alone where all its rows are seen by all, whoever else is at work in the cluster.
    const isSeenByAll = async () => {
      await keeper.query('VACUUM (ANALYZE) wide.thing');
      const { rows } = await keeper.query<{ whole: boolean }>(
        `SELECT relallvisible >= relpages AS whole FROM pg_class WHERE oid = 'wide.thing'::regclass`,
      );
      return rows[0]!.whole;
    };
    await vi.waitFor(async () => expect(await isSeenByAll()).toBe(true), { timeout: 60_000, interval: 200 });
  });
  afterAll(() => keeper.end());

  it.each([['a city', ['3202'], ['*']] as const, ['a county', ['320205'], ['housing']] as const])(
    'the rows of %s are counted from the index alone',
    async (_what, areas, departments) => {
      for (const role of ['staff', 'tile'] as const) {
        const db = database.as({ role, areas, departments, actor: 'a test' });
        const plan = await planOf(db, sql`SELECT count(*) FROM wide.thing`);
        expect(plan).toContain('Index Only Scan using thing_division on thing');
        expect(plan).not.toContain('Seq Scan');
      }
    },
  );

  it('the price of a page is that of who runs the server, where they have said one', async () => {
    const priceNow = async () => {
      const house = await openPostgres({ databaseUrl: database.url!, clock: () => new Date(), log: quietLog });
      const scope = { role: 'staff', areas: ['3202'], actor: 'a test' } as const;
      const row = await house
        .as(scope)
        .one<{ price: string }>(sql`SELECT current_setting('random_page_cost') AS price`);
      await house.close();
      return row!.price;
    };
    expect(await priceNow()).toBe('1.1');
    const name = new URL(database.url!).pathname.slice(1);
    await keeper.query(`ALTER DATABASE ${name} SET random_page_cost = 2.5`);
    expect(await priceNow()).toBe('2.5');
  });
});
