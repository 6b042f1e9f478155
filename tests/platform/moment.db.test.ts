// A day worked by hand. Until 04:10: a hazard (03:00), fire A in the west (03:50, told 04:00, acknowledged 04:05), flood B in the east (03:58).
// Afterwards it turns out: C happened at 04:02 already, A was in the east all along, B was the same as A, and the registers were wrong.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import type { LayerStatus } from '../../server/platform/contract.ts';
import { openHouse, reported, staff, type House } from '../incidents/house.ts';
import { EAST, IN_EAST, IN_WEST, WEST } from '../incidents/town.ts';
import { addRegisters, asking, at, correctRegisters, hashOf, wholeState } from './moment-state.ts';

const T = at('04:10');
const KNOWN = `asKnownAt=${T}`;
const WAS = `asItWasAt=${T}`;

let house: House;
let hazard: string;
let [a, b, c]: Incident[] = [];
let before: { known: string; was: string; west: string; east: string };

const west = () => asking(house, [WEST.county]);
const east = () => asking(house, [EAST.county]);
const hashes = async () => ({
  known: hashOf(await wholeState(asking(house), KNOWN, [a!.id, b!.id])),
  was: hashOf(await wholeState(asking(house), WAS, [a!.id, b!.id])),
  west: hashOf(await wholeState(west(), KNOWN, [a!.id, b!.id])),
  east: hashOf(await wholeState(east(), KNOWN, [a!.id, b!.id])),
});

async function act(method: 'POST' | 'PUT', path: string, body: object): Promise<Incident> {
  const answer = await staff(house, method, path, body);
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json<Incident>();
}

beforeAll(async () => {
  house = await openHouse();
  house.clock.set(at('03:00'));
  ({ hazard } = await addRegisters(house));
  house.clock.set(at('04:00'));
  a = await reported(house, { kind: 'fire', level: 2, occurredAt: at('03:50') });
  b = await reported(house, { level: 4, point: IN_EAST, occurredAt: at('03:58') });
  house.clock.set(at('04:05'));
  await act('POST', `/${a.id}/acknowledgement`, { revision: 1 });
  house.clock.set(at('04:15'));
  before = await hashes();

  house.clock.set(at('04:20'));
  c = await reported(house, { level: 1, occurredAt: at('04:02') });
  house.clock.set(at('04:25'));
  const moved = await act('PUT', `/${a.id}/location`, { revision: 2, point: IN_EAST, address: '东亭' });
  house.clock.set(at('04:27'));
  await act('POST', `/${b.id}/duplicate-mark`, { revision: 1, of: a.id });
  house.clock.set(at('04:28'));
  await act('POST', `/${a.id}/closure`, { revision: moved.revision + 1, text: '已扑灭' });
  house.clock.set(at('04:30'));
  await correctRegisters(house);
  house.clock.set(at('05:00'));
});
afterAll(() => house.close());

const open = async (ask: ReturnType<typeof asking>, query: string) =>
  (await ask(`/api/incidents?${query}`)).json<Incident[]>().map(({ id, state, county }) => [id, state, county]);

describe('as known', () => {
  it('answers what it answered then: lists, details, stories, counts, search, files, collections and tiles, to the last letter', async () => {
    const { was, ...known } = await hashes();
    const { was: wasBefore, ...knownBefore } = before;
    expect(known).toEqual(knownBefore);
    expect(was).not.toBe(wasBefore);
  });

  it('shows what was open in the eyes of that moment', async () => {
    expect(await open(asking(house), KNOWN)).toEqual([
      [a!.id, 'acknowledged', '梁溪区'],
      [b!.id, 'reported', '锡山区'],
    ]);
    expect((await asking(house)(`/api/hazards/${hazard}?${KNOWN}`)).json()).toMatchObject({ level: 3 });
  });

  it('goes into files and collections too: what stands in them was known then', async () => {
    const state = (await wholeState(asking(house), KNOWN, [])) as Record<string, string>;
    const { features } = JSON.parse(state['file hazards']!) as GeoJSON.FeatureCollection;
    expect(features.map(({ properties }) => properties)).toMatchObject([{ level: 3 }]);
    expect(state['file sites']).toContain('沁园小学');
    expect(state['table incidents']!.trimEnd().split('\r\n')).toHaveLength(3);
    expect(state['collection hazards']).toMatchObject({ numberMatched: 1, alone: { level: 3 } });
    const now = (await wholeState(asking(house), '', [])) as Record<string, string>;
    expect(now['file sites']).toContain('沁园第二小学');
    expect(now['collection hazards']).toMatchObject({ alone: { level: 1 } });
  });

  it('tells the story as far as it had been told, and offers nothing to do', async () => {
    const detail = (await asking(house)(`/api/incidents/${a!.id}?${KNOWN}`)).json<IncidentDetail>();
    expect(detail.entries.map((entry) => entry.act)).toEqual(['acknowledged', 'reported']);
    expect(detail).toMatchObject({ state: 'acknowledged', closedAt: null, acts: [] });
  });
});

