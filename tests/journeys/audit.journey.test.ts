// The audit as its administrator meets it: read, narrowed, taken along, verified, and found out where it was tampered with.
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, openBrowser, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';

let server: RunningServer;
let browser: Browser;
let log: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  log = `${server.url}/admin?page=audit&theme=dark`;
  await report(server, { title: '仓库冒烟', level: 2 });
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const open = (options = {}) => openStaffPage(browser, server, log, { role: 'audit-admin', ...options });
const rows = (page: Page) => page.getByRole('table', { name: '审计日志' }).locator('tbody tr');
const reported = (page: Page) => rows(page).filter({ hasText: '上报事件' });

it('shows who did what in words, narrows it, and opens an entry by keyboard', async () => {
  const watched = await open();
  const { page } = watched;
  await reported(page).first().waitFor();
  expect(await reported(page).first().textContent()).toContain('incidents:report');
  await page.getByLabel('操作', { exact: true }).selectOption({ label: '上报事件' });
  await rows(page).filter({ hasText: '登录' }).first().waitFor({ state: 'detached' });
  await reported(page).first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('dialog', { name: /^记录 \d+/ });
  await entry.getByText('仓库冒烟').waitFor();
  await entry.getByText(/^[0-9a-f]{64}$/).first().waitFor(); // prettier-ignore
  await expectSound(watched);
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'detached' });
  await page.context().close();
});

it('gives the narrowed log as a table', async () => {
  const { page } = await open();
  await page.getByLabel('操作', { exact: true }).selectOption({ label: '上报事件' });
  const link = page.getByRole('link', { name: '导出 CSV' });
  await expect.poll(() => link.getAttribute('href')).toContain('act=incidents');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('编号,时间（UTC）,操作者');
  expect(lines.slice(1).every((line) => line.includes('incidents:report'))).toBe(true);
  await page.context().close();
});

it.each([
  ['a desk', {}],
  ['a phone', { viewport: PHONE }],
])('proves the log on %s', async (_name, options) => {
  const watched = await open(options);
  await watched.page.getByRole('button', { name: '校验日志' }).click();
  await watched.page.getByRole('status').filter({ hasText: '已证实完整' }).waitFor();
  await expectSound(watched);
  await watched.page.context().close();
});

it('is nothing for others', async () => {
  const { page } = await openStaffPage(browser, server, log, { role: 'manager' });
  await page.getByRole('main').waitFor();
  await page.getByText(/返回地图/).first().waitFor(); // prettier-ignore
  expect(await page.getByRole('heading', { name: '审计日志' }).count()).toBe(0);
  await page.context().close();
});

it('says that the log is not the one that the anchors know, in both languages', async () => {
  const forged = { pos: 1, chain: '0'.repeat(64), at: new Date().toISOString() };
  await appendFile(join(server.dataDir, 'audit-anchors.jsonl'), `${JSON.stringify(forged)}\n`);
  const watched = await open();
  const { page } = watched;
  await page.getByRole('button', { name: '校验日志' }).click();
  await page.getByRole('alert').filter({ hasText: '日志已被改动' }).waitFor();
  await page.getByText('链中位置 1').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('alert').filter({ hasText: 'The log was tampered with' }).waitFor();
  await expectSound(watched);
  await page.context().close();
});
