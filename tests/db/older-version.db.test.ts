// What a version before had comes along, whether it is migrated in place or restored from a backup of then:
// incidents that were there before one could look back get the times at which they happened, and keep those at which they were known.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from '../../db/backup.ts';
import type { Database } from '../../db/connection.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { restore } from '../../db/restore.ts';
import { identifier, sql } from '../../db/sql.ts';
import { openTestDatabase, quietLog } from '../support/database.ts';

const at = (clock: string) => `2026-07-08T${clock}:00.000Z`;
const folder = mkdtempSync(join(tmpdir(), 'fengsui-older-'));
const file = join(folder, 'older.backup');
let database: Database;

/** What the owner does at a moment by the clock of the house. */
const when = (clock: string, work: Parameters<Database['owner']['one']>[0]) =>
  database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('app.now', ${at(clock)}, true)`);
    await tx.one(work);
  });
const report = (number: string, occurredAt: string, receivedAt: string) => sql`
  INSERT INTO incidents.incident (number, feed_id, source, kind, title, title_initials, title_pinyin, geom, division_path, occurred_at, received_at)
  VALUES (${number}, 'f', '110', 'fire', 'A', 'a', 'a', 'SRID=4326;POINT(120.3 31.5)', '320213', ${at(occurredAt)}, ${at(receivedAt)})`;

const hazard = (code: string) => sql`
  INSERT INTO hazards.hazard (code, name, name_initials, name_pinyin, class, kind, level, responsible_unit, geom, division_path, demo, approximate, source)
  VALUES (${code}, '加油站', 'jyz', 'jiayouzhan', 'accident', 'gas', 2, '', 'SRID=4326;POINT(120.3 31.5)', '320213', false, false, 'test')`;

beforeAll(async () => {
  database = await openTestDatabase({ empty: true });
  const before = readMigrations().filter(({ name }) => name < '0011');
  await migrate(database, { log: quietLog, migrations: before, derived: [] });
  await when('10:00', report('WX-20260708-0001', '09:50', '10:00'));
  await when('10:00', report('WX-20260708-0002', '10:03', '10:00')); // a sender whose clock runs ahead
  await when(
    '10:05',
    sql`UPDATE incidents.incident SET state = 'acknowledged', acknowledged_at = ${at('10:05')} WHERE number = 'WX-20260708-0001'`,
  );
  await when('10:05', hazard('H-1'));
  await backUp(database, file, new Date(at('10:08')));
  await migrate(database, { log: quietLog });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const states = async (way: 'known' | 'was', clock: string) =>
  (
    await database.owner.many<{ number: string; state: string }>(sql`
      SELECT number, state FROM ${identifier(`incidents.incident_${way}_at`)}(${at(clock)}) ORDER BY number`)
  ).map(({ number, state }) => `${number.slice(-1)} ${state}`);

const MOMENTS = [
  ['known', '09:55', []],
  ['was', '09:45', []],
  ['was', '09:55', ['1 reported']],
  ['known', '10:02', ['1 reported', '2 reported']],
  ['was', '10:02', ['1 reported', '2 reported']],
  ['known', '10:06', ['1 acknowledged', '2 reported']],
  ['was', '10:06', ['1 acknowledged', '2 reported']],
] as const;

it.each(MOMENTS)('as %s at %s', async (way, clock, expected) => {
  expect(await states(way, clock)).toEqual(expected);
});

it('changes nothing of when it was known, and leaves the triggers on', async () => {
  const [row] = await database.owner.many(sql`
    SELECT recorded_at AS "recordedAt" FROM incidents.incident_history WHERE superseded_at IS NOT NULL`);
  expect(row).toEqual({ recordedAt: at('10:00') });
  await when('10:10', sql`UPDATE incidents.incident SET revision = 7 WHERE number = 'WX-20260708-0002'`);
  expect(await states('known', '10:09')).toContain('2 reported');
});

describe('restored from the backup of the version before', () => {
  beforeAll(async () => {
    expect(await restore(database, file)).toMatchObject({ rows: expect.any(Number) as number });
  });

  it.each(MOMENTS)('as %s at %s', async (way, clock, expected) => {
    expect(await states(way, clock)).toEqual(expected);
  });

  it('has every migration, what was there with what is new about it, and goes on as if it had never stopped', async () => {
    const [last] = await database.owner.many<{ name: string }>(sql`SELECT max(name) AS name FROM platform.migration`);
    expect(last!.name).toBe(readMigrations().at(-1)!.name);
    const published = () => database.owner.many(sql`SELECT code, level FROM portal.hazard ORDER BY code`);
    expect(await published()).toEqual([]);
    await when('10:20', sql`UPDATE hazards.hazard SET published = true WHERE code = 'H-1'`);
    expect(await published()).toEqual([{ code: 'H-1', level: 2 }]);
    await when('10:21', hazard('H-2'));
    expect(await database.owner.many(sql`SELECT code, no FROM hazards.hazard ORDER BY no`)).toEqual([
      { code: 'H-1', no: 1 },
      { code: 'H-2', no: 2 },
    ]);
  });
});
