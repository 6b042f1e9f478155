// From an account that is made to one that is closed: each administrator does their own part, and the person works in between.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, openBrowser, openPage, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentList, incidentRow, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';
import { signInForm, typeIn } from './sign-in-screen.ts';

const NEXT = 'si ge shi ge yi bai ge';

let server: RunningServer;
let browser: Browser;
let system: WatchedPage;
let security: WatchedPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  system = await openStaffPage(browser, server, `${server.url}/admin?page=people`, { role: 'system-admin' });
  security = await openStaffPage(browser, server, `${server.url}/admin?page=posts`, { role: 'security-admin' });
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const pagesOf = (page: Page) => page.getByRole('navigation').getByRole('link').allInnerTexts();
const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });

it('shows each of the three administrators what is theirs, and no map', async () => {
  await rowOf(system.page, 'system-admin').waitFor();
  await rowOf(security.page, 'security-admin').waitFor();
  expect(await pagesOf(system.page)).toEqual(['人员', '区划', '接入密钥', '设备密钥', '权限矩阵', '双人审批']);
  expect(await pagesOf(security.page)).toEqual([
    '岗位与授权',
    '部门',
    '区划',
    '设备密钥',
    '权限矩阵',
    '双人审批',
    '个人信息查看',
  ]);
  const audit = await openStaffPage(browser, server, `${server.url}/admin`, { role: 'audit-admin' });
  await audit.page.getByRole('heading', { name: '权限矩阵' }).waitFor();
  expect(await pagesOf(audit.page)).toEqual(['权限矩阵', '双人审批', '个人信息查看', '审计日志']);
  await audit.page.goto(server.url);
  await audit.page.getByRole('heading', { name: '权限矩阵' }).waitFor();
  expect(await audit.page.locator('.map-ground').count()).toBe(0);
  await audit.page.context().close();
});

it.each(['people', 'feeds', 'devices', 'requests', 'divisions'])('is sound on the page %s', async (name) => {
  await system.page.goto(`${server.url}/admin?page=${name}`);
  await system.page.getByRole('heading', { level: 2 }).waitFor();
  await expectSound(system);
});

it('fits a phone', async () => {
  const { page } = await openStaffPage(browser, server, `${server.url}/admin?page=people`, {
    role: 'system-admin',
    viewport: PHONE,
  });
  await rowOf(page, 'security-admin').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await page.context().close();
});

it('makes an account, grants it a post, lets its person work, and ends all of it', async () => {
  await report(server, { title: '河道漂油', level: 3 });
  const made = system.page;
  await made.goto(`${server.url}/admin?page=people`);
  await made.getByRole('button', { name: '新建账号' }).click();
  const form = made.getByRole('dialog', { name: '新建账号' });
  await form.getByLabel('登录名').fill('zhang.san');
  await form.getByLabel('姓名').fill('张三');
  await form.getByRole('checkbox', { name: /^无锡市/ }).check();
  await form.getByRole('button', { name: '建立' }).click();
  const password = await made.locator('.admin-secret').innerText();
  await made.getByRole('button', { name: '已记下' }).click();
  await rowOf(made, '张三').getByText('尚未设置自己的密码').waitFor();

  await security.page.getByRole('button', { name: '授予岗位' }).click();
  const grant = security.page.getByRole('dialog', { name: '授予岗位' });
  await grant.getByRole('radio', { name: /张三/ }).check();
  await grant.getByLabel('角色').selectOption({ label: '值班员' });
  await grant.getByRole('checkbox', { name: /^无锡市/ }).check();
  await grant.getByRole('button', { name: '授予', exact: true }).click();
  await rowOf(security.page, '张三').getByText('值班员').waitFor();

  const person = await openPage(browser, server.url);
  await typeIn(person.page, { login: 'zhang.san', password });
  await person.page.getByLabel('现在的密码').fill(password);
  await person.page.getByLabel('新密码', { exact: true }).fill(NEXT);
  await person.page.getByLabel('再输入一次新密码').fill(NEXT);
  await person.page.getByRole('button', { name: /更换|保存|设置/ }).click();
  await incidentRow(person.page, '河道漂油').click();
  await sayWhoSeesIt(person.page);

  person.expectLossOfLine(true);
  await made.reload();
  await rowOf(made, '张三').getByRole('button', { name: /^停用/ }).click();
  const question = made.getByRole('dialog', { name: '停用 张三 的账号' });
  await question.getByText('立即结束其全部登录').waitFor();
  await question.getByRole('button', { name: '停用' }).click();
  await signInForm(person.page).waitFor(PATIENCE);
  expect(await incidentList(person.page).count()).toBe(0);
  await person.page.context().close();
});

/** Limits the open incident to a department and shares it with a neighbour. */
async function sayWhoSeesIt(page: Page): Promise<void> {
  const incident = drawer(page, /^事件 /);
  await incident.getByRole('button', { name: '可见范围' }).click();
  const dialog = page.getByRole('dialog', { name: '可见范围' });
  await dialog.getByRole('checkbox', { name: '公安' }).check();
  await dialog.getByRole('button', { name: '限定部门' }).click();
  await incident.getByText('仅限').waitFor({ state: 'attached' });
  await dialog.getByLabel('共享给').selectOption({ label: '江阴市' });
  await dialog.getByLabel('事由').fill('下游在江阴');
  await dialog.getByRole('button', { name: '共享', exact: true }).click();
  await dialog.getByText('下游在江阴').waitFor();
  await dialog.getByRole('button', { name: /^取消共享/ }).click();
  await dialog.getByText('没有共享给其他区县').waitFor();
  await dialog.getByRole('button', { name: '关闭' }).last().click();
}
