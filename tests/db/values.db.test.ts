// Values go in and come out the same on both engines.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Db } from '../../db/connection.ts';
import { json } from '../../db/parameters.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let db: Db;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.owner;
  await db.many(trusted(`CREATE TYPE mood AS ENUM ('calm', 'in "alarm"', 'a,b')`));
});
afterAll(() => database.close());

const valueOf = async (query: ReturnType<typeof sql>) => (await db.one<{ value: unknown }>(query))?.value;

describe('out of the database', () => {
  it.each([
    [`true`, true],
    [`32767::int2`, 32767],
    [`9007199254740991::int8`, Number.MAX_SAFE_INTEGER],
    [`0.1::float8 + 0.2::float8`, 0.1 + 0.2],
    [`'NaN'::float8`, NaN],
    [`1.50::numeric`, '1.50'],
    [`'2030-01-01 14:00+08'::timestamptz`, '2030-01-01T06:00:00.000Z'],
    [`'2030-01-01 06:00:00.5Z'::timestamptz`, '2030-01-01T06:00:00.500Z'],
    [`'2030-01-01 06:00:00.123456Z'::timestamptz`, '2030-01-01T06:00:00.123456Z'],
    [`'2030-01-01 06:00:00'::timestamp`, '2030-01-01T06:00:00.000'],
    [`'2030-01-01'::date`, '2030-01-01'],
    [`interval '1 day 90 seconds'`, 'P1DT1M30S'],
    [`'\\x00ff'::bytea`, Buffer.from([0, 255])],
    [`'{"a": [1, null]}'::jsonb`, { a: [1, null] }],
    [`NULL::text`, null],
    [`ARRAY[1, NULL, 3]`, [1, null, 3]],
    [`ARRAY[1, 9007199254740991]::int8[]`, [1, Number.MAX_SAFE_INTEGER]],
    [`'{}'::text[]`, []],
    [`ARRAY['a,b', 'NULL', NULL, '"', '\\', '']`, ['a,b', 'NULL', null, '"', '\\', '']],
    [`ARRAY[['a'], ['b']]`, [['a'], ['b']]],
    [`ARRAY['calm', 'in "alarm"', 'a,b']::mood[]`, ['calm', 'in "alarm"', 'a,b']],
    [`ARRAY['{"a": "}"}', '[1]']::jsonb[]`, [{ a: '}' }, [1]]],
    [`ARRAY['2030-01-01 06:00Z']::timestamptz[]`, ['2030-01-01T06:00:00.000Z']],
    [`ARRAY['2030-01-01 06:00']::timestamp[]`, ['2030-01-01T06:00:00.000']],
    [`ARRAY['\\x01'::bytea]`, [Buffer.from([1])]],
    [`ARRAY[1.5, 2]::numeric[]`, ['1.5', '2']],
    [`ARRAY['1 hour'::interval]`, ['PT1H']],
    [`ST_AsGeoJSON('SRID=4326;POINT(120.3 31.5)'::geometry)::json`, { type: 'Point', coordinates: [120.3, 31.5] }],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(trusted(`SELECT ${expression} AS value`))).toEqual(expected);
  });

  it.each([
    [`9007199254740992::int8`, 'too large'],
    [`ARRAY[-9007199254740992]::int8[]`, 'too large'],
    [`'infinity'::timestamptz`, 'infinite'],
    [`'-infinity'::date`, 'infinite'],
    [`'10000-01-01Z'::timestamptz`, 'outside'],
  ])('refuses %s rather than to tell it wrongly', async (expression, message) => {
    await expect(valueOf(trusted(`SELECT ${expression} AS value`))).rejects.toThrow(message);
  });

  it('knows a type that was made a moment ago', async () => {
    await db.many(trusted(`CREATE TYPE colour AS ENUM ('red')`));
    expect(await valueOf(sql`SELECT ARRAY['red']::colour[] AS value`)).toEqual(['red']);
  });
});

describe('into the database', () => {
  it.each([
    ['a date', () => sql`SELECT ${new Date('2030-01-01T06:00:00Z')}::timestamptz AS value`, '2030-01-01T06:00:00.000Z'],
    ['bytes', () => sql`SELECT ${Buffer.from([0, 255])}::bytea AS value`, Buffer.from([0, 255])],
    ['an object', () => sql`SELECT ${{ a: "it's" }}::jsonb AS value`, { a: "it's" }],
    ['an array as JSON', () => sql`SELECT ${json(['a', { b: 1 }])}::jsonb AS value`, ['a', { b: 1 }]],
    [
      'objects as an array',
      () => sql`SELECT ${[{ a: '"' }, { b: null }]}::jsonb[] AS value`,
      [{ a: '"' }, { b: null }],
    ],
    [
      'texts',
      () => sql`SELECT ${['', ' ', 'NULL', null, '{"', '\\', '锡']}::text[] AS value`,
      ['', ' ', 'NULL', null, '{"', '\\', '锡'],
    ],
    ['nested arrays', () => sql`SELECT ${[[1, 2], [3, 4]]}::int[] AS value`, [[1, 2], [3, 4]]], // prettier-ignore
    ['an empty array', () => sql`SELECT ${[]}::int[] AS value`, []],
    ['an enum', () => sql`SELECT ${'a,b'}::mood AS value`, 'a,b'],
    ['an array of an enum', () => sql`SELECT ${['calm', 'a,b']}::mood[] AS value`, ['calm', 'a,b']],
    ['undefined', () => sql`SELECT ${undefined}::int AS value`, null],
    ['a boolean', () => sql`SELECT ${false}::bool AS value`, false],
    ['a bigint', () => sql`SELECT ${12n}::int8 AS value`, 12],
    ['a quote', () => sql`SELECT ${`'; DROP TABLE x; --`} AS value`, `'; DROP TABLE x; --`],
  ])('%s', async (_what, query, expected) => {
    expect(await valueOf(query())).toEqual(expected);
  });

  it('refuses U+0000 with an error of the database', async () => {
    await expect(valueOf(sql`SELECT ${'a\u0000b'}::text AS value`)).rejects.toMatchObject({ code: '22021' });
    expect(await valueOf(sql`SELECT 1 AS value`)).toBe(1);
  });
});

it('tells errors in the same words', async () => {
  await db.many(
    trusted(
      `CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES child, CONSTRAINT small CHECK (id < 10))`,
    ),
  );
  await expect(db.one(sql`INSERT INTO child VALUES (1, 2)`)).rejects.toMatchObject({
    name: 'QueryError', code: '23503', schema: 'public', table: 'child', constraint: 'child_parent_fkey',
  }); // prettier-ignore
  await expect(db.one(sql`INSERT INTO child VALUES (10, 10)`)).rejects.toMatchObject({
    code: '23514',
    constraint: 'small',
  });
  await expect(db.one(sql`INSERT INTO child VALUES (1, NULL)`)).rejects.toMatchObject({
    code: '23502',
    column: 'parent',
  });
  await expect(db.one(sql`SELECT ${'x'}::int`)).rejects.toMatchObject({ code: '22P02' });
});
