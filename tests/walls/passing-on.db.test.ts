// A screen sees as far as its key; what it says of incidents is passed on to nobody who may not see them himself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RemoteWall, Wall } from '../../server/walls/contract.ts';
import { sql } from '../../db/sql.ts';
import { EAST, WEST } from '../incidents/town.ts';
import type { TestScope } from '../support/app.ts';
import { openWallHouse, Phone, type WallHouse } from './house.ts';

const CITY: TestScope = { role: 'manager', areas: ['3202'], departments: ['*'], actor: 'city' };
const HEALTH: TestScope = { ...CITY, departments: ['health'], actor: 'health' };
const WEST_DESK: TestScope = { ...CITY, areas: [WEST.county], actor: 'west' };

let house: WallHouse;
beforeAll(async () => {
  house = await openWallHouse();
});
afterAll(() => house.close());

const wallAs = async (scope: TestScope, { id }: Wall) =>
  (await house.as(scope).inject(`/api/walls/${id}`)).json<Wall>();
const listed = async (scope: TestScope, { id }: Wall) =>
  (await house.as(scope).inject('/api/walls')).json<Wall[]>().find((wall) => wall.id === id)!;
const idsOf = ({ rows }: { rows: readonly { id: string }[] }) => rows.map(({ id }) => id);

/** The screen, with the key of the whole city and of all departments, says that it shows these and looks at the last of them. */
async function saysThatItShows(wall: Wall, ids: readonly string[]): Promise<Wall> {
  const { revision } = await wallAs(CITY, wall);
  const rows = ids.map((id, no) => ({ id, mark: `WX-20260708-000${no}`, level: 2 }));
  const payload = { scene: 'city', held: false, yesterday: false, focus: ids.at(-1), rows, revision };
  const answer = await house.as(CITY).inject({ method: 'PUT', url: `/api/walls/${wall.id}/view`, payload });
  expect(answer.statusCode).toBe(200);
  return answer.json<Wall>();
}

it('an incident that is limited to other departments stays unknown, in the list, at the wall and after a command', async () => {
  const wall = await house.hang('值班室');
  const [open, limited] = [await house.incidentAt(WEST), await house.incidentAt(WEST)];
  const payload = { revision: 1, departments: ['public-security'] };
  const put = { method: 'PUT' as const, url: `/api/incidents/${limited}/departments`, payload };
  expect((await house.as({ ...CITY, role: 'duty-officer' }).inject(put)).statusCode).toBe(200);
  const kept = await saysThatItShows(wall, [open, limited]);
  expect([idsOf(kept), kept.focus]).toEqual([[open, limited], limited]);

  for (const seen of [await wallAs(HEALTH, wall), await listed(HEALTH, wall)])
    expect([idsOf(seen), seen.focus]).toEqual([[open], null]);
  const steer = (command: object) =>
    house.as(HEALTH).inject({ method: 'POST', url: `/api/walls/${wall.id}/commands`, payload: command });
  expect((await steer({ command: 'focus', incident: limited })).json()).toMatchObject({ status: 422 });
  expect((await steer({ command: 'hold' })).json()).toMatchObject({ held: true, focus: null, rows: [{ id: open }] });
  expect((await wallAs(CITY, wall)).focus).toBe(limited); // what he does not see he does not change either
  const told = (await house.events.after(0, 'walls')).filter(({ id }) => id === wall.id);
  expect(told.map(({ name }) => name)).toEqual(['walls.commanded']);
  expect(JSON.stringify(told)).not.toContain(limited);
});

it('what a post of the whole city shows on a wall of one county is kept from the county, and from its phone', async () => {
  const wall = await house.hang('西区大厅', WEST.county);
  const [here, elsewhere] = [await house.incidentAt(WEST), await house.incidentAt(EAST)];
  await saysThatItShows(wall, [here, elsewhere]);
  const seen = await wallAs(WEST_DESK, wall);
  expect([idsOf(seen), seen.focus]).toEqual([[here], null]);

  const phone = new Phone(house);
  const paired = await phone.enter((await house.codeOf(wall)).code);
  const asked = (await phone.send('GET', '/api/walls/remote')).json<RemoteWall>();
  for (const told of [paired.json<RemoteWall>(), asked]) expect([idsOf(told), told.focus]).toEqual([[here], null]);
  const county = await house.database.owner.one(
    sql`SELECT name AS area FROM grids.division WHERE path = ${WEST.county}`,
  );
  expect(asked).toMatchObject(county!); // the phone says of which area alone it lists incidents
  expect((await phone.command({ command: 'focus', incident: elsewhere })).json()).toMatchObject({ status: 422 });
  expect((await phone.command({ command: 'focus', incident: here })).json()).toMatchObject({ focus: here });
  expect((await phone.send('DELETE', '/api/walls/remote')).statusCode).toBe(204);
});