describe('as it was', () => {
  it('knows the late report, where it really was, and counts the same thing once', async () => {
    expect(await open(asking(house), WAS)).toEqual([
      [c!.id, 'reported', '梁溪区'],
      [a!.id, 'acknowledged', '锡山区'],
    ]);
    expect((await asking(house)(`/api/incidents/by-grid?${WAS}`)).json<number[][]>().map(([, n]) => n)).toEqual([1, 1]);
    expect((await asking(house)(`/api/hazards/${hazard}?${WAS}`)).json()).toMatchObject({ level: 1 });
  });

  it('has an incident from its beginning, before anybody told of it', async () => {
    expect(await open(asking(house), `asItWasAt=${at('03:55')}`)).toEqual([[a!.id, 'reported', '锡山区']]);
    expect(await open(asking(house), `asKnownAt=${at('03:55')}`)).toEqual([]);
  });

  it('counts hours by what is known today', async () => {
    const hours = async (query: string) =>
      (await asking(house)(`/api/incidents/hourly?hours=2&${query}`)).json<object[]>();
    expect(await hours(WAS)).toEqual([
      { hour: at('03:00'), count: 1, worstLevel: 2 },
      { hour: at('04:00'), count: 1, worstLevel: 1 },
    ]);
    expect(await hours(KNOWN)).toEqual([
      { hour: at('03:00'), count: 2, worstLevel: 2 },
      { hour: at('04:00'), count: 0, worstLevel: null },
    ]);
  });
});

describe('an area sees its own past alone', () => {
  it('has what lay there in the eyes of that moment, or what really lay there', async () => {
    expect(await open(west(), KNOWN)).toEqual([[a!.id, 'acknowledged', '梁溪区']]);
    expect(await open(east(), KNOWN)).toEqual([[b!.id, 'reported', '锡山区']]);
    expect(await open(west(), WAS)).toEqual([[c!.id, 'reported', '梁溪区']]);
    expect(await open(east(), WAS)).toEqual([[a!.id, 'acknowledged', '锡山区']]);
  });

  it.each([
    ['the west, of what it was found to be in the east', WEST.county, WAS, 404],
    ['the east, of what was thought to be in the west', EAST.county, KNOWN, 404],
    ['the west, now', WEST.county, '', 404],
    ['the west, of what it knew', WEST.county, KNOWN, 200],
  ])('answers %s', async (_who, area, query, status) => {
    expect((await asking(house, [area])(`/api/incidents/${a!.id}?${query}`)).statusCode).toBe(status);
  });

  it('tells nothing in words that happened after it had left', async () => {
    const after = `asKnownAt=${at('04:24')}`;
    const detail = (await west()(`/api/incidents/${a!.id}?${after}`)).json<IncidentDetail>();
    expect(detail.entries.map((entry) => entry.act)).toEqual(['acknowledged', 'reported']);
    const turns = (await west()(`/api/incidents/turns?from=${at('00:00')}&until=${at('23:00')}`)).json<string[]>();
    expect(turns).toEqual([at('04:00'), at('04:05'), at('04:20')]);
  });

  it('draws and finds nothing of the other county', async () => {
    for (const query of [KNOWN, WAS]) {
      const layers = (await east()(`/api/layers?${query}`)).json<LayerStatus[]>();
      expect(layers.find(({ layer }) => layer === 'hazards')).toMatchObject({ count: 0, dataAt: null });
      expect((await east()(`/api/search?q=qyjyz&${query}`)).json()).toEqual([]);
      expect((await west()(`/api/search?q=qyjyz&${query}`)).json()).toHaveLength(1);
    }
  });
});

