import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import { eastStaff, NOON, openHouse, reported, staff, westStaff, type House } from './house.ts';
import { ABROAD, EAST, IN_EAST, IN_WEST, WEST } from './town.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const acknowledge = (id: string, revision: number) => staff(house, 'POST', `/${id}/acknowledgement`, { revision });
const close = (id: string, revision: number, text = '已处置') =>
  staff(house, 'POST', `/${id}/closure`, { revision, text });
const mark = (id: string, revision: number, of: string) =>
  staff(house, 'POST', `/${id}/duplicate-mark`, { revision, of });
const detail = async (id: string) => (await staff(house, 'GET', `/${id}`)).json<IncidentDetail>();
const lastEvent = async () => (await house.events.after(0, 'incidents')).at(-1)!;

async function acknowledged(): Promise<Incident> {
  const incident = await reported(house);
  return (await acknowledge(incident.id, 1)).json<Incident>();
}

it('goes from reported over acknowledged to closed, and tells its story', async () => {
  const incident = await reported(house);
  const taken = await acknowledge(incident.id, 1);
  expect(taken.json()).toEqual({ ...incident, state: 'acknowledged', acknowledgedAt: NOON, revision: 2 });
  expect(await lastEvent()).toMatchObject({ name: 'incidents.acknowledged', id: incident.id, body: taken.json() });

  const done = await close(incident.id, 2, '积水已排除');
  expect(done.json()).toEqual({ ...taken.json<Incident>(), state: 'closed', closedAt: NOON, revision: 3 });
  expect(await lastEvent()).toMatchObject({ name: 'incidents.closed', body: done.json() });

  const told = await detail(incident.id);
  expect(told.entries.map(({ act, text }) => [act, text])).toEqual([
    ['closed', '积水已排除'],
    ['acknowledged', null],
    ['reported', null],
  ]);
  expect(told.acts).toEqual(['note']);
});

it('tells each thing at the very instant from which the history has it', async () => {
  house.clock.tick(0.007);
  const { id } = await reported(house);
  await acknowledge(id, 1);
  await close(id, 2);
  house.clock.tick(0);
  const known = (at: number) => staff(house, 'GET', `/${id}?asKnownAt=${new Date(at).toISOString()}`);
  const told = (await detail(id)).entries.map(({ at }) => Date.parse(at)).toReversed();
  for (const [index, state] of ['reported', 'acknowledged', 'closed'].entries()) {
    const then = (await known(told[index]!)).json<IncidentDetail>();
    expect([then.state, then.entries.length]).toEqual([state, index + 1]);
    const before = await known(told[index]! - 1);
    if (index === 0) expect(before.statusCode).toBe(404);
    else expect(before.json<IncidentDetail>().entries).toHaveLength(index);
  }
  house.clock.set(NOON);
});

it('says which acts are open in which state', async () => {
  const incident = await reported(house);
  expect((await detail(incident.id)).acts).toEqual(['acknowledge', 'mark-duplicate', 'relocate', 'note']);
  await acknowledge(incident.id, 1);
  expect((await detail(incident.id)).acts).toEqual(['close', 'mark-duplicate', 'relocate', 'note']);
});

it('refuses an act on what somebody else has changed meanwhile', async () => {
  const incident = await reported(house);
  await acknowledge(incident.id, 1);
  const late = await acknowledge(incident.id, 1);
  expect(late.json()).toMatchObject({ status: 409, type: '/problems/stale-revision' });
  expect((await detail(incident.id)).entries).toHaveLength(2);
});

