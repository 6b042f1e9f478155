// Looking back: what was known a moment ago, the same on another screen, and the way back to now with nothing missing.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import type { Recorded } from '../../server/platform/contract.ts';
import { expectSound, openBrowser, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, legend, lineIs, listTotal, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let first: Incident;
/** When the first was recorded, ISO text: a moment after it was received. */
let recorded: string;

/** The next full second after an instant: the moment at which an address first holds what was recorded then. */
const secondAfter = (instant: string) => Math.ceil(Date.parse(instant) / 1000) * 1000;

/** Waits until the server's own clock has passed an instant, ms since 1970. */
const passed = (instant: number) =>
  expect
    .poll(async () => Date.parse((await ask<Recorded>(server, '/api/moments')).now), PATIENCE)
    .toBeGreaterThan(instant + 1000);

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  watched = await openStaffPage(browser, server);
  await lineIs(watched.page, '实时').waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** Faults, but for the answers that an incident was not known yet: the page asks, and that is the server's word for it. */
const strange = () =>
  watched.faults.filter((fault) => !(/\b404\b/.test(fault) && fault.includes(`/api/incidents/${first.id}?as`)));

const slider = (page: Page) => page.getByRole('slider', { name: '回看时刻' });
const shown = (page: Page) => page.getByRole('status').filter({ hasText: '所示为' });

it('goes back by the keyboard to the first record, and from there to the first incident', async () => {
  const { page } = watched;
  first = await report(server, { title: '最早的一起', level: 2 });
  recorded = (await ask<IncidentDetail>(server, `/api/incidents/${first.id}`)).entries[0]!.at;
  await passed(secondAfter(recorded));
  // Told later, happened before: known only afterwards, and so all the same.
  await report(server, { title: '迟报的一起', occurredAt: first.occurredAt });
  await expect.poll(() => listTotal(page), PATIENCE).toBe(2);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await shown(page).filter({ hasText: '当时所知' }).waitFor();
  await expect.poll(() => listTotal(page), PATIENCE).toBe(0);
  await page.getByRole('button', { name: '下一次变化' }).click();
  await incidentRow(page, '最早的一起').waitFor();
  await expect.poll(() => listTotal(page), PATIENCE).toBe(1);
  const t = new Date(secondAfter(recorded)).toISOString().replace('.000Z', 'Z');
  await expect.poll(() => new URL(page.url()).searchParams.get('t'), PATIENCE).toBe(t);
  expect(new URL(page.url()).searchParams.get('as')).toBe('known');
});

it('offers nothing to do in the past, and says that it is not live', async () => {
  const { page } = watched;
  await incidentRow(page, '最早的一起').click();
  const detail = drawer(page, `事件 ${first.number}`);
  await detail.getByText('报告').waitFor();
  expect(await detail.getByRole('button', { name: '签收' }).count()).toBe(0);
  await page.getByRole('button', { name: '回看中，不是实时' }).waitFor();
  expect(await lineIs(page, '实时').count()).toBe(0);
  await expectSound(watched);
});

it('says of what is open that it was not on record a moment before, and shows it again', async () => {
  const { page } = watched;
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  const absent = page.getByRole('region', { name: '事件', exact: true });
  await absent.getByText('那一刻还没有登记它').waitFor();
  await page.getByRole('button', { name: '下一次变化' }).click();
  await drawer(page, `事件 ${first.number}`).getByText('报告').waitFor();
  expect(strange()).toEqual([]);
});

it('tells what was known from what was so', async () => {
  const { page } = watched;
  await page.getByRole('button', { name: '当时实情' }).click();
  await incidentRow(page, '迟报的一起').waitFor();
  await shown(page).filter({ hasText: '当时实情' }).waitFor();
  await page.getByRole('button', { name: '当时所知' }).click();
  await incidentRow(page, '迟报的一起').waitFor({ state: 'hidden' });
});

it('shows the same on another screen, whatever happens meanwhile', async () => {
  const { page } = watched;
  await report(server, { title: '其间的一起', level: 1 });
  await expect.poll(() => new URL(page.url()).searchParams.get('as'), PATIENCE).toBe('known');
  const other = await openStaffPage(browser, server, page.url());
  await incidentRow(other.page, '最早的一起').waitFor();
  const words = await shown(page).innerText();
  expect(await shown(other.page).innerText()).toBe(words);
  await expect.poll(async () => (await legend(other.page))['避难场所'], PATIENCE).toBeGreaterThan(0);
  await expect.poll(async () => legend(other.page), PATIENCE).toEqual(await legend(page));
  expect([await listTotal(page), await listTotal(other.page)]).toEqual([1, 1]);
  expect(other.faults).toEqual([]);
  await other.page.context().close();
});

it('plays on until it is now, and then misses nothing', async () => {
  const { page } = watched;
  await page.getByRole('combobox', { name: '播放速度' }).selectOption({ label: '1 分/秒' });
  await page.getByRole('button', { name: '播放' }).click();
  await lineIs(page, '实时').waitFor();
  await expect.poll(() => listTotal(page), PATIENCE).toBe(3);
  for (const title of ['最早的一起', '迟报的一起', '其间的一起']) await incidentRow(page, title).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('t'), PATIENCE).toBeNull();
});

it('comes back to now by one press', async () => {
  const { page } = watched;
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await shown(page).waitFor();
  await page.getByRole('contentinfo', { name: '时间条' }).getByRole('button', { name: '回到实时' }).click();
  await lineIs(page, '实时').waitFor();
  await report(server, { title: '回来之后' });
  await incidentRow(page, '回来之后').waitFor();
  expect(strange()).toEqual([]);
});

it('tells of what comes while one looks back, and leads to it now', async () => {
  const { page } = watched;
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await shown(page).waitFor();
  const red = await report(server, { title: '回看时来的', level: 1 });
  const toast = page.locator('.toast').filter({ hasText: '现在有新事件：红色Ⅰ级，回看时来的' });
  await toast.getByRole('button', { name: '打开' }).click();
  await drawer(page, `事件 ${red.number}`).waitFor();
  await lineIs(page, '实时').waitFor();
  expect(strange()).toEqual([]);
});

it('lets a phone look back too, and come back', async () => {
  await watched.page.context().close();
  const phone = await openStaffPage(browser, server, server.url, { viewport: PHONE });
  const { page } = phone;
  page.setDefaultTimeout(PATIENCE.timeout);
  await page.getByRole('button', { name: '回看', exact: true }).click();
  await shown(page).filter({ hasText: '当时所知' }).waitFor();
  await slider(page).waitFor();
  expect(await page.getByRole('button', { name: '回看', exact: true }).count()).toBe(0);
  await expectSound(phone);
  await page.getByRole('contentinfo', { name: '时间条' }).getByRole('button', { name: '回到实时' }).click();
  await page.getByRole('button', { name: '回看', exact: true }).waitFor();
  expect(phone.faults).toEqual([]);
});
