// An upgrade: a newer version starts beside the running one, on one PostgreSQL, and migrates under it.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Health } from '../../server/platform/health.ts';
import { openBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { incidentRow, lineIs, openStaffPage, PATIENCE } from './console.ts';
import { sharedDatabase, type SharedDatabase } from './installation.ts';
import { report } from './report.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOMORROW = '9999-tomorrow.sql';
let database: SharedDatabase;
let browser: Browser;
let folder: string;
let older: RunningServer;
let newer: RunningServer;
let screen: WatchedPage;
beforeAll(async () => {
  [database, browser] = await Promise.all([sharedDatabase(), openBrowser()]);
  folder = nextVersion();
  older = await database.start();
  screen = await openStaffPage(browser, older);
  await lineIs(screen.page, '实时').waitFor();
});
afterAll(async () => {
  await browser.close();
  await database.remove();
  rmSync(folder, { recursive: true });
});

/** This version with one migration more, which only adds: to incidents, and a table of its own. */
function nextVersion(): string {
  const copy = mkdtempSync(join(tmpdir(), 'fengsui-next-'));
  for (const part of ['server', 'db', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  for (const part of ['node_modules', 'geodata', 'dist']) symlinkSync(join(ROOT, part), join(copy, part));
  mkdirSync(join(copy, 'client'));
  writeFileSync(
    join(copy, 'db/migrations', TOMORROW),
    `-- What tomorrow's version adds.
ALTER TABLE incidents.incident ADD COLUMN weather text CHECK (length(weather) <= 40);
SELECT platform.refresh_history('incidents.incident');
CREATE SCHEMA tomorrow;
CREATE TABLE tomorrow.thing (
  id integer PRIMARY KEY
);
SELECT platform.internal('tomorrow.thing');
`,
  );
  return copy;
}

const faultsOf = async ({ url }: RunningServer) => ((await (await fetch(`${url}/api/health`)).json()) as Health).faults;

it('migrates while the older version runs; both push to both screens', async () => {
  newer = await database.start({ command: { args: ['--import', 'tsx', 'server/main.ts'], cwd: folder } });
  expect(newer.output()).toContain('Database brought to this version: 1 migrations');
  const other = await openStaffPage(browser, newer);
  await lineIs(other.page, '实时').waitFor();
  for (const [server, title] of [
    [older, '旧版收到'],
    [newer, '新版收到'],
  ] as const) {
    await report(server, { title, level: 2 });
    for (const { page } of [screen, other]) await incidentRow(page, title).waitFor();
  }
  expect(screen.faults).toEqual([]);
  expect(other.faults).toEqual([]);
});

it('says of the older one that it should be replaced', async () => {
  expect(await faultsOf(older)).toContain('version-behind');
  expect(await faultsOf(newer)).not.toContain('version-behind');
});

it('lets the older one start again on the newer database, where nothing contracts', async () => {
  screen.expectLossOfLine(true);
  await older.stop();
  await older.start();
  expect(older.output()).toContain('newer than this version');
  await report(older, { title: '旧版重启后收到', level: 2 });
  await incidentRow(screen.page, '旧版重启后收到').waitFor();
  await expect.poll(() => faultsOf(older), PATIENCE).toContain('version-behind');
});
