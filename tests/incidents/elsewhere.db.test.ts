// A post of the whole city marks an incident of one county as repeating one of the other: neither county learns of the other's.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import { openHouse, reported, staff, type House } from './house.ts';
import { EAST, IN_EAST, WEST } from './town.ts';

let house: House;
let west: Incident;
let east: Incident;
beforeAll(async () => {
  house = await openHouse();
  [west, east] = [await reported(house), await reported(house, { point: IN_EAST })];
  const body = { revision: 1, of: east.id };
  const marked = await staff(house, 'POST', `/${west.id}/duplicate-mark`, body);
  expect(marked.json()).toMatchObject({ state: 'duplicate', duplicateOf: east.id });
});
afterAll(() => house.close());

const answer = async (path: string, county?: string) => (await staff(house, 'GET', path, undefined, county)).body;
const detail = async (id: string, county?: string) => JSON.parse(await answer(`/${id}`, county)) as IncidentDetail;

it('the city sees which it is, in both stories', async () => {
  expect(await detail(west.id)).toMatchObject({ duplicateOf: east.id, duplicateOfNumber: east.number });
  expect((await detail(west.id)).entries[0]).toMatchObject({ act: 'marked-duplicate', text: east.number });
  expect((await detail(east.id)).entries[0]).toMatchObject({ act: 'repeated', text: west.number });
});

it('a county sees that there is one elsewhere, and neither its id nor its number', async () => {
  const seen = await detail(west.id, WEST.county);
  expect(seen).toMatchObject({ state: 'duplicate', duplicateOf: null, duplicateOfNumber: null });
  expect(seen.entries[0]).toMatchObject({ act: 'marked-duplicate', text: null });
  const theirs = [await answer(`/${west.id}`, WEST.county), await answer('?state=duplicate', WEST.county)];
  for (const text of theirs) for (const secret of [east.id, east.number]) expect(text).not.toContain(secret);
  expect((await detail(east.id, EAST.county)).entries[0]).toMatchObject({ act: 'repeated', text: null });
  const told = await answer(`/${east.id}`, EAST.county);
  for (const secret of [west.id, west.number]) expect(told).not.toContain(secret);
});

it('what is told live of the one does not name the other', async () => {
  const told = (await house.events.after(0, 'incidents')).slice(-2);
  for (const { id, body } of told) {
    const other = id === west.id ? east : west;
    expect(JSON.stringify(body)).not.toContain(other.id);
  }
});

it('a line that a server of the version before writes with the number is kept by the id', async () => {
  const add = sql`
    INSERT INTO incidents.entry (id, incident_id, at, act, actor, text)
    VALUES (gen_random_uuid(), ${east.id}, platform.now(), 'repeated', 'duty', ${west.number}) RETURNING text, other_id AS other`;
  expect(await house.database.owner.one(add)).toEqual({ text: null, other: west.id });
});