it('lets one of two acts at the same moment win', async () => {
  const incident = await reported(house);
  const answers = await Promise.all([acknowledge(incident.id, 1), acknowledge(incident.id, 1)]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
});

it('refuses an act that the state does not allow, and names the states', async () => {
  const incident = await reported(house);
  const answer = await close(incident.id, 1);
  expect(answer.json()).toMatchObject({ status: 409, type: '/problems/illegal-state' });
  expect(answer.json<{ detail: string }>().detail).toMatch(/reported.*acknowledged/);
});

it('wants a text at closing', async () => {
  const incident = await acknowledged();
  for (const body of [{ revision: 2 }, { revision: 2, text: '' }, { revision: 2, text: ' ' }]) {
    expect((await staff(house, 'POST', `/${incident.id}/closure`, body)).statusCode).toBe(422);
  }
});

it('takes notes in every state, also when it is over; a note is seen before the next act', async () => {
  const incident = await acknowledged();
  const noted = await staff(house, 'POST', `/${incident.id}/notes`, { text: '抽排泵车已到' });
  expect(noted.json()).toEqual({ ...incident, revision: 3 });
  expect((await close(incident.id, 2)).json()).toMatchObject({ type: '/problems/stale-revision' });
  await close(incident.id, 3);
  expect((await staff(house, 'POST', `/${incident.id}/notes`, { text: '回访满意' })).statusCode).toBe(200);
  expect((await detail(incident.id)).entries[0]).toMatchObject({ act: 'noted', text: '回访满意' });
  expect(await lastEvent()).toMatchObject({ name: 'incidents.noted', id: incident.id });
});

it('ends a duplicate in the incident that it repeats, and tells both stories', async () => {
  const first = await reported(house);
  const second = await reported(house, { title: '隧道里有车被淹' });
  const marked = await mark(second.id, 1, first.id);
  expect(marked.json()).toMatchObject({ state: 'duplicate', duplicateOf: first.id, revision: 2 });
  expect(await detail(second.id)).toMatchObject({
    duplicateOfNumber: first.number,
    entries: [{ act: 'marked-duplicate', text: first.number }, { act: 'reported' }],
  });
  expect(await detail(first.id)).toMatchObject({
    revision: 2,
    entries: [{ act: 'repeated', text: second.number }, { act: 'reported' }],
  });
  const told = (await house.events.after(0, 'incidents')).slice(-2);
  expect(told.map(({ name, id }) => [name, id])).toEqual([
    ['incidents.marked-duplicate', second.id],
    ['incidents.repeated', first.id],
  ]);
});

it('refuses itself, the unknown and chains as the target of a duplicate', async () => {
  const [first, second, third] = [await reported(house), await reported(house), await reported(house)];
  const refusal = async (id: string, revision: number, of: string) =>
    (await mark(id, revision, of)).json<{ type: string }>().type;
  expect(await refusal(first.id, 1, first.id)).toBe('/problems/duplicate-of-itself');
  expect(await refusal(first.id, 1, '00000000-0000-4000-8000-000000000000')).toBe('/problems/no-such-target');
  await mark(second.id, 1, first.id);
  expect(await refusal(third.id, 1, second.id)).toBe('/problems/target-is-duplicate');
  expect(await refusal(first.id, 2, third.id)).toBe('/problems/has-duplicates');
});

it('does not make a ring of two incidents marked as duplicates of one another at the same moment', async () => {
  const [first, second] = [await reported(house), await reported(house)];
  const answers = await Promise.all([mark(first.id, 1, second.id), mark(second.id, 1, first.id)]);
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
});

it('does not let one county point to an incident of another', async () => {
  const [west, east] = [await reported(house), await reported(house, { point: IN_EAST })];
  const answer = await staff(house, 'POST', `/${west.id}/duplicate-mark`, { revision: 1, of: east.id }, WEST.county);
  expect(answer.json()).toMatchObject({ status: 422, type: '/problems/no-such-target' });
});

it('moves an incident to another county: gone on the old screen, present on the new one', async () => {
  const incident = await reported(house);
  const moved = await staff(house, 'PUT', `/${incident.id}/location`, {
    revision: 1,
    point: IN_EAST,
    address: '东亭路',
  });
  expect(moved.json()).toEqual({
    ...incident,
    point: IN_EAST,
    address: '东亭路',
    gridCode: EAST.grid,
    divisionPath: EAST.village,
    county: '锡山区',
    town: '东亭街道',
    revision: 2,
  });
  expect(await lastEvent()).toMatchObject({
    name: 'incidents.relocated',
    visibleTo: [EAST.village],
    left: [WEST.village],
    body: moved.json(),
  });
  expect((await westStaff(house, `/${incident.id}`)).statusCode).toBe(404);
  expect((await eastStaff(house, `/${incident.id}`)).json()).toMatchObject({
    id: incident.id,
    entries: [{ act: 'relocated' }, { act: 'reported' }],
  });
});

it('does not call an incident gone that moved within its village', async () => {
  const incident = await reported(house);
  await staff(house, 'PUT', `/${incident.id}/location`, { revision: 1, point: [IN_WEST[0] + 0.01, IN_WEST[1]] });
  expect(await lastEvent()).toMatchObject({ name: 'incidents.relocated', left: [] });
});

it('lets no county give an incident away, and nobody move one abroad', async () => {
  const incident = await reported(house);
  const given = await staff(house, 'PUT', `/${incident.id}/location`, { revision: 1, point: IN_EAST }, WEST.county);
  expect(given.json()).toMatchObject({ status: 422, type: '/problems/outside-area' });
  const abroad = await staff(house, 'PUT', `/${incident.id}/location`, { revision: 1, point: ABROAD });
  expect(abroad.json()).toMatchObject({ status: 422, type: '/problems/outside-city' });
  expect(await detail(incident.id)).toMatchObject({ revision: 1, divisionPath: WEST.village });
});

it('shows nothing of one county to the staff of another, and lets them do nothing', async () => {
  const incident = await reported(house);
  expect((await eastStaff(house, `/${incident.id}`)).statusCode).toBe(404);
  const acts: [string, 'POST' | 'PUT', object][] = [
    ['acknowledgement', 'POST', { revision: 1 }],
    ['notes', 'POST', { text: 'x' }],
    ['closure', 'POST', { revision: 1, text: 'x' }],
    ['location', 'PUT', { revision: 1, point: IN_EAST }],
  ];
  for (const [noun, method, body] of acts) {
    expect((await staff(house, method, `/${incident.id}/${noun}`, body, EAST.county)).statusCode, noun).toBe(404);
  }
  expect(await detail(incident.id)).toEqual(await detail(incident.id));
  expect((await detail(incident.id)).revision).toBe(1);
});
