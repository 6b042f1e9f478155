// The walls around rows: who sees and writes what, with nothing but the role and the areas of the scope.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseRole, Db } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.owner.many(
    trusted(`
      CREATE SCHEMA walled;
      CREATE TABLE walled.thing (id text PRIMARY KEY, division_path text, shared_with text[]);
      CREATE TABLE walled.part (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thing_id text NOT NULL REFERENCES walled.thing, text text);
      CREATE TABLE walled.kind (name text PRIMARY KEY);
      CREATE TABLE walled.report (id text PRIMARY KEY, division_path text, shared_with text[]);
      SELECT platform.protect('walled.thing'), platform.protect_child('walled.part', 'thing_id', 'walled.thing'),
             platform.reference('walled.kind'), platform.protect('walled.report', true);
      INSERT INTO walled.thing VALUES ('city', '3202', '{}'), ('liangxi', '320213', '{}'), ('xishan', '320205', '{}'),
        ('xishan town', '320205001', '{}'), ('xishan village', '320205001002', '{}'), ('shared', '320214', '{320205}'),
        ('jiangyin', '320281', '{}'), ('yixing', '320282', '{}');
      INSERT INTO walled.part (thing_id, text) SELECT id, 'part of ' || id FROM walled.thing;
      INSERT INTO walled.kind VALUES ('flood');
      INSERT INTO walled.report VALUES ('there', '320205', '{}'), ('elsewhere', '320213', '{}')`),
  );
});
afterAll(() => database.close());

const as = (role: DatabaseRole, ...areas: string[]): Db => database.as({ role, areas, actor: 'a test' });
const seen = async (db: Db, table = 'thing', column = 'id') =>
  (await db.many<{ id: string }>(trusted(`SELECT ${column} AS id FROM walled.${table} ORDER BY 1`))).map(
    ({ id }) => id,
  );
const insert = (id: string, path: string) => sql`INSERT INTO walled.thing (id, division_path) VALUES (${id}, ${path})`;
const DENIED = { code: '42501' };
const XISHAN = ['shared', 'xishan', 'xishan town', 'xishan village'];

describe('staff', () => {
  it('see their area, what lies below it and what is shared with it', async () => {
    expect(await seen(as('staff', '320205'))).toEqual(XISHAN);
    expect(await seen(as('staff', '320205001'))).toEqual(['xishan town', 'xishan village']);
    expect(await seen(as('staff', '3202'))).toHaveLength(8);
  });

  it('see all of several areas', async () => {
    expect(await seen(as('staff', '320281', '320282', '320213'))).toEqual(['jiangyin', 'liangxi', 'yixing']);
  });

  it('see nothing without an area', async () => {
    expect(await seen(as('staff'))).toEqual([]);
    expect(await seen(as('staff', ''))).toEqual([]);
    expect(await seen(as('staff'), 'part', 'text')).toEqual([]);
  });

  it('see and write parts of what they see and write', async () => {
    expect(await seen(as('staff', '320205'), 'part', 'text')).toEqual(XISHAN.map((id) => `part of ${id}`));
    const add = (thing: string) =>
      as('staff', '320205').one(sql`INSERT INTO walled.part (thing_id, text) VALUES (${thing}, 'new') RETURNING id`);
    expect(await add('xishan town')).toBeDefined();
    await expect(add('shared')).rejects.toMatchObject(DENIED);
    await expect(add('liangxi')).rejects.toMatchObject(DENIED);
  });

  it('write in their area alone', async () => {
    const staff = as('staff', '320205');
    await staff.one(insert('mine', '320205002'));
    await expect(staff.one(insert('theirs', '320213001'))).rejects.toMatchObject(DENIED);
    await expect(
      staff.one(sql`UPDATE walled.thing SET division_path = '320213' WHERE id = 'mine'`),
    ).rejects.toMatchObject(DENIED);
    const touched = sql`UPDATE walled.thing SET shared_with = '{3202}' WHERE id = ANY (${['shared', 'liangxi']}::text[]) RETURNING id`;
    expect(await staff.many(touched)).toEqual([]);
    expect(await staff.many(sql`DELETE FROM walled.thing WHERE id = 'liangxi' RETURNING id`)).toEqual([]);
    expect(await staff.many(sql`DELETE FROM walled.thing WHERE id = 'mine' RETURNING id`)).toEqual([{ id: 'mine' }]);
  });
});

it('tiles see an area and what lies below, not what is shared, and write nothing', async () => {
  expect(await seen(as('tile', '320205'))).toEqual(['xishan', 'xishan town', 'xishan village']);
  expect(await seen(as('tile'))).toEqual([]);
  await expect(as('tile', '3202').one(insert('x', '320205'))).rejects.toMatchObject(DENIED);
});

it('feeds write only where a table lets them in, and only in their area', async () => {
  const feed = as('feed', '320205');
  await expect(seen(feed)).rejects.toMatchObject(DENIED);
  expect(await seen(feed, 'report')).toEqual(['there']);
  const report = (path: string) => sql`INSERT INTO walled.report (id, division_path) VALUES (${path}, ${path})`;
  await feed.one(report('320205001'));
  await expect(feed.one(report('320213001'))).rejects.toMatchObject(DENIED);
  await expect(feed.one(sql`DELETE FROM walled.report`)).rejects.toMatchObject(DENIED);
});

