// Incidents that were there before one could look back get the times at which they happened, and keep those at which they were known.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { identifier, sql } from '../../db/sql.ts';
import { openTestDatabase, quietLog } from '../support/database.ts';

const at = (clock: string) => `2026-07-08T${clock}:00.000Z`;
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

beforeAll(async () => {
  database = await openTestDatabase({ empty: true });
  const before = readMigrations().filter(({ name }) => name < '0015');
  await migrate(database, { log: quietLog, migrations: before, derived: [] });
  await when('10:00', report('WX-20260708-0001', '09:50', '10:00'));
  await when('10:00', report('WX-20260708-0002', '10:03', '10:00')); // a sender whose clock runs ahead
  await when(
    '10:05',
    sql`UPDATE incidents.incident SET state = 'acknowledged', acknowledged_at = ${at('10:05')} WHERE number = 'WX-20260708-0001'`,
  );
  await migrate(database, { log: quietLog });
});
afterAll(() => database.close());

const states = async (way: 'known' | 'was', clock: string) =>
  (
    await database.owner.many<{ number: string; state: string }>(sql`
      SELECT number, state FROM ${identifier(`incidents.incident_${way}_at`)}(${at(clock)}) ORDER BY number`)
  ).map(({ number, state }) => `${number.slice(-1)} ${state}`);

it.each([
  ['known', '09:55', []],
  ['was', '09:45', []],
  ['was', '09:55', ['1 reported']],
  ['known', '10:02', ['1 reported', '2 reported']],
  ['was', '10:02', ['1 reported', '2 reported']],
  ['known', '10:06', ['1 acknowledged', '2 reported']],
  ['was', '10:06', ['1 acknowledged', '2 reported']],
] as const)('as %s at %s', async (way, clock, expected) => {
  expect(await states(way, clock)).toEqual(expected);
});

it('changes nothing of when it was known, and leaves the triggers on', async () => {
  const [row] = await database.owner.many(sql`
    SELECT recorded_at AS "recordedAt" FROM incidents.incident_history WHERE superseded_at IS NOT NULL`);
  expect(row).toEqual({ recordedAt: at('10:00') });
  await when('10:10', sql`UPDATE incidents.incident SET revision = 7 WHERE number = 'WX-20260708-0002'`);
  expect(await states('known', '10:09')).toContain('2 reported');
});
