import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, lineIs, openStaffPage } from './console.ts';
import { sharedDatabase, type SharedDatabase } from './installation.ts';
import { openIncidents, report } from './report.ts';

let database: SharedDatabase;
let servers: [RunningServer, RunningServer];
let browser: Browser;
beforeAll(async () => {
  [database, browser] = await Promise.all([sharedDatabase(), openBrowser()]);
  servers = [await database.start(), await database.start()];
});
afterAll(async () => {
  await browser.close();
  await database.remove();
});

it('pushes from each server process to the screens of the other, on one PostgreSQL', async () => {
  const screens = await Promise.all(servers.map((server) => openStaffPage(browser, server)));
  for (const { page } of screens) await lineIs(page, '实时').waitFor();
  for (const [at, server] of servers.entries()) {
    const title = `经第 ${at + 1} 台`;
    const { number } = await report(server, { title, level: 2 });
    for (const { page } of screens) await incidentRow(page, title).click();
    const other = screens[1 - at]!.page;
    await drawer(other, `事件 ${number}`).getByRole('button', { name: '签收' }).click();
    await drawer(screens[at]!.page, `事件 ${number}`).getByText('处置中').first().waitFor();
  }
  for (const { faults } of screens) expect(faults).toEqual([]);
});

it('goes on with one server when the other is killed', async () => {
  await servers[1].kill9();
  const { id } = await report(servers[0], { title: '只剩一台' });
  expect((await openIncidents(servers[0])).map((incident) => incident.id)).toContain(id);
});
