import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shelter } from '../../server/shelters/contract.ts';
import { expectSound, openBrowser } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, mapDraws, openStaffPage, PATIENCE, selectionOf } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

it('selects in the list, and the map, the drawer and the address say the same; so does the address elsewhere', async () => {
  const incident = await report(server, { title: '锅炉房起火', level: 2 });
  const watched = await openStaffPage(browser, server);
  const { page } = watched;
  const row = incidentRow(page, '锅炉房起火');
  await row.click();
  await expect.poll(() => row.getAttribute('aria-current')).toBe('true');
  await drawer(page, `事件 ${incident.number}`).getByRole('heading', { name: '锅炉房起火' }).waitFor();
  await page.locator('.map-marks').getByText('锅炉房起火').waitFor();
  expect(selectionOf(page)).toBe(`incidents/${incident.id}`);
  await expectSound(watched);

  const elsewhere = await openStaffPage(browser, server, page.url());
  await drawer(elsewhere.page, `事件 ${incident.number}`).getByRole('heading', { name: '锅炉房起火' }).waitFor();
  await expect.poll(() => incidentRow(elsewhere.page, '锅炉房起火').getAttribute('aria-current')).toBe('true');
  await elsewhere.page.locator('.map-marks').getByText('锅炉房起火').waitFor();
  await expectSound(elsewhere);
});

it('selects on the map, and the list and the drawer follow', async () => {
  const { items } = await ask<{ items: Shelter[] }>(server, '/api/shelters?limit=1');
  const shelter = items[0]!;
  const [lon, lat] = shelter.point;
  const watched = await openStaffPage(
    browser,
    server,
    `${server.url}/?at=${lon},${lat},17&layers=shelters&panel=shelters`,
  );
  const { page } = watched;
  await mapDraws(page, ['shelters']);
  const map = (await page.locator('.map-ground').boundingBox())!;
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  await expect.poll(() => selectionOf(page), PATIENCE).toBe(`shelters/${shelter.id}`);
  await page.locator('.drawer').getByRole('heading', { name: shelter.name }).waitFor();
  await expect
    .poll(() => page.locator('.list-panel [aria-current=true]').innerText(), PATIENCE)
    .toContain(shelter.name);
  await expectSound(watched);
});

it('lets go with Escape, and Back brings the selection back', async () => {
  const incident = await report(server, { title: '路灯倾倒' });
  const { page, faults } = await openStaffPage(browser, server);
  await incidentRow(page, '路灯倾倒').click();
  await drawer(page, `事件 ${incident.number}`).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => selectionOf(page)).toBeNull();
  await drawer(page, `事件 ${incident.number}`).waitFor({ state: 'hidden' });
  await page.goBack();
  await drawer(page, `事件 ${incident.number}`).waitFor();
  expect(faults).toEqual([]);
});
