// A wall without anybody signed in: its key is typed once, and then it stands by itself until the key is taken back.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fengsui, staffHeaders } from '../support/accounts.ts';
import { expectSound, openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';

const LONG = { timeout: 150_000, interval: 100 };
const SCREEN = { viewport: { width: 1920, height: 1080 } };

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let key: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  await report(server, { title: '城中一起', level: 3 });
  key = (await fengsui(server, ['device', 'create', '指挥大厅'])).trim();
  watched = await openPage(browser, `${server.url}/wall`, SCREEN);
  ({ page } = watched);
  page.setDefaultTimeout(LONG.timeout);
}, 400_000);
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const form = () => page.getByRole('form', { name: '大屏密钥' });
const stands = () => page.locator('[data-figure="open"]').first().waitFor();
const scene = () => page.locator('.wall').getAttribute('data-scene');

it('asks for its key, and says what is wrong with another', { timeout: 300_000 }, async () => {
  await form().waitFor();
  expect(await page.getByLabel('密钥', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await expectSound(watched);
  watched.expectLossOfLine(true);
  await page.keyboard.type(`fsd_${'A'.repeat(43)}`);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: '密钥不对' }).waitFor();
  watched.expectLossOfLine(false);
});

it('stands with it, and nothing that it asks for in any scene is refused', { timeout: 400_000 }, async () => {
  await page.getByLabel('密钥', { exact: true }).fill(key);
  await page.keyboard.press('Enter');
  await stands();
  for (const [no, name] of ['city', 'incidents', 'hazards', 'shelters'].entries()) {
    await page.keyboard.press(String(no + 1));
    await expect.poll(scene, LONG).toBe(name);
    await page.waitForLoadState('networkidle');
  }
  await report(server, { title: '新来一起', level: 4 });
  await page.locator('.wall-feed').getByText('新来一起').waitFor();
  expect(watched.faults).toEqual([]);
  expect(
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
  ).not.toMatch(/fsd_/);
});

it('stands again after its nightly reload, and after the server was started anew', { timeout: 400_000 }, async () => {
  await page.reload();
  await stands();
  watched.expectLossOfLine(true);
  await server.stop();
  await server.start();
  await page.reload();
  await stands();
  watched.expectLossOfLine(false);
});

it(
  'shows a code with a key that an administrator made, and stands once another has typed it',
  { timeout: 300_000 },
  async () => {
    const asked = await fetch(`${server.url}/api/identity/devices`, {
      method: 'POST',
      headers: { ...(await staffHeaders(server, 'system-admin')), 'content-type': 'application/json' },
      body: JSON.stringify({ name: '会商室', areas: ['3202'], days: 30 }),
    });
    const made = (await asked.json()) as { key: string };
    const screen = await openPage(browser, `${server.url}/wall`, SCREEN);
    screen.page.setDefaultTimeout(LONG.timeout);
    screen.expectLossOfLine(true); // until it is let in it is nobody
    await screen.page.getByLabel('密钥', { exact: true }).fill(made.key);
    await screen.page.keyboard.press('Enter');
    const waiting = screen.page.getByRole('region', { name: '等待准入' });
    const shown = await waiting.getByRole('status').textContent();
    const code = /[0-9A-F]{6}$/.exec(shown ?? '')?.[0];
    expect(code).toBeDefined();
    await screen.page.reload();
    await waiting.getByText(code!).waitFor();

    const admin = await openStaffPage(browser, server, `${server.url}/admin?page=devices`, { role: 'security-admin' });
    const row = admin.page.getByRole('row').filter({ hasText: '会商室' });
    await row.getByText('1 块屏待准入').waitFor();
    await row.getByRole('button', { name: '准入' }).click();
    const form = admin.page.getByRole('dialog', { name: '准入：会商室' });
    await form.getByLabel('大屏上的代码').fill(code!);
    await expectSound(admin);
    await form.getByRole('button', { name: '准入' }).click();
    await row.getByText('1 块屏待准入').waitFor({ state: 'detached' });
    await screen.page.locator('[data-figure="open"]').first().waitFor();
  },
);

it('asks for a key again within a minute after its own was taken back', { timeout: 300_000 }, async () => {
  watched.expectLossOfLine(true);
  await fengsui(server, ['device', 'revoke', '指挥大厅']);
  await form().waitFor({ timeout: 60_000 });
});
