import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, trusted } from '../../db/sql.ts';
import type { CountyCounts, IncidentTrends } from '../../server/walls/contract.ts';
import { countIncidents, countOpenAges } from '../../server/walls/figures.ts';
import { planOf } from '../support/explain.ts';
import { NOON, openWallHouse, WEST_STAFF, type WallHouse } from './house.ts';

let house: WallHouse;
beforeAll(async () => {
  house = await openWallHouse();
  // What was recorded, and when, by hand: [time of day in UTC, path, kind, level, state]; each known at once.
  const rows = [
    ['2026-07-07T04:59:59Z', '320213', 'fire', 1, 'closed'], // the hour before the first of 24
    ['2026-07-07T05:00:00Z', '320213', 'fire', 1, 'closed'], // the first moment that counts
    ['2026-07-08T01:20:00Z', '320213001', 'fire', 2, 'reported'], // waits 2 h 40 min
    ['2026-07-08T02:00:00Z', '320213', 'gas-leak', 2, 'reported'], // waits 2 h
    ['2026-07-08T02:30:00Z', '320205', 'fire', null, 'acknowledged'], // waits 1 h 30 min
    ['2026-07-08T03:30:00Z', '320205', 'traffic', 4, 'reported'], // waits 30 min
    ['2026-07-08T03:45:00Z', '3202', 'traffic', 3, 'reported'], // waits 15 min, in no county
    ['2026-07-08T03:46:00Z', '320213', 'fire', 1, 'duplicate'],
  ] as const;
  for (const [no, [at, path, kind, level, state]] of rows.entries()) {
    house.clock.set(at); // what is recorded is recorded now
    await house.database.owner.one(sql`
      INSERT INTO incidents.incident (number, feed_id, source, kind, level, title, title_initials, title_pinyin, geom, division_path,
                                      occurred_at, received_at, acknowledged_at, closed_at, duplicate_of, state, valid_from)
      SELECT ${`WX-20260708-000${no}`}, 'f', '110', ${kind}, ${level}, 'x', 'x', 'x', 'SRID=4326;POINT(120.1 31.55)', ${path},
             ${at}, ${at}, CASE WHEN ${state} IN ('acknowledged', 'closed') THEN ${at}::timestamptz END,
             CASE WHEN ${state} = 'closed' THEN ${at}::timestamptz END,
             CASE WHEN ${state} = 'duplicate' THEN (SELECT id FROM incidents.incident WHERE number = 'WX-20260708-0003') END,
             ${state}::incidents.state, ${at}`);
  }
  house.clock.set(NOON);
  await house.database.owner.many(
    trusted(`
      INSERT INTO shelters.shelter (code, name, name_initials, name_pinyin, kind, state, capacity_persons, indoor, point, division_path, demo, approximate, source)
      SELECT 's' || no, 's', 's', 's', 'emergency', state, capacity, true, 'SRID=4326;POINT(120.1 31.55)', path, true, false, 'test'
        FROM (VALUES (1, 'ready', 300, '320213'), (2, 'ready', 200, '320213001'), (3, 'open', 50, '320213'), (4, 'ready', 7, '320205')) AS v (no, state, capacity, path);
      INSERT INTO hazards.hazard (code, name, name_initials, name_pinyin, class, kind, level, responsible_unit, geom, division_path, demo, approximate, source)
      SELECT 'h' || no, 'h', 'h', 'h', 'natural', 'flood', level::smallint, 'x', 'SRID=4326;POINT(120.1 31.55)', path, true, false, 'test'
        FROM (VALUES (1, 1, '320213'), (2, 1, '320213001'), (3, NULL, '320213'), (4, 4, '320205')) AS v (no, level, path)`),
  );
});
afterAll(() => house.close());

const levels = (over: object = {}) => ({ red: 0, orange: 0, yellow: 0, blue: 0, unknown: 0, ...over });
const trends = async (query = '', as = house.staff) => (await as(`/api/walls/trends${query}`)).json<IncidentTrends>();

