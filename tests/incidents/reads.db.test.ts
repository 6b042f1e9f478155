import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Feed, Incident } from '../../server/incidents/contract.ts';
import { tellSilentFeeds } from '../../server/incidents/feed-pulse.ts';
import { eastStaff, NOON, openHouse, reported, staff, westStaff, type House } from './house.ts';
import { IN_EAST, IN_WEST, ON_WATER_WEST, WEST } from './town.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const minutesAgo = (minutes: number) => new Date(Date.parse(NOON) - minutes * 60_000).toISOString();

it('lists what is open, gravest first, then who waits longest; unknown has a place of its own below, as in the filter', async () => {
  const made: Incident[] = [];
  for (const [at, level] of ([4, 2, null, 1, 3, 2] as const).entries()) {
    house.clock.set(minutesAgo(10 - at));
    made.push(await reported(house, { level, occurredAt: minutesAgo(10 - at) }));
  }
  house.clock.set(NOON);
  const open = (await staff(house, 'GET', '')).json<Incident[]>();
  expect(open).toEqual([made[3], made[1], made[5], made[4], made[0], made[2]]);
  for (const { id } of made) await finish(id);
});

async function finish(id: string) {
  await staff(house, 'POST', `/${id}/acknowledgement`, { revision: 1 });
  await staff(house, 'POST', `/${id}/closure`, { revision: 2, text: '完' });
}

it('shows each county its own', async () => {
  const [west, east] = [await reported(house), await reported(house, { point: IN_EAST })];
  expect((await westStaff(house)).json()).toEqual([west]);
  expect((await eastStaff(house)).json()).toEqual([east]);
  expect((await staff(house, 'GET', '')).json()).toHaveLength(2);
});

it('counts the open ones by grid, with the worst level; on the water they count in none', async () => {
  await reported(house, { level: 2 });
  await reported(house, { level: 1, point: ON_WATER_WEST });
  const grid = await house.database.owner.one<{ no: number }>(sql`SELECT no FROM grids.grid WHERE code = ${WEST.grid}`);
  expect((await westStaff(house, '/by-grid')).json()).toEqual([[grid!.no, 2, 2]]);
});

it('leaves the worst level at 0 where none is known', async () => {
  const [east] = (await eastStaff(house)).json<Incident[]>();
  await finish(east!.id);
  await reported(house, { level: null, point: IN_EAST });
  expect((await eastStaff(house, '/by-grid')).json()).toEqual([[expect.any(Number), 1, 0]]);
});

