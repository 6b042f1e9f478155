import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Incident } from '../../server/incidents/contract.ts';
import { aReport, NOON, openHouse, reported, send, staff, type House } from './house.ts';
import { ABROAD, EAST, IN_EAST, IN_WEST, ON_WATER_WEST, WEST } from './town.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const count = async (table: string) => {
  const { database } = house;
  const row = await database.owner.one<{ n: number }>(
    table === 'incident'
      ? sql`SELECT count(*) AS n FROM incidents.incident`
      : sql`SELECT count(*) AS n FROM incidents.entry`,
  );
  return row!.n;
};

it('takes a report in, answers the whole incident and tells it to the screens', async () => {
  const answer = await send(house, aReport({ externalId: 'CAD-1', address: '青祁路' }));
  expect(answer.statusCode).toBe(201);
  const incident = answer.json<Incident>();
  expect(incident).toMatchObject({
    number: expect.stringMatching(/^WX-20260708-\d{4}$/),
    state: 'reported',
    title: '青祁隧道北口积水，3 车被困',
    description: null,
    point: IN_WEST,
    gridCode: WEST.grid,
    divisionPath: WEST.village,
    county: '梁溪区',
    town: '金匮街道',
    occurredAt: NOON,
    receivedAt: NOON,
    feed: house.feeds.city.id,
    demo: false,
    revision: 1,
  });
  const detail = await staff(house, 'GET', `/${incident.id}`);
  expect(detail.json()).toMatchObject({
    ...incident,
    entries: [{ act: 'reported', actor: '城市接入', text: null, at: NOON }],
  });
  const [event] = (await house.events.after(0, 'incidents')).slice(-1);
  expect(event).toMatchObject({
    name: 'incidents.reported',
    id: incident.id,
    body: incident,
    visibleTo: [WEST.village],
    left: [],
  });
});

it('answers the same report under the same key with the same incident', async () => {
  const report = aReport({ title: '同一份报告' });
  const first = await send(house, report, { key: 'once' });
  const before = await count('incident');
  const again = await send(house, report, { key: 'once' });
  expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
  expect(again.json()).toEqual(first.json());
  expect(await count('incident')).toBe(before);
});

it('refuses another report under the same key', async () => {
  await send(house, aReport(), { key: 'twice' });
  const answer = await send(house, aReport({ level: 1 }), { key: 'twice' });
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status: 409, type: '/problems/key-reused' });
});

it('keeps the keys of feeds apart', async () => {
  const mine = await send(house, aReport(), { key: 'shared' });
  const theirs = await send(house, aReport(), { key: 'shared', feedKey: house.feeds.west.key });
  expect([mine.statusCode, theirs.statusCode]).toEqual([201, 201]);
  expect(mine.json<Incident>().id).not.toBe(theirs.json<Incident>().id);
});

it('makes one incident of the same number of the sender under two keys, and says that it was repeated', async () => {
  const first = await reported(house, { externalId: 'CAD-7' });
  const again = await send(house, aReport({ externalId: 'CAD-7', title: '同一事件再次来电' }));
  expect(again.statusCode).toBe(200);
  expect(again.json()).toEqual({ ...first, revision: 2 });
  const { entries } = (await staff(house, 'GET', `/${first.id}`)).json<{ entries: { act: string; text: string }[] }>();
  expect(entries.map(({ act, text }) => [act, text])).toEqual([
    ['repeated', '同一事件再次来电'],
    ['reported', null],
  ]);
  const [event] = (await house.events.after(0, 'incidents')).slice(-1);
  expect(event).toMatchObject({ name: 'incidents.repeated', id: first.id, body: again.json() });
});

it('makes one incident of ten submissions at the same moment', async () => {
  const before = await count('incident');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send(house, aReport({ title: '同时十次' }), { key: 'rush' })),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([...Array(9).fill(200), 201]);
  expect(new Set(answers.map((answer) => answer.json<Incident>().id)).size).toBe(1);
  expect(await count('incident')).toBe(before + 1);
});

it('makes one incident of one number of the sender under ten keys at the same moment', async () => {
  const before = await count('incident');
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(house, aReport({ externalId: 'CAD-10' }))));
  expect(new Set(answers.map((answer) => answer.json<Incident>().id)).size).toBe(1);
  expect(await count('incident')).toBe(before + 1);
});

it('gives every incident of a rush a number of its own', async () => {
  const incidents = await Promise.all(Array.from({ length: 20 }, () => reported(house)));
  expect(new Set(incidents.map(({ number }) => number)).size).toBe(20);
});

it('starts a new day of numbers at midnight in Asia/Shanghai', async () => {
  house.clock.set('2026-07-09T15:59:59.000Z');
  const before = await reported(house, { occurredAt: '2026-07-09T15:59:00.000Z' });
  house.clock.set('2026-07-09T16:00:00.000Z');
  const after = await reported(house, { occurredAt: '2026-07-09T15:59:00.000Z' });
  house.clock.set(NOON);
  expect([before.number, after.number]).toEqual(['WX-20260709-0001', 'WX-20260710-0001']);
});

