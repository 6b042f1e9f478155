// A county shares a thing of its register with its neighbour, and takes it back: both look at their screens all the while.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HazardDetail } from '../../server/hazards/contract.ts';
import { fengsui, passwordIn, signInAs } from '../support/accounts.ts';
import { expectSound, openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, lineIs, listTotal, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask } from './report.ts';

let server: RunningServer;
let browser: Browser;
let hazard: HazardDetail;
let holder: WatchedPage;
let neighbour: WatchedPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  const { items } = await ask<{ items: HazardDetail[] }>(server, '/api/hazards?limit=1000');
  hazard = items.find(({ divisionPath }) => divisionPath.startsWith('320205'))!;
  const [lon, lat] = hazard.point;
  const there = `${server.url}/?panel=hazards&at=${lon},${lat},15`;
  holder = await openAs('xishan', '锡山王工', '320205', `${there}&sel=hazards/${hazard.id}`);
  neighbour = await openAs('liangxi', '梁溪李工', '320213', there);
  for (const { page } of [holder, neighbour]) await lineIs(page, '实时').waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

async function openAs(login: string, name: string, area: string, url: string): Promise<WatchedPage> {
  const made = ['user', 'create', login, '--role', 'duty-officer', '--name', name, '--areas', area];
  const password = passwordIn(await fengsui(server, made));
  return openPage(browser, url, { as: await signInAs(server, { login, password }) });
}

const ofHazard = (page: Page) => drawer(page, hazard.name);
const row = (page: Page) =>
  page.getByRole('region', { name: '危险源' }).getByRole('button').filter({ hasText: hazard.name });
const dialog = () => holder.page.getByRole('dialog', { name: '可见范围' });

it('shows the neighbour what is shared at once, with by whom and why', async () => {
  await expect.poll(() => listTotal(neighbour.page), PATIENCE).toBe(0);
  const mine = ofHazard(holder.page);
  await mine.getByText('没有共享给其他区县').waitFor();
  await mine.getByRole('button', { name: '更改可见范围…' }).click();
  await dialog().getByLabel('共享给').selectOption({ label: '梁溪区' });
  await dialog().getByLabel('事由').fill('界河上游，涉及双方');
  await expectSound(holder);
  await dialog().getByRole('button', { name: '共享', exact: true }).click();
  await dialog().getByRole('button', { name: '取消共享 梁溪区' }).waitFor();

  await row(neighbour.page).click();
  const theirs = ofHazard(neighbour.page);
  for (const words of ['由锡山区共享给梁溪区', '锡山王工', '事由：界河上游，涉及双方', '锡山区共享给您的，只能查看。'])
    await theirs.getByText(words).first().waitFor();
  expect(await theirs.getByRole('button', { name: '更改可见范围…' }).count()).toBe(0);
  expect(await listTotal(neighbour.page)).toBe(1);
  await expectSound(neighbour);
});

it('names the departments that it is limited to, on both screens', async () => {
  await dialog().getByLabel('消防救援').check();
  await dialog().getByRole('button', { name: '限定部门' }).click();
  for (const { page } of [holder, neighbour]) await ofHazard(page).getByText('仅限消防救援').waitFor();
});

it('takes it off the screen of the neighbour once it is taken back', async () => {
  neighbour.expectLossOfLine(true); // what is gone is asked for once more, and is not there
  await dialog().getByRole('button', { name: '取消共享 梁溪区' }).click();
  await neighbour.page.getByText('没有找到，或者不在您的区域内').waitFor();
  await expect.poll(() => listTotal(neighbour.page), PATIENCE).toBe(0);
  await neighbour.page.getByText(hazard.name).first().waitFor({ state: 'hidden' });
  expect(holder.faults).toEqual([]);
  expect(neighbour.faults).toEqual([]);
});