it('turns the pages of what is over without a gap and without a repetition', async () => {
  const all = (await staff(house, 'GET', '?state=closed&limit=1000')).json<{
    items: Incident[];
    total: number;
    next: null;
  }>();
  expect(all.total).toBe(7);
  expect(all.next).toBeNull();
  const seen: string[] = [];
  for (let after = ''; ;) {
    const page = (
      await staff(house, 'GET', `?state=closed&limit=3${after && `&after=${encodeURIComponent(after)}`}`)
    ).json<{
      items: Incident[];
      total: number;
      next: string | null;
    }>();
    expect(page.total).toBe(7);
    seen.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual(all.items.map(({ id }) => id));
});

it.each(['x', '2026-99-99T00:00:00Z_00000000-0000-4000-8000-000000000000', "2026-07-08T04:00:00.000Z_' OR 1=1"])(
  'refuses %j as a cursor',
  async (after) => {
    expect((await staff(house, 'GET', `?state=closed&after=${encodeURIComponent(after)}`)).statusCode).toBe(400);
  },
);

it('counts what happened in each hour; an hour without any is there with 0', async () => {
  const { database } = house;
  await database.owner.one(sql`UPDATE incidents.incident SET occurred_at = '2026-07-01T00:00:00Z'`);
  await reported(house, { level: 3, occurredAt: '2026-07-08T02:00:00.000Z' });
  await reported(house, { level: 2, occurredAt: '2026-07-08T02:59:59.999Z' });
  await reported(house, { level: null, occurredAt: '2026-07-08T03:00:00.000Z' });
  expect((await staff(house, 'GET', '/hourly?hours=4')).json()).toEqual([
    { hour: '2026-07-08T01:00:00.000Z', count: 0, worstLevel: null },
    { hour: '2026-07-08T02:00:00.000Z', count: 2, worstLevel: 2 },
    { hour: '2026-07-08T03:00:00.000Z', count: 1, worstLevel: null },
    { hour: '2026-07-08T04:00:00.000Z', count: 0, worstLevel: null },
  ]);
});

const feed = async (id: string) => (await staff(house, 'GET', '/feeds')).json<Feed[]>().find((one) => one.id === id);
const beat = (key: string, body: object = {}) =>
  house.inject({
    method: 'POST',
    url: '/api/incidents/heartbeat',
    headers: { authorization: `Bearer ${key}` },
    payload: body,
  });
const feedEvents = async () =>
  (await house.events.after(0, 'feeds')).map(({ name, id, body }) => [name, id, (body as Feed).state]);
const look = () => tellSilentFeeds(house.services.db, house.events, house.services.clock());

it('does not know a feed that never spoke, and says so', async () => {
  expect(await feed(house.feeds.west.id)).toEqual({
    id: house.feeds.west.id,
    name: '西区接入',
    intervalS: 300,
    lastHeardAt: null,
    state: 'never-heard',
  });
});

it('hears a heartbeat, and tells the screens once when the feed falls silent and once when it is heard again', async () => {
  const { id, key } = house.feeds.west;
  const before = (await feedEvents()).length;
  expect((await beat(key, { intervalS: 60 })).statusCode).toBe(204);
  expect(await feed(id)).toMatchObject({ intervalS: 60, lastHeardAt: NOON, state: 'current' });

  house.clock.set('2026-07-08T04:02:00.000Z');
  expect(await look()).toBe(0);
  house.clock.set('2026-07-08T04:02:00.001Z');
  expect(await feed(id)).toMatchObject({ state: 'stale' });
  await look();
  await look();
  await beat(key);
  expect(await feed(id)).toMatchObject({ state: 'current', lastHeardAt: '2026-07-08T04:02:00.001Z' });
  house.clock.set(NOON);
  const told = (await feedEvents()).slice(before).filter(([, of]) => of === id);
  expect(told).toEqual([
    ['feeds.heard', id, 'current'],
    ['feeds.fallen-silent', id, 'stale'],
    ['feeds.heard', id, 'current'],
  ]);
});

it('tells a pulse often enough that no screen takes the feed for silent, and no more often', async () => {
  const { id, key } = house.feeds.west;
  const before = (await feedEvents()).length;
  for (const second of [10, 20, 29, 33, 40, 50]) {
    house.clock.set(`2026-07-08T04:10:${second}.000Z`);
    await beat(key);
  }
  house.clock.set(NOON);
  expect((await feedEvents()).slice(before).filter(([, of]) => of === id)).toHaveLength(2); // at :10, and half of 60 s later
});

it('hears a feed by its reports too, and tells the counties that it serves', async () => {
  house.clock.set('2026-07-08T05:00:00.000Z');
  await reported(house, { point: IN_WEST });
  house.clock.set(NOON);
  expect(await feed(house.feeds.city.id)).toMatchObject({ lastHeardAt: '2026-07-08T05:00:00.000Z' });
  const [event] = (await house.events.after(0, 'feeds')).slice(-1);
  expect(event!.visibleTo).toEqual(expect.arrayContaining(['3202', WEST.county, WEST.town]));
});

it('refuses an interval that is none', async () => {
  for (const intervalS of [0, 4, 86_401, 1.5, '60']) {
    expect((await beat(house.feeds.west.key, { intervalS })).statusCode).toBe(422);
  }
});
