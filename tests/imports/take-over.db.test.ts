// Who works on an import: one of several workers, and another one where that one dies.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { claimWork } from '../../server/imports/claims.ts';
import { importCommands } from '../../server/imports/commands.ts';
import { hostOf } from '../../server/imports/files.ts';
import { recordCommand } from '../../server/audit/record-command.ts';
import { runCommand } from '../../server/platform/commands/run-command.ts';
import { bring, csv, line, MAPPING, openHouse, worked, type House } from './house.ts';

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

const claim = async (worker: string, host?: string) =>
  claimWork(house.services.db, worker, host ?? (await hostOf(house.services.config.dataDir)), house.clock());

it('is worked on by one of several, where its file is, and taken over from one that died in the middle', async () => {
  const { id } = await bring(house, csv(line('H-1', '一号站'), line('H-2', '二号站')));
  await house.database.owner.many(sql`
    UPDATE imports.import SET state = 'checking', mapping = ${JSON.stringify(MAPPING)}::jsonb, crs = 'wgs84'`);
  expect(await claim('elsewhere', 'another data directory')).toBeUndefined();
  const claims = await Promise.all([claim('one'), claim('two'), claim('three')]);
  expect(claims.filter((job) => job !== undefined).map((job) => job.id)).toEqual([id]);
  // It dies with half of the rows staged.
  await house.database.owner.many(sql`
    INSERT INTO imports.staged_row (import_id, row, verdict, code) VALUES (${id}, 2, 'added', 'H-1')`);
  expect(await claim('four')).toBeUndefined();
  house.clock.advance(61);
  expect(await worked(house, id)).toMatchObject({ state: 'checked', counts: { rows: 2, added: 2 } });
});

it('is brought, listed and taken back from the command line', async () => {
  const file = join(folder, '隐患点.csv');
  const mapping = join(folder, 'mapping.json');
  writeFileSync(file, csv(line('H-1', '一号站'), line('H-2', '二号站', 121.5, 31.2)));
  writeFileSync(mapping, JSON.stringify(MAPPING));
  const lines: string[] = [];
  const run = (...words: string[]) => {
    lines.length = 0;
    return runCommand(
      importCommands,
      house.services,
      words,
      {
        print: (text) => lines.push(text),
        cwd: folder,
        serving: false,
      },
      recordCommand(house.services),
    );
  };
  const words = ['import', 'hazards', '隐患点.csv', '--mapping', 'mapping.json', '--crs', 'wgs84'];
  expect(await run(...words)).toBe(1);
  expect(lines).toContain('2 rows: 1 new, 0 changed, 0 unchanged, 1 refused');
  expect(lines).toContain('refused row 3: lies in no division of the city');
  const report = lines
    .find((text) => text.startsWith('all refused rows are in '))!
    .slice('all refused rows are in '.length);
  expect(readFileSync(join(folder, report), 'utf8')).toContain('"位置不在本市任何区划内"');
  expect(await run(...words, '--partial', '--dry-run')).toBe(0);
  expect(await codes()).toEqual([]);
  expect(await run(...words, '--partial')).toBe(0);
  expect(await codes()).toEqual(['H-1']);
  const id = lines.at(-1)!.split(' ').at(-1)!;
  expect(await run('import', 'list')).toBe(0);
  expect(lines.some((text) => text.includes(id) && text.includes('隐患点.csv') && text.includes('+1'))).toBe(true);
  expect(await run('import', 'undo', id)).toBe(0);
  expect(await codes()).toEqual([]);
  expect(await run('import', 'trees', '隐患点.csv')).toBe(2);
});

const codes = async () =>
  (await house.database.owner.many<{ code: string }>(sql`SELECT code FROM hazards.hazard ORDER BY code`)).map(
    ({ code }) => code,
  );