describe('a moment', () => {
  it('before anything was recorded is empty, and no error', async () => {
    for (const how of ['asKnownAt', 'asItWasAt']) {
      const ask = asking(house);
      const query = `${how}=1999-01-01T00:00:00Z`;
      expect(await open(ask, query)).toEqual([]);
      expect((await ask(`/api/incidents/by-grid?${query}`)).json()).toEqual([]);
      for (const list of ['hazards', 'shelters', 'sites', 'grids'])
        expect((await ask(`/api/${list}?${query}`)).json()).toEqual({ items: [], total: 0, next: null });
      const layers = (await ask(`/api/layers?${query}`)).json<LayerStatus[]>();
      for (const { layer, count, tiles } of layers.filter(({ layer }) => layer !== 'divisions')) {
        expect([layer, count]).toEqual([layer, 0]);
        expect((await ask(tiles.replace('{z}/{x}/{y}', '12/3414/1669'))).rawPayload).toHaveLength(0);
      }
    }
  });

  it.each([
    ['two of them', `${KNOWN}&${WAS}`, 'two-moments'],
    ['a year that no calendar has', 'asKnownAt=0000-01-01T00:00:00Z', 'invalid-moment'],
    ['what is no instant', 'asKnownAt=yesterday', 'invalid-input'],
    ['a day that is none', 'asKnownAt=2026-02-31T25:00:00Z', 'invalid-input'],
  ])('refuses %s', async (_what, query, code) => {
    for (const path of ['incidents', 'hazards', 'layers', `incidents/${a!.id}`]) {
      const answer = await asking(house)(`/api/${path}?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ type: `/problems/${code}` });
    }
  });

  it('begins with the first record of the area', async () => {
    expect((await asking(house, ['320299'])('/api/moments')).json()).toEqual({ since: null, now: at('05:00') });
    const { since } = (await west()('/api/moments')).json<{ since: string }>();
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(at('03:00')));
  });
});

describe('tiles of a moment', () => {
  const hazards = async (query: string) =>
    (await asking(house)(`/api/layers?${query}`)).json<LayerStatus[]>().find(({ layer }) => layer === 'hazards')!;
  const control = async (template: string) =>
    (await asking(house)(template.replace('{z}/{x}/{y}', '12/3414/1669'))).headers['cache-control'];

  it('have one address from one turn to the next, so that playing fetches nothing twice', async () => {
    const turns = ['03:01', '04:10', '04:29', '04:31'].map((clock) => hazards(`asKnownAt=${at(clock)}`));
    const [first, second, third, fourth] = (await Promise.all(turns)).map(({ tiles }) => tiles);
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    expect((await hazards(`asKnownAt=${at('04:31')}`)).dataAt).toBe(at('04:30'));
  });

  it('miss nothing of a turn that falls between two milliseconds', async () => {
    const { db } = house.services;
    await db.transaction(async (tx) => {
      await tx.one(sql`SELECT set_config('app.now', ${'2026-07-08T04:40:00.123456Z'}, true)`);
      await tx.one(sql`UPDATE hazards.hazard SET name = '沁园油站'`);
    });
    const { tiles } = await hazards(`asKnownAt=${at('04:41')}`);
    expect(tiles).toContain('04%3A40%3A00.123456Z');
    const tile = await asking(house)(tiles.replace('{z}/{x}/{y}', '12/3414/1669'));
    expect(tile.rawPayload.toString()).toContain('沁园油站');
  });

  it('may be kept for ever where the moment is over', async () => {
    expect(await control((await hazards(KNOWN)).tiles)).toBe('private, max-age=31536000, immutable');
  });

  it.each([
    ['of this very second', '05:00'],
    ['of the future', '06:00'],
  ])('may not be kept where the moment is %s', async (_what, clock) => {
    const { tiles } = await hazards(KNOWN);
    expect(await control(tiles.replace(/asKnownAt=.*/, `asKnownAt=${at(clock)}`))).toBe('private, no-cache');
  });

  it('are those of the present where a layer has no past', async () => {
    const layers = (await asking(house)(`/api/layers?${KNOWN}`)).json<LayerStatus[]>();
    expect(layers.find(({ layer }) => layer === 'divisions')!.tiles).not.toContain('?');
  });
});

it('tells the turns of three days at most', async () => {
  const turns = (until: string) => asking(house)(`/api/incidents/turns?from=${at('00:00')}&until=${until}`);
  expect((await turns('2026-07-11T00:00:00.000Z')).statusCode).toBe(200);
  expect((await turns('2026-07-11T00:00:00.001Z')).json()).toMatchObject({ type: '/problems/span-too-long' });
});

it('keeps the position of a point of the map at any moment', async () => {
  const place = async (query: string) =>
    (await asking(house)(`/api/grids/at?lon=${IN_WEST[0]}&lat=${IN_WEST[1]}&${query}`)).json<{
      grid: { name: string };
    }>();
  expect((await place(KNOWN)).grid.name).toBe('沁园社区一网格');
  expect((await place(WAS)).grid.name).toBe('改名网格');
});
