import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, openBrowser, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, mapDraws, openStaffPage } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

it('speaks Chinese first, English at one press anywhere, and the address carries it', async () => {
  const incident = await report(server, { title: '水管爆裂', kind: 'water-failure' });
  const watched = await openStaffPage(browser, server, `${server.url}/?sel=incidents/${incident.id}`);
  const { page } = watched;
  await drawer(page, `事件 ${incident.number}`).getByText('停水').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');

  await page.getByRole('button', { name: /English/ }).click();
  await drawer(page, `Incident ${incident.number}`).getByText('Water failure').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await expectSound(watched);

  const elsewhere = await openStaffPage(browser, server, page.url());
  await drawer(elsewhere.page, `Incident ${incident.number}`).waitFor();
  await page.getByRole('button', { name: /中文/ }).click();
  await drawer(page, `事件 ${incident.number}`).waitFor();
  expect(watched.faults).toEqual([]);
});

it('tells times of Shanghai wherever the screen is', async () => {
  const incident = await report(server, { title: '夜间异响', occurredAt: '2026-07-08T16:30:00Z' });
  const { page, faults } = await openStaffPage(browser, server, `${server.url}/?sel=incidents/${incident.id}`, {
    timezoneId: 'America/New_York',
  });
  await drawer(page, `事件 ${incident.number}`).getByText(/00:30/).first().waitFor();
  expect(faults).toEqual([]);
});

it('serves a phone: nothing runs out at the side, and an incident can be opened and left', async () => {
  const incident = await report(server, { title: '小区停电' });
  const watched = await openStaffPage(browser, server, `${server.url}/?panel=incidents`, {
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
  });
  const { page } = watched;
  await mapDraws(page, ['incidents']);
  await incidentRow(page, '小区停电').tap();
  const detail = drawer(page, `事件 ${incident.number}`);
  await detail.getByRole('button', { name: '签收' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectSound(watched);
  await detail.getByRole('button', { name: '关闭' }).tap();
  await detail.waitFor({ state: 'hidden' });
});