it('the public and the auditors see reference data alone', async () => {
  for (const role of ['public', 'audit'] as const) {
    expect(await seen(as(role), 'kind', 'name')).toEqual(['flood']);
    await expect(seen(as(role, '3202'))).rejects.toMatchObject(DENIED);
    await expect(as(role).one(sql`INSERT INTO walled.kind VALUES ('x')`)).rejects.toMatchObject(DENIED);
  }
});

it('jobs see everything', async () => {
  expect(await seen(as('job'))).toHaveLength(8);
});

it('a path of another width is refused by the table', async () => {
  for (const path of ['', '3', '32020', '3202050', '32020500100', '320205x', '3202050010021']) {
    await expect(as('job').one(insert('wrong', path))).rejects.toMatchObject({ code: '23514' });
  }
  const shared = sql`INSERT INTO walled.thing VALUES ('wrong', '3202', '{3202,""}')`;
  await expect(as('job').one(shared)).rejects.toMatchObject({ code: '23514' });
});

describe('the house outside of a scope', () => {
  const asServer = <Row>(text: string) =>
    database.owner.transaction(async (tx) => {
      await tx.one(sql`SELECT set_config('role', 'fengsui_server', true)`);
      return tx.many<Row>(trusted(text));
    });

  it('can read nothing', async () => {
    for (const table of ['walled.thing', 'walled.kind', 'platform.event', 'platform.setting']) {
      await expect(asServer(`SELECT FROM ${table}`)).rejects.toMatchObject(DENIED);
    }
  });

  it('owns nothing', async () => {
    const owned = await database.owner.many(sql`
      SELECT relname FROM pg_class WHERE relowner::regrole::text LIKE 'fengsui%'
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner::regrole::text LIKE 'fengsui%'
      UNION ALL SELECT proname FROM pg_proc WHERE proowner::regrole::text LIKE 'fengsui%'`);
    expect(owned).toEqual([]);
  });

  it('is no superuser, cannot log in and steps past no policy', async () => {
    const roles = await database.owner.many(sql`
      SELECT rolname FROM pg_roles
       WHERE rolname LIKE 'fengsui\\_%' AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb)`);
    expect(roles).toEqual([]);
  });

  it('gives no role what another may, but to a phone at a wall what anybody may', async () => {
    const inheriting = await database.owner.many(sql`
      SELECT member.rolname AS role, granted.rolname AS may
        FROM pg_auth_members link
        JOIN pg_roles member ON member.oid = link.member
        JOIN pg_roles granted ON granted.oid = link.roleid
       WHERE member.rolname LIKE 'fengsui\\_%' AND member.rolinherit`);
    expect(inheriting).toEqual([{ role: 'fengsui_remote', may: 'fengsui_public' }]);
  });
});

describe('events', () => {
  it('are added by staff, who cannot read what others added', async () => {
    await database.owner.one(sql`INSERT INTO platform.topic (name) VALUES ('walled') ON CONFLICT DO NOTHING`);
    const staff = as('staff', '320205');
    await staff.transaction(async (tx) => {
      const taken = await tx.one<{ seq: number }>(
        sql`UPDATE platform.topic SET seq = seq + 1 WHERE name = 'walled' RETURNING seq`,
      );
      await tx.one(sql`
        INSERT INTO platform.event (topic, seq, name, id, at, body, visible_to)
        VALUES ('walled', ${taken!.seq}, 'walled.changed', '1', platform.now(), '{}', '{320205}')`);
    });
    await expect(staff.many(sql`SELECT id FROM platform.event`)).rejects.toMatchObject(DENIED);
    expect(await as('job').many(sql`SELECT id FROM platform.event WHERE topic = 'walled'`)).toEqual([{ id: '1' }]);
  });
});

it('a layer gets another version for the scopes that a change touches, and for no other', async () => {
  const versionOf = async (...areas: string[]) =>
    (await as('tile').one<{ version: number }>(sql`SELECT version FROM platform.layer_version('walled', ${areas}::text[])`))!.version; // prettier-ignore
  expect(await versionOf('3202')).toBe(0);
  await as('staff', '320205').one(sql`SELECT platform.bump_layer('walled', ${['320205001002', '320205001']}::text[])`);
  const before = [
    await versionOf('3202'),
    await versionOf('320205'),
    await versionOf('320205003'),
    await versionOf('320213'),
  ];
  expect(before).toEqual([1, 1, 1, 0]);
  await as('job').one(sql`SELECT platform.bump_layer('walled', ${['320205', '320213']}::text[])`);
  expect([await versionOf('3202'), await versionOf('320205'), await versionOf('320213'), await versionOf('320213', '320205')]).toEqual([3, 2, 1, 3]); // prettier-ignore
});

it('no table of the house stands without a wall', async () => {
  const bare = await database.owner.many(sql`
    SELECT format('%I.%I', nspname, relname) AS table, kind, relrowsecurity AS walled
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      LEFT JOIN platform.wall ON relation = format('%I.%I', nspname, relname)
     WHERE relkind IN ('r', 'p', 'm', 'f') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
       AND (kind IS NULL OR relkind = 'm' OR (kind IN ('protected', 'child') AND NOT relrowsecurity))`);
  expect(bare).toEqual([]);
});

it('every view asks with the rights of who looks', async () => {
  const leaky = await database.owner.many(sql`
    SELECT format('%I.%I', nspname, relname) AS view FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'v' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
       AND NOT coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on,security_invoker}'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`);
  expect(leaky).toEqual([]);
});
