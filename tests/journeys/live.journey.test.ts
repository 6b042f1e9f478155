import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IncidentDetail } from '../../server/incidents/contract.ts';
import { expectSound, openBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, lineIs, listTotal, mapDraws, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { aReport, ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
let screens: WatchedPage[];
const both = (act: (page: Page) => Promise<unknown>) => Promise.all(screens.map(({ page }) => act(page)));

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  screens = await Promise.all([openStaffPage(browser, server), openStaffPage(browser, server)]);
  await both((page) => lineIs(page, '实时').waitFor());
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

it('shows a new incident on every open screen, visibly new, and the map draws it', async () => {
  // Seen in the very moment it comes: a row is lit for some seconds only.
  const lit = both((page) => page.locator('.row.is-fresh').filter({ hasText: '化工厂爆燃' }).waitFor());
  const told = both((page) =>
    page
      .locator('[aria-live]')
      .filter({ hasText: '新事件：红色Ⅰ级，化工厂爆燃' })
      .first()
      .waitFor({ state: 'attached' }),
  );
  await report(server, { title: '化工厂爆燃', level: 1 });
  await Promise.all([lit, told]);
  await both((page) => mapDraws(page, ['incidents']));
  await both((page) => expect.poll(() => listTotal(page), PATIENCE).toBe(1));
});

it('takes the same report twice for one incident', async () => {
  const tree = aReport({ title: '树木倒伏' });
  const first = await report(server, tree, 'tree-1');
  expect((await report(server, tree, 'tree-1')).id).toBe(first.id);
  await both((page) => incidentRow(page, '树木倒伏').waitFor());
  await both(async (page) => expect(await incidentRow(page, '树木倒伏').count()).toBe(1));
});

it('acknowledges and notes on one screen, and the other follows', async () => {
  const incident = await report(server, { title: '燃气异味', level: 2 });
  await both((page) => incidentRow(page, '燃气异味').click());
  const [here, there] = screens.map(({ page }) => drawer(page, `事件 ${incident.number}`)) as [
    ReturnType<typeof drawer>,
    ReturnType<typeof drawer>,
  ];
  await here.getByRole('button', { name: '签收' }).click();
  await there.getByText('处置中').first().waitFor();
  await expectSound(screens[0]!);

  await here.getByRole('button', { name: '加注' }).click();
  const dialog = screens[0]!.page.getByRole('dialog', { name: '加注' });
  await dialog.getByRole('textbox').fill('已关阀，正在检测');
  await dialog.getByRole('button', { name: '加注' }).click();
  await there.getByText('已关阀，正在检测').waitFor();
});

it('takes a photo with a note, and shows it on the other screen without where and by what it was taken', async () => {
  const carrying = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#a33' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'CANARY-PHONE' }, IFD3: { GPSLatitude: '31/1 34/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer();
  expect((await sharp(carrying).metadata()).exif?.toString('latin1')).toContain('CANARY-PHONE');
  const incident = await report(server, { title: '路面塌陷' });
  await both((page) => incidentRow(page, '路面塌陷').click());
  const [here, there] = screens.map(({ page }) => page) as [Page, Page];
  await drawer(here, `事件 ${incident.number}`).getByRole('button', { name: '加注' }).click();
  const dialog = here.getByRole('dialog', { name: '加注' });
  await dialog.getByRole('textbox').fill('现场情况');
  await dialog.getByLabel('添加照片').setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: carrying });
  await dialog.getByRole('img', { name: '现场.jpg' }).waitFor();
  await expectSound(screens[0]!);
  await dialog.getByRole('button', { name: '加注' }).click();

  const shown = drawer(there, `事件 ${incident.number}`).getByRole('img', { name: '照片 1 / 1' });
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth), PATIENCE).toBeGreaterThan(0);
  const whole = await shown.locator('xpath=..').getAttribute('href');
  const answer = await there.request.get(server.url + whole!);
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/jpeg',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
  });
  const served = await answer.body();
  expect(await sharp(served).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
  expect((await sharp(served).metadata()).exif).toBeUndefined();
  expect(served.toString('latin1')).not.toContain('CANARY');
  expect((await fetch(server.url + whole!)).status).toBe(401);
});

it('marks a repeated report as duplicate: it leaves every list and leads to the original', async () => {
  const original = await report(server, { title: '高架追尾' });
  const repeat = await report(server, { title: '高架撞车' });
  const { page } = screens[0]!;
  await incidentRow(page, '高架撞车').click();
  await drawer(page, `事件 ${repeat.number}`).getByRole('button', { name: '标为重复…' }).click();
  const dialog = page.getByRole('dialog', { name: '标为重复' });
  await dialog.getByRole('radio', { name: /高架追尾/ }).check();
  await expectSound(screens[0]!);
  await dialog.getByRole('button', { name: '标为重复' }).click();
  await both((each) => incidentRow(each, '高架撞车').waitFor({ state: 'hidden' }));
  expect(await ask<IncidentDetail>(server, `/api/incidents/${repeat.id}`)).toMatchObject({
    state: 'duplicate',
    duplicateOf: original.id,
  });
});

it('closes with an outcome: it leaves every list, and its story is kept', async () => {
  const incident = await report(server, { title: '井盖缺失' });
  const { page } = screens[1]!;
  await incidentRow(page, '井盖缺失').click();
  await drawer(page, `事件 ${incident.number}`).getByRole('button', { name: '签收' }).click();
  await drawer(page, `事件 ${incident.number}`).getByRole('button', { name: '反馈并闭环…' }).click();
  const dialog = page.getByRole('dialog', { name: '反馈并闭环' });
  await dialog.getByRole('textbox').fill('已补装');
  await dialog.getByRole('button', { name: '闭环', exact: true }).click();
  await both((each) => incidentRow(each, '井盖缺失').waitFor({ state: 'hidden' }));
  const { state, entries } = await ask<IncidentDetail>(server, `/api/incidents/${incident.id}`);
  expect(state).toBe('closed');
  expect(entries.map(({ act }) => act)).toEqual(['closed', 'acknowledged', 'reported']);
  for (const screen of screens) expect(screen.faults).toEqual([]);
});
