// The command line writes nothing on a guess that is not certain: whoever types says the system.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import gcoord from 'gcoord';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { importCommands } from '../../server/imports/commands.ts';
import { recordCommand } from '../../server/audit/record-command.ts';
import { runCommand } from '../../server/platform/commands/run-command.ts';
import { csv, line, MAPPING, openHouse, type House } from './house.ts';

/** Six places of the west, 2 km apart. */
const TRUTH = Array.from({ length: 6 }, (_, at) => ({
  name: `试验站${at}`,
  lon: 120.03 + (at % 3) * 0.02,
  lat: 31.53 + Math.floor(at / 3) * 0.02,
}));
/** As a map of Amap shows them. */
const MAPPED = TRUTH.map(({ name, lon, lat }, at) => {
  const [x, y] = gcoord.transform([lon, lat] as [number, number], gcoord.WGS84, gcoord.GCJ02);
  return { code: `H-${at}`, name, x, y };
});

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = mkdtempSync(join(tmpdir(), 'fengsui-imports-'));
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify(MAPPING));
  writeFileSync(join(folder, 'far.csv'), csv(...MAPPED.map(({ code, name, x, y }) => line(code, name, x, y))));
  const turned = MAPPED.map(({ code, name, x, y }) => line(code, name, y, x));
  writeFileSync(join(folder, 'turned.csv'), csv(...turned));
});
beforeEach(async () => {
  await house.database.owner.many(
    sql`TRUNCATE city.place, hazards.hazard, hazards.sharing, hazards.assessment, imports.learnt_mapping`,
  );
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const said: string[] = [];
const run = (...words: string[]) => {
  said.length = 0;
  return runCommand(
    importCommands,
    house.services,
    ['import', 'hazards', ...words],
    {
      print: (text) => said.push(text),
      cwd: folder,
      serving: false,
    },
    recordCommand(house.services),
  );
};
const written = async () =>
  (await house.database.owner.many<{ code: string }>(sql`SELECT code FROM hazards.hazard ORDER BY code`)).length;

/** What makes the guess certain: where these names are is exactly known. */
function addPlaces(approximate: boolean) {
  const names = TRUTH.map(({ name }) => name);
  const points = TRUTH.map(({ lon, lat }) => `SRID=4326;POINT(${lon} ${lat})`);
  return house.database.owner.many(sql`
    INSERT INTO city.place (id, name, name_initials, name_pinyin, kind, rank, point, approximate, pack)
    SELECT gen_random_uuid(), u.name, 'x', 'x', 'landmark', 5, u.point::geometry, ${approximate}, 'test'
      FROM unnest(${names}::text[], ${points}::text[]) AS u(name, point)`);
}

it('says that a guess is not certain, what speaks for it and what else it may be, and waits for --crs', async () => {
  await addPlaces(true);
  expect(await run('far.csv'), said.join('\n')).toBe(1);
  expect(said).toContain('coordinate system: gcj02 is a guess and not certain');
  expect(said.find((text) => text.startsWith('  what speaks for it: '))).toMatch(
    /6 names are known places, some of them approximate, \d+ m off/,
  );
  // GCJ-02 lies some 500 m from WGS-84 in Wuxi.
  expect(said.find((text) => text.startsWith('  also possible: wgs84: '))).toMatch(/about [45]\d\d m away/);
  expect(said).toContain('  --crs decides; without it nothing is written');
  expect(said).toContain('6 rows: 6 new, 0 changed, 0 unchanged, 0 refused');
  expect(said.at(-1)).toMatch(/^Nothing was written: the coordinate system is not certain.*--crs$/);
  expect(await written()).toBe(0);
  expect(await house.database.owner.many(sql`SELECT id FROM imports.import`)).toEqual([]);

  expect(await run('far.csv', '--dry-run')).toBe(0);
  expect(said).toContain('coordinate system: gcj02 is a guess and not certain');
  expect(await written()).toBe(0);

  expect(await run('far.csv', '--crs', 'gcj02'), said.join('\n')).toBe(0);
  expect(await written()).toBe(6);
});

it('writes where the guess is certain', async () => {
  await addPlaces(false);
  expect(await run('far.csv'), said.join('\n')).toBe(0);
  expect(said).toContain('coordinate system: gcj02');
  expect(await written()).toBe(6);
});

it('is not certain of columns that nobody has looked at: turned by hand, the guess was about something else', async () => {
  await addPlaces(false);
  expect(await run('turned.csv', '--mapping', 'mapping.json'), said.join('\n')).toBe(1);
  expect(said).toContain('coordinate system: gcj02 is a guess and not certain');
  expect(await written()).toBe(0);
  expect(await run('turned.csv'), said.join('\n')).toBe(0);
  expect(said).toContain('coordinate system: gcj02, latitude first');
  expect(await written()).toBe(6);
});
