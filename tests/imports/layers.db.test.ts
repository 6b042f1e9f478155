// Every layer that is offered takes a file from the command line as the file stands, says nothing has changed the second time, and gives it back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifier, sql } from '../../db/sql.ts';
import { importCommands } from '../../server/imports/commands.ts';
import { IMPORT_LAYERS, type ImportLayer } from '../../server/imports/contract.ts';
import { runCommand } from '../../server/platform/commands/run-command.ts';
import { openHouse, type House } from './house.ts';

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
  return runCommand(importCommands, house.services, words, {
    print: (text) => said.push(text),
    cwd: folder,
    serving: false,
  });
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
  expect(await run('import', layer, file), said.join('\n')).toBe(0);
  expect(said).toContain('1 rows: 1 new, 0 changed, 0 unchanged, 0 refused');
  const id = said.at(-1)!.split(' ').at(-1)!;
  const after = await rows();
  expect(after).toHaveLength(before.length + 1);
  expect(await run('import', layer, file)).toBe(0);
  expect(said).toContain('nothing has changed: all 1 rows were there');
  expect(await rows()).toEqual(after);
  expect(await run('import', 'undo', id), said.join('\n')).toBe(0);
  expect(await rows()).toEqual(before);
});