describe('trends', () => {
  it('count each hour of 24, and nothing of the hour before', async () => {
    const { byHour, total, at } = await trends();
    expect(at).toBe(NOON);
    expect(total).toBe(6);
    expect(byHour).toHaveLength(24);
    expect(byHour[0]).toEqual({ hour: '2026-07-07T05:00:00.000Z', total: 1, levels: levels({ red: 1 }) });
    expect(byHour.at(-1)).toEqual({ hour: NOON, total: 0, levels: levels() });
    expect(byHour.slice(20, 23).map((bar) => bar.total)).toEqual([1, 2, 2]); // 01, 02 and 03 o'clock
  });

  it('count each county, and apart what lies in none', async () => {
    expect((await trends()).byCounty).toEqual([
      { divisionPath: '320205', name: '锡山区', total: 2, levels: levels({ blue: 1, unknown: 1 }) },
      { divisionPath: '320213', name: '梁溪区', total: 3, levels: levels({ red: 1, orange: 2 }) },
      { divisionPath: null, name: null, total: 1, levels: levels({ yellow: 1 }) },
    ]);
  });

  it('count each kind, the most frequent first, and each level', async () => {
    const { byKind, levels: all } = await trends();
    expect(byKind.map(({ kind, total }) => [kind, total])).toEqual([
      ['fire', 3],
      ['traffic', 2],
      ['gas-leak', 1],
    ]);
    expect(all).toEqual({ red: 1, orange: 2, yellow: 1, blue: 1, unknown: 1 });
  });

  it('tell how long the open ones have waited; two hours are two hours', async () => {
    expect((await trends()).openByAge).toEqual([
      { age: 'under-30-min', total: 1, levels: levels({ yellow: 1 }) },
      { age: 'under-2-h', total: 2, levels: levels({ blue: 1, unknown: 1 }) },
      { age: 'from-2-h', total: 2, levels: levels({ orange: 2 }) },
    ]);
  });

  it('stop at the wall around the rows', async () => {
    const west = await trends('', house.as(WEST_STAFF).inject);
    expect(west.byCounty.map(({ divisionPath, total }) => [divisionPath, total])).toEqual([['320213', 3]]);
    expect(west.openByAge.map(({ total }) => total)).toEqual([0, 0, 2]);
  });

  it('answer for a moment of the past with what was known then', async () => {
    const then = await trends('?asKnownAt=2026-07-08T02:10:00Z&hours=2');
    expect(then).toMatchObject({ at: '2026-07-08T02:10:00.000Z', total: 2, dataAt: '2026-07-08T02:00:00.000Z' });
    expect(then.byHour.map(({ hour, total }) => [hour, total])).toEqual([
      ['2026-07-08T01:00:00.000Z', 1],
      ['2026-07-08T02:00:00.000Z', 1],
    ]);
    // The one of 01:20 had waited for 50 minutes, the one of 02:00 for ten.
    expect(then.openByAge.map(({ total }) => total)).toEqual([1, 1, 0]);
  });

  it('say that there is nothing, and since when: never', async () => {
    const nowhere = house.as({ areas: ['320281'] }).inject;
    expect(await trends('', nowhere)).toMatchObject({ total: 0, dataAt: null, byCounty: [], byKind: [] });
  });

  it('are read by an index among many', async () => {
    await house.database.owner.many(
      trusted(`
        INSERT INTO incidents.incident (number, feed_id, source, kind, level, title, title_initials, title_pinyin, geom, division_path,
                                        occurred_at, received_at, acknowledged_at, closed_at, state, valid_from)
        SELECT 'OLD-20250101-' || lpad(i::text, 6, '0'), 'old', '110', 'fire', 3, 'x', 'x', 'x', 'SRID=4326;POINT(120.1 31.55)', '320213',
               t, t, t, t, 'closed', t
          FROM generate_series(1, 3000) AS i, LATERAL (SELECT timestamptz '2025-01-01T00:00:00Z' + i * interval '1 hour') AS at (t);
        ANALYZE incidents.incident`),
    );
    const plans: string[] = [];
    const db = house.database.as({ role: 'staff', areas: ['3202'], actor: 'a test' });
    const explained = {
      ...db,
      many: async (query: Parameters<typeof db.many>[0]) => (plans.push(await planOf(db, query)), []),
    };
    await countIncidents(explained, undefined, { at: new Date(NOON), hours: 24 });
    await countOpenAges(explained, undefined, new Date(NOON));
    expect(plans[0]).toContain('incident_occurred');
    expect(plans[1]).toMatch(/incident_open|incident_past/);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan on incident');
  });
});

it('counts shelters by state with their room, and hazards by level, in each county', async () => {
  const { counties, at, sheltersAt } = (await house.staff('/api/walls/counties')).json<CountyCounts>();
  expect(at).toBe(NOON);
  expect(sheltersAt).not.toBeNull();
  expect(counties).toEqual([
    {
      divisionPath: '320205',
      name: '锡山区',
      shelters: [{ state: 'ready', count: 1, capacityPersons: 7 }],
      hazards: [{ level: 4, count: 1 }],
    },
    {
      divisionPath: '320213',
      name: '梁溪区',
      shelters: [
        { state: 'open', count: 1, capacityPersons: 50 },
        { state: 'ready', count: 2, capacityPersons: 500 },
      ],
      hazards: [
        { level: 1, count: 2 },
        { level: null, count: 1 },
      ],
    },
  ]);
});
