// How to reach who reported: opened for a reason, for a minute, on one screen; and more, for one incident, by two persons.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';

const CONTACT = { name: '王建国', phone: '13912345678' };

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

async function reveal(page: Page): Promise<void> {
  await press(page, '联系报告人');
  await page.getByLabel('事由').fill('核实现场情况');
  await press(page, '查看联系方式');
  await page.getByText(CONTACT.phone).waitFor();
}

/** Everything that the page could keep it in. */
const kept = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement.outerHTML, JSON.stringify({ ...localStorage, ...sessionStorage })].join(),
  );

it('shows a contact to the handling unit for a stated reason, hides it after a minute, and leaves it nowhere', async () => {
  const incident = await report(server, { title: '楼道燃气味', reporterContact: CONTACT });
  const { page, faults } = await openStaffPage(browser, server, `${server.url}/?sel=incidents/${incident.id}`, {
    role: 'duty-officer',
  });
  await page.getByText('已留：姓名、电话（加密保存，默认不显示）').waitFor();
  expect(await kept(page)).not.toContain(CONTACT.phone);
  await page.clock.install();
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/sealed/openings'));
  await reveal(page);
  expect((await answered).headers()['cache-control']).toBe('no-store');
  expect((await answered).request().headers()['x-purpose']).toBe('incident-callback');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText(CONTACT.phone).isVisible()).toBe(false);
  await page.emulateMedia({ media: null });

  await page.clock.fastForward(61_000);
  await page.getByText('已隐藏。再次查看会另记一次。').waitFor();
  expect(await kept(page)).not.toContain(CONTACT.phone);
  await press(page, '取消');
  await reveal(page);
  await page.keyboard.press('Escape');
  await expect.poll(() => kept(page), PATIENCE).not.toContain(CONTACT.phone);
  expect(faults).toEqual([]);
});

it('opens more for one incident by two persons, says for how long, and ends by hand with a report', async () => {
  const incident = await report(server, { title: '化工厂异味', reporterContact: CONTACT });
  const at = `${server.url}/?sel=incidents/${incident.id}`;
  const worker = (await openStaffPage(browser, server, at, { role: 'grid-worker' })).page;
  await press(worker, '申请应急访问');
  await worker.getByLabel('事由').fill('需要联系报警人疏散');
  await press(worker, '提出申请');
  await worker.getByText(`您对 ${incident.number} 的应急访问申请正等待批准`).waitFor();

  const manager = (await openStaffPage(browser, server)).page;
  await manager.getByText(`申请应急访问 ${incident.number}`).waitFor();
  await press(manager, '批准');
  await manager.getByText(`申请应急访问 ${incident.number}`).waitFor({ state: 'detached' });

  await worker.getByText(`应急访问已批准：${incident.number}`).waitFor();
  await press(worker, '进入');
  await worker.getByText(new RegExp(`正在应急访问 ${incident.number}.*还剩 1 时 59 分`)).waitFor();
  await reveal(worker);
  await worker.keyboard.press('Escape');
  await press(worker, '结束访问');
  await worker.getByText(`正在应急访问 ${incident.number}`).waitFor({ state: 'detached' });

  const auditor = (await openStaffPage(browser, server, `${server.url}/admin?page=openings`, { role: 'audit-admin' }))
    .page;
  await auditor.getByRole('row').filter({ hasText: incident.number }).getByRole('button', { name: '报告' }).click();
  const paper = auditor.getByRole('dialog', { name: `应急访问报告 ${incident.number}` });
  await paper.getByText('核实现场情况').waitFor();
  await paper.getByText('提前结束').waitFor();
  expect(await kept(auditor)).not.toContain(CONTACT.phone);
});