it('gives what happens on the water to the county', async () => {
  const incident = await reported(house, { point: ON_WATER_WEST });
  expect(incident).toMatchObject({ gridCode: null, divisionPath: WEST.county, county: '梁溪区', town: null });
});

it('refuses what happens abroad and says where the fault is', async () => {
  const answer = await send(house, aReport({ point: ABROAD }));
  expect(answer.json()).toMatchObject({
    status: 422,
    type: '/problems/outside-city',
    errors: [{ pointer: '/body/point' }],
  });
});

it('does not let the feed of one county report into another', async () => {
  const before = await count('incident');
  const answer = await send(house, aReport({ point: IN_EAST }), { feedKey: house.feeds.west.key });
  expect(answer.json()).toMatchObject({
    status: 422,
    type: '/problems/outside-area',
    errors: [{ pointer: '/body/point' }],
  });
  expect(await count('incident')).toBe(before);
  expect((await send(house, aReport({ point: IN_EAST }))).json<Incident>().divisionPath).toBe(EAST.village);
});

it('takes a clock that runs five minutes ahead, and none that runs further', async () => {
  expect((await send(house, aReport({ occurredAt: '2026-07-08T04:05:00.000Z' }))).statusCode).toBe(201);
  for (const occurredAt of ['2026-07-08T04:05:00.001Z', '9999-12-31T23:59:59Z', '2016-12-31T23:59:60Z']) {
    const answer = await send(house, aReport({ occurredAt }));
    expect(answer.json(), occurredAt).toMatchObject({ status: 422, errors: [{ pointer: '/body/occurredAt' }] });
  }
});

it('wants an idempotency key of a sensible length', async () => {
  const headers = { authorization: `Bearer ${house.feeds.city.key}` };
  for (const extra of [{}, { 'idempotency-key': '' }, { 'idempotency-key': 'k'.repeat(201) }]) {
    const answer = await house.inject({
      method: 'POST',
      url: '/api/incidents',
      headers: { ...headers, ...extra },
      payload: aReport(),
    });
    expect(answer.json()).toMatchObject({ status: 400 });
  }
});

it('wants a key that is known: staff and strangers do not report here', async () => {
  const headers = { 'idempotency-key': 'x' };
  const report = { method: 'POST' as const, url: '/api/incidents', headers, payload: aReport() };
  expect((await house.as({ areas: ['3202'] }).inject(report)).statusCode).toBe(403);
  expect((await house.inject(report)).statusCode).toBe(401);
  expect((await send(house, aReport(), { feedKey: 'fsk_wrong' })).statusCode).toBe(401);
});

it.each([
  ['NaN in the position', '{"point":[NaN,31.5]}'],
  ['1e400', '{"point":[1e400,31.5]}'],
  ['null in the position', { point: [null, 31.5] }],
  ['text in the position', { point: ['120.1', '31.55'] }],
  ['latitude 91', { point: [120.1, 91] }],
  ['longitude −181', { point: [-181, 31.5] }],
  ['one number', { point: [120.1] }],
  ['three numbers', { point: [120.1, 31.5, 3] }],
  ['an empty title', { title: '' }],
  ['a title of blanks', { title: '   ' }],
  ['a title of 121 characters', { title: '长'.repeat(121) }],
  ['U+0000 in the title', { title: 'a\u0000b' }],
  ['a level of 5', { level: 5 }],
  ['a level in text', { level: '1' }],
  ['an unknown kind', { kind: 'ufo' }],
  ['a day that does not exist', { occurredAt: '2026-02-30T00:00:00Z' }],
  ['no time', { occurredAt: 'now' }],
  ['a property of its own making', { divisionPath: '3202' }],
  ['a list', []],
  ['nesting 300 deep', `${'{"point":'.repeat(300)}1${'}'.repeat(300)}`],
])('refuses %s', async (_what, over) => {
  const before = await count('incident');
  const payload = typeof over === 'string' ? over : Array.isArray(over) ? over : { ...aReport(), ...over };
  const answer = await house.inject({
    method: 'POST',
    url: '/api/incidents',
    headers: {
      authorization: `Bearer ${house.feeds.city.key}`,
      'idempotency-key': 'bad',
      'content-type': 'application/json',
    },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(await count('incident')).toBe(before);
});

it.each([
  `<script>alert(1)</script>`,
  `<img src=x onerror=alert(1)>`,
  `'; DROP TABLE incidents.incident; --`,
  `") OR 1=1 --`,
  `$1 \${x} {{x}} %s \\x00`,
  `=HYPERLINK("http://x","y")`,
  `\u202Eevil\u202C 🚒 𠮷 e\u0301`,
  `line\nbreak\ttab`,
])('keeps %j as it is', async (text) => {
  const incident = await reported(house, { title: text, description: text, address: text, externalId: text });
  expect(incident).toMatchObject({ title: text, description: text, address: text });
  expect((await staff(house, 'GET', `/${incident.id}`)).json()).toMatchObject({
    title: text,
    description: text,
    address: text,
  });
});
