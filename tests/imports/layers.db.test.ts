// Every layer that is offered takes a file from the command line as the file stands, says nothing has changed the second time, and gives it back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifier, sql, type Sql } from '../../db/sql.ts';
import { importCommands } from '../../server/imports/commands.ts';
import { IMPORT_LAYERS, type ImportLayer } from '../../server/imports/contract.ts';
import { recordCommand } from '../../server/audit/record-command.ts';
import { runCommand } from '../../server/platform/commands/run-command.ts';
import { NOON, openHouse, type House } from './house.ts';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = mkdtempSync(join(tmpdir(), 'fengsui-imports-'));
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const AREA = '"POLYGON((120.02 31.52,120.04 31.52,120.04 31.54,120.02 31.54,120.02 31.52))"';
const FILES: Record<ImportLayer, { table: string; lines: string[] }> = {
  hazards: {
    table: 'hazards.hazard',
    lines: ['名称,事故类别,种类,责任单位,经度,纬度', '一号,事故灾难,燃气,燃气公司,120.1,31.55'],
  },
  shelters: {
    table: 'shelters.shelter',
    lines: ['名称,种类,状态,可容纳人数,经度,纬度', '甲广场,紧急避难,正常,"1,200",120.1,31.55'],
  },
  sites: { table: 'sites.site', lines: ['名称,种类,经度,纬度', '甲小学,小学,120.1,31.55'] },
  grids: { table: 'grids.grid', lines: ['编号,名称,种类,范围', `320213001001002,二网格,基础网格,${AREA}`] },
  divisions: { table: 'grids.division', lines: ['编号,名称,level,范围', `320213001002,城南社区,社区,${AREA}`] },
  owners: { table: 'grids.owner', lines: ['区划代码,职责,单位,值班电话', '320213001001,消防,沁园消防站,0510-1'] },
  places: { table: 'city.place', lines: ['名称,种类,经度,纬度', '三阳广场,地标,120.1,31.55'] },
};

const said: string[] = [];
const run = (...words: string[]) => {
  said.length = 0;
  return runCommand(
    importCommands,
    house.services,
    words,
    {
      print: (text) => said.push(text),
      cwd: folder,
      serving: false,
    },
    recordCommand(house.services),
  );
};

it.each(IMPORT_LAYERS)('%s', async (layer) => {
  const { table, lines } = FILES[layer];
  const file = `${layer}.csv`;
  writeFileSync(join(folder, file), lines.join('\n'));
  const rows = async () =>
    (
      await house.database.owner.many<{ all: string }>(
        sql`SELECT t::text AS all FROM ${identifier(table)} t ORDER BY 1`,
      )
    ).map(({ all }) => all);
  const before = await rows();
  expect(await run('import', layer, file, '--crs', 'wgs84'), said.join('\n')).toBe(0);
  expect(said).toContain('1 rows: 1 new, 0 changed, 0 unchanged, 0 refused');
  const id = said.at(-1)!.split(' ').at(-1)!;
  const after = await rows();
  expect(after).toHaveLength(before.length + 1);
  expect(await run('import', layer, file, '--crs', 'wgs84')).toBe(0);
  expect(said).toContain('nothing has changed: all 1 rows were there');
  expect(await rows()).toEqual(after);
  expect(await run('import', 'undo', id), said.join('\n')).toBe(0);
  expect(await rows()).toEqual(before);
});

const REGISTERED: Record<string, (path: string) => Sql> = {
  hazards: (path) => sql`
    INSERT INTO hazards.hazard (code, name, name_initials, name_pinyin, class, kind, responsible_unit, geom, division_path, demo, approximate, source)
    VALUES (${path}, 'x', 'x', 'x', 'accident', 'gas', 'x', ${SPOT}, ${path}, false, false, 'test')`,
  shelters: (path) => sql`
    INSERT INTO shelters.shelter (code, name, name_initials, name_pinyin, kind, state, capacity_persons, indoor, point, division_path,
                                  demo, approximate, source)
    VALUES (${path}, 'x', 'x', 'x', 'emergency', 'ready', 10, true, ${SPOT}, ${path}, false, false, 'test')`,
  sites: (path) => sql`
    INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
    VALUES (${path}, 'x', 'x', 'x', 'factory', ${SPOT}, ${path}, false, false, 'test')`,
  incidents: (path) => sql`
    INSERT INTO incidents.incident (number, feed_id, source, kind, title, title_initials, title_pinyin, geom, division_path, occurred_at, received_at)
    VALUES ('WX-20260708-0001', 'f', '110', 'fire', 'x', 'x', 'x', ${SPOT}, ${path}, ${NOON}, ${NOON})`,
  owners: (path) => sql`
    INSERT INTO grids.owner (division_path, duty, unit, demo) VALUES (${path}, 'fire', 'x', false)`,
  grids: (path) => sql`
    INSERT INTO grids.grid (code, name, name_initials, name_pinyin, kind, division_path, geom, synthetic, demo, approximate, source)
    VALUES (${`${path}001`}, 'x', 'x', 'x', 'basic', ${path}, ST_Multi(ST_Buffer(${SPOT}::geometry, 0.01)), true, true, false, 'test')`,
};
const SPOT = 'SRID=4326;POINT(120.03 31.53)';

it('leaves every division in place in which something was registered since, and takes the others back', async () => {
  const [empty, ...filled] = [...Object.keys(REGISTERED), 'nothing'].map((_, at) => `3202130010${String(at + 11)}`);
  const lines = [empty!, ...filled].map((path) => `${path},新社区${path},社区,${AREA}`);
  writeFileSync(join(folder, 'villages.csv'), [FILES.divisions.lines[0], ...lines].join('\n'));
  expect(await run('import', 'divisions', 'villages.csv', '--crs', 'wgs84'), said.join('\n')).toBe(0);
  const id = said.at(-1)!.split(' ').at(-1)!;
  for (const [at, insert] of Object.values(REGISTERED).entries()) await house.database.owner.many(insert(filled[at]!));
  expect(await run('import', 'undo', id), said.join('\n')).toBe(0);
  expect(said).toContain(`taken back; ${filled.length} rows stay as they are`);
  const left = await house.database.owner.many<{ path: string }>(
    sql`SELECT path FROM grids.division WHERE path = ANY(${[empty!, ...filled]}::text[]) ORDER BY path`,
  );
  expect(left.map(({ path }) => path)).toEqual(filled);
});
