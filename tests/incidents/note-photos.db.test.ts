// Photos in the story of an incident: whoever sees the story sees them, wherever the incident moves, and nobody else.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { IncidentDetail } from '../../server/incidents/contract.ts';
import type { TestScope } from '../support/app.ts';
import { NOON, openHouse, reported, type House } from './house.ts';
import { EAST, IN_EAST, WEST } from './town.ts';

let house: House;
let jpeg: Buffer;
beforeAll(async () => {
  house = await openHouse();
  jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => house.close());

const CITY: TestScope = { areas: ['3202'], actor: 'city' };
const WESTERN: TestScope = { areas: [WEST.county], actor: 'west' };
const EASTERN: TestScope = { areas: [EAST.county], actor: 'east' };

async function bring(scope: TestScope, divisionPath: string): Promise<string> {
  const answer = await house.as(scope).inject({
    method: 'POST',
    url: `/api/files/photos?divisionPath=${divisionPath}`,
    headers: { 'content-type': 'image/jpeg' },
    payload: jpeg,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
}
const note = (scope: TestScope, id: string, photos: string[]) =>
  house.as(scope).inject({ method: 'POST', url: `/api/incidents/${id}/notes`, payload: { text: '现场照片', photos } });
const see = async (scope: TestScope, photo: string) =>
  (await house.as(scope).inject(`/api/files/photos/${photo}`)).statusCode;

it('shows photos in the story, in the order in which they were chosen, to whoever sees the story', async () => {
  const incident = await reported(house);
  const photos = [await bring(CITY, WEST.county), await bring(CITY, '3202')];
  expect((await note(CITY, incident.id, photos.toReversed())).statusCode).toBe(200);
  const { entries } = (await house.as(WESTERN).inject(`/api/incidents/${incident.id}`)).json<IncidentDetail>();
  expect(entries[0]).toMatchObject({ act: 'noted', text: '现场照片' });
  expect(entries[0]!.photos).toEqual(photos.toReversed().map((id) => ({ id, widthPx: 60, heightPx: 40 })));
  expect(entries[1]!.photos).toEqual([]);
  for (const photo of photos) {
    expect([await see(WESTERN, photo), await see(CITY, photo), await see(EASTERN, photo)]).toEqual([200, 200, 404]);
  }
});

it('takes them along when the incident is moved', async () => {
  const incident = await reported(house);
  const photo = await bring(CITY, WEST.county);
  const noted = (await note(CITY, incident.id, [photo])).json<{ revision: number }>();
  const moved = await house.as(CITY).inject({
    method: 'PUT',
    url: `/api/incidents/${incident.id}/location`,
    payload: { revision: noted.revision, point: IN_EAST },
  });
  expect(moved.statusCode).toBe(200);
  expect([await see(WESTERN, photo), await see(EASTERN, photo)]).toEqual([404, 200]);
});

it.each<[string, () => Promise<string>]>([
  ['that does not exist', async () => '00000000-0000-4000-8000-000000000000'],
  ['of somebody else', () => bring({ ...WESTERN, actor: 'another' }, WEST.county)],
  [
    'that is shown in another story',
    async () => {
      const photo = await bring(WESTERN, WEST.county);
      await note(WESTERN, (await reported(house)).id, [photo]);
      return photo;
    },
  ],
])('shows no photo %s, and writes nothing', async (_what, photoOf) => {
  const incident = await reported(house);
  const answer = await note(WESTERN, incident.id, [await photoOf()]);
  expect(answer.json()).toMatchObject({ status: 422, type: '/problems/no-such-photo' });
  const { entries } = (await house.as(WESTERN).inject(`/api/incidents/${incident.id}`)).json<IncidentDetail>();
  expect(entries).toHaveLength(1);
});

it('cannot be stolen by plain SQL as staff either', async () => {
  const [mine, incident] = [await bring(CITY, WEST.county), await reported(house)];
  await note(CITY, incident.id, [mine]);
  const west = house.database.as({ role: 'staff', areas: [WEST.county], actor: 'west' });
  const east = house.database.as({ role: 'staff', areas: [EAST.county], actor: 'east' });
  const foreign = await bring({ ...EASTERN, actor: 'another' }, EAST.county);
  const entry = await west.one<{ id: string }>(sql`
    SELECT id FROM incidents.entry WHERE incident_id = ${incident.id} ORDER BY no LIMIT 1`);
  await expect(
    west.one(sql`INSERT INTO incidents.entry_photo (entry_id, photo_id, place) VALUES (${entry!.id}, ${foreign}, 1)`),
  ).rejects.toThrow();
  await expect(
    west.one(sql`UPDATE files.photo SET division_path = ${EAST.county} WHERE id = ${mine}`),
  ).rejects.toThrow();
  await expect(west.one(sql`DELETE FROM incidents.entry_photo`)).rejects.toThrow();
  expect(await east.many(sql`SELECT id FROM files.photo WHERE id = ${mine}`)).toEqual([]);
});

it('goes with an incident that was made up', async () => {
  const incident = await reported(house, { demo: true });
  const photo = await bring(CITY, WEST.county);
  await note(CITY, incident.id, [photo]);
  await house.services.db.many(sql`SELECT 1 AS one FROM incidents.clear_demo()`);
  expect(await house.database.owner.many(sql`SELECT id FROM files.photo WHERE id = ${photo}`)).toEqual([]);
});

it('is not there before it was shown, for who looks back', async () => {
  const incident = await reported(house);
  house.clock.advance(60);
  await note(CITY, incident.id, [await bring(CITY, WEST.county)]);
  const then = await house.as(CITY).inject(`/api/incidents/${incident.id}?asKnownAt=${NOON}`);
  expect(then.json<IncidentDetail>().entries.flatMap(({ photos }) => photos)).toEqual([]);
});
