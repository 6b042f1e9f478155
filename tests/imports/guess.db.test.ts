// Which system a file is in, by what the database knows: names of places and of what is registered, as far as the caller sees it.
import gcoord from 'gcoord';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Import } from '../../server/imports/contract.ts';
import { EAST, WEST } from '../incidents/town.ts';
import { bring, CITY, csv, line, openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  await house.database.owner.many(
    sql`TRUNCATE city.place, hazards.hazard, hazards.sharing, hazards.assessment, shelters.shelter, shelters.sharing, sites.site, sites.sharing`,
  );
});
afterAll(() => house.close());

/** Six places of the west, 2 km apart. */
const TRUTH = Array.from({ length: 6 }, (_, at) => ({
  name: `试验站（${at}）`,
  lon: 120.03 + (at % 3) * 0.02,
  lat: 31.53 + Math.floor(at / 3) * 0.02,
}));
/** The same as a map of Amap shows them, names written otherwise. */
const FILE = csv(
  ...TRUTH.map(({ name, lon, lat }, at) => {
    const [x, y] = gcoord.transform([lon, lat] as [number, number], gcoord.WGS84, gcoord.GCJ02);
    return line(`H-${at}`, name.replace('（', ' (').replace('）', ')'), x, y);
  }),
);
const guess = async (scope = CITY): Promise<Import['inspection']['crs']> =>
  (await bring(house, FILE, 'file.csv', 'hazards', scope)).inspection.crs;

const names = TRUTH.map(({ name }) => name);
const points = TRUTH.map(({ lon, lat }) => `SRID=4326;POINT(${lon} ${lat})`);
const known = sql`unnest(${names}::text[], ${points}::text[]) AS u(name, point)`;

function addPlaces(pack: string | null, approximate: boolean) {
  return house.database.owner.many(sql`
    INSERT INTO city.place (id, name, name_initials, name_pinyin, kind, rank, point, approximate, pack)
    SELECT gen_random_uuid(), u.name, 'x', 'x', 'landmark', 5, u.point::geometry, ${approximate}, ${pack} FROM ${known}`);
}

it('is certain by places of the gazetteer, and not by places that are approximate or were brought here', async () => {
  await addPlaces('test', false);
  expect(await guess()).toMatchObject({
    name: 'gcj02',
    certain: true,
    reason: { code: 'names', values: { count: 6 } },
  });
  await house.database.owner.many(sql`UPDATE city.place SET approximate = true`);
  expect(await guess()).toMatchObject({ name: 'gcj02', certain: false, reason: { code: 'rough-names' } });
  await house.database.owner.many(sql`UPDATE city.place SET approximate = false, pack = NULL`);
  expect(await guess()).toMatchObject({ name: 'gcj02', certain: false, reason: { code: 'rough-names' } });
});

it.each([
  [
    'sites',
    sql`INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source, pack)
        SELECT u.name, u.name, 'x', 'x', 'factory', u.point::geometry, ${WEST.village}, false, false, 'test', 'test' FROM ${known}`,
  ],
  [
    'shelters',
    sql`INSERT INTO shelters.shelter (code, name, name_initials, name_pinyin, kind, state, capacity_persons, indoor, point, division_path,
                                      demo, approximate, source, pack)
        SELECT u.name, u.name, 'x', 'x', 'emergency', 'ready', 10, true, u.point::geometry, ${WEST.village}, false, false, 'test', 'test'
          FROM ${known}`,
  ],
  [
    'hazards',
    sql`INSERT INTO hazards.hazard (code, name, name_initials, name_pinyin, class, kind, responsible_unit, geom, division_path,
                                    demo, approximate, source, pack)
        SELECT u.name, u.name, 'x', 'x', 'accident', 'gas', 'x', u.point::geometry, ${WEST.village}, false, false, 'test', 'test'
          FROM ${known}`,
  ],
])('is told by the names of %s, to those who may see them', async (_register, insert) => {
  await house.database.owner.many(insert);
  expect(await guess()).toMatchObject({ name: 'gcj02', certain: true, reason: { code: 'names' } });
  const east = { areas: [EAST.county], actor: 'wang' };
  expect(await guess(east)).toMatchObject({ certain: false, reason: { code: 'no-evidence' } });
});
