// Signing in and out at the console: nothing is seen before, nothing is left behind, and the link that was followed holds.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, fengsui, passwordIn, signInAs, type Account } from '../support/accounts.ts';
import { DESK, expectSound, openBrowser, openPage, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';
import { chooseInMenu, signInForm, typeIn } from './sign-in-screen.ts';

let server: RunningServer;
let browser: Browser;
let manager: Account;
let link: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  manager = await accountOf(server, 'manager');
  const { id } = await report(server, { title: '仓库冒烟', level: 2 });
  link = `${server.url}/?at=120.3,31.575,12.5&panel=incidents&sel=incidents/${id}&theme=dark`;
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** A refusal of the sign-in is what the page shows; the browser logs it all the same. */
async function openSignIn(url = link, options = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, url, options);
  await signInForm(watched.page).waitFor();
  return watched;
}

describe('the sign-in', () => {
  it.each([
    ['a desk', DESK],
    ['a large screen', { width: 2560, height: 1440 }],
    ['a phone', PHONE],
  ])('stands where the console would be, for everybody, on %s', async (_name, viewport) => {
    const watched = await openSignIn(link, { viewport });
    const { page } = watched;
    expect(await page.locator('.map-ground, .rail, .list-panel').count()).toBe(0);
    await page.getByText('无锡市').first().waitFor();
    await expectSound(watched);
    await page.getByRole('button', { name: /English|EN/ }).click();
    await page.getByRole('form', { name: 'Sign in' }).waitFor();
    await expectSound(watched);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    await page.context().close();
  });

  it('says that name or password is wrong, then lets in, and the link holds', async () => {
    const { page, ...watched } = await openSignIn();
    watched.expectLossOfLine(true);
    await typeIn(page, { ...manager, password: 'not this one at all' });
    await page.getByRole('alert').filter({ hasText: '用户名或密码不对' }).waitFor();
    await page.getByLabel('密码', { exact: true }).fill(manager.password);
    await page.keyboard.press('Enter');
    await drawer(page, /^事件 /)
      .getByText('仓库冒烟')
      .first()
      .waitFor();
    watched.expectLossOfLine(false);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toMatchObject({ at: '120.3,31.575,12.5', theme: 'dark' });
    expect(page.url()).toContain(new URL(link).searchParams.get('sel')!.split('/')[1]!);
    expect(watched.faults).toEqual([]);
    await page.context().close();
  });

  it('shows a password that is asked to be shown, and tells password managers what is what', async () => {
    const { page } = await openSignIn();
    const field = page.getByLabel('密码', { exact: true });
    await field.fill('shown');
    await page.getByRole('button', { name: '显示密码' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: '隐藏密码' }).click();
    expect(await field.getAttribute('type')).toBe('password');
    expect(await field.getAttribute('autocomplete')).toBe('current-password');
    expect(await page.getByLabel('登录名').getAttribute('autocomplete')).toBe('username');
    await page.context().close();
  });

  it('slows down who guesses, and says for how long', async () => {
    const clerk = await accountOf(server, 'clerk');
    const { page, ...watched } = await openSignIn();
    watched.expectLossOfLine(true);
    const waiting = page.getByRole('alert').filter({ hasText: '尝试太多' });
    await page.getByLabel('登录名').fill(clerk.login);
    await page.getByLabel('密码', { exact: true }).fill('never the right one');
    const send = page.getByRole('button', { name: '登录', exact: true });
    await expect
      .poll(async () => {
        if (await send.isEnabled()) await send.click();
        return waiting.isVisible();
      }, PATIENCE)
      .toBe(true);
    expect(await send.isDisabled()).toBe(true);
    await page.context().close();
  });

  it('asks for a new password where the first one must go, and says what it needs', async () => {
    const made = await fengsui(server, ['user', 'create', 'newcomer', '--role', 'analyst', '--name', '新来的']);
    const watched = await openSignIn();
    const { page } = watched;
    await typeIn(page, { login: 'newcomer', password: passwordIn(made) });
    await page.getByRole('form', { name: '设置新密码' }).waitFor();
    await expectSound(watched);
    await page.getByLabel('现在的密码', { exact: true }).fill(passwordIn(made));
    await page.getByLabel('新密码', { exact: true }).fill('too short');
    const rule = page.getByRole('listitem').filter({ hasText: '至少 12 个字符' });
    expect(await rule.getAttribute('data-met')).toBe('false');
    const send = page.getByRole('button', { name: '更换密码' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('新密码', { exact: true }).fill('Xi bei feng chui 3 ci');
    await page.getByLabel('再输入一次新密码').fill('Xi bei feng chui 3 ci');
    expect(await rule.getAttribute('data-met')).toBe('true');
    await send.click();
    await page.getByRole('navigation', { name: '功能' }).waitFor();
    // An analyst takes lists along, brings none, and decides nothing.
    expect(await page.getByRole('navigation', { name: '功能' }).getByText('导入').count()).toBe(0);
    await page.locator('.panel-head').getByRole('button', { name: '导出列表' }).waitFor();
    expect(await page.getByRole('button', { name: '签收', exact: true }).count()).toBe(0);
    expect(watched.faults).toEqual([]);
    await page.context().close();
  });

  it('brings administrators to their own room: the city is not theirs', async () => {
    const account = await accountOf(server, 'audit-admin');
    const { page, faults } = await openSignIn();
    await typeIn(page, account);
    await page.locator('.admin').waitFor();
    expect(await page.locator('.map-ground').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('says that the server is away, or not set up, and goes on by itself', async () => {
    const { page, ...watched } = await openPage(browser, `${server.url}/public`);
    watched.expectLossOfLine(true);
    const asked = (url: URL) => url.pathname === '/api/identity/session';
    const problem = { type: '/problems/not-set-up', title: '', status: 503, instance: '' };
    await page.route(asked, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await page.goto(link);
    await page.getByText('user create LOGIN').waitFor();
    await page.unroute(asked);
    await signInForm(page).waitFor();
    await page.context().close();
  });
});

describe('the end of a session', () => {
  it('elsewhere shows the sign-in over the console, forgets what was on it, and comes back to the same view', async () => {
    const { page, ...watched } = await openSignIn();
    await typeIn(page, manager);
    await incidentRow(page, '仓库冒烟').waitFor();
    watched.expectLossOfLine(true);
    const before = page.url();
    const elsewhere = await signInAs(server, manager);
    const ended = await fetch(`${server.url}/api/identity/sessions`, {
      method: 'DELETE',
      headers: { cookie: elsewhere.cookie, origin: server.url },
    });
    expect(ended.status).toBe(204);
    await page.getByText('登录已失效').waitFor(PATIENCE);
    expect(await page.getByText('仓库冒烟').count()).toBe(0);
    await typeIn(page, manager);
    await incidentRow(page, '仓库冒烟').waitFor();
    expect(page.url()).toBe(before);
    await page.context().close();
  });

  it('by oneself asks first where something was typed and not sent, and leaves nothing for the next person', async () => {
    const { page, ...watched } = await openStaffPageOf(manager);
    await drawer(page, /^事件 /)
      .getByRole('button', { name: '加注' })
      .click();
    await page.getByRole('dialog').getByRole('textbox').fill('写了一半');
    await page.keyboard.press('Escape');
    await chooseInMenu(page, '退出登录');
    await page.getByRole('dialog', { name: '还有未提交的内容' }).waitFor();
    await page.getByRole('button', { name: '仍要退出' }).click();
    await page.getByText('您已退出登录').waitFor();
    expect((await page.context().cookies()).some(({ name }) => name === 'fengsui-session')).toBe(false);
    const duty = await accountOf(server, 'duty-officer');
    await typeIn(page, duty);
    await drawer(page, /^事件 /)
      .getByRole('button', { name: '加注' })
      .click();
    expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toBe('');
    expect(watched.faults).toEqual([]);
    await page.context().close();
  });

  it('is for one session of several: the others are listed and ended', async () => {
    await signInAs(server, manager);
    const watched = await openStaffPage(browser, server, link);
    const { page } = watched;
    await chooseInMenu(page, '我的会话');
    const dialog = page.getByRole('dialog', { name: '我的账号' });
    await dialog.getByText('本会话').waitFor();
    await expectSound(watched);
    await dialog.getByRole('button', { name: '结束其他所有会话' }).click();
    await dialog.getByText('没有其他会话').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(1);
    await page.context().close();
  });
});

/** A session of its own: it ends in the test. */
async function openStaffPageOf(account: Account): Promise<WatchedPage> {
  const watched = await openPage(browser, link, { as: await signInAs(server, account) });
  await incidentRow(watched.page, '仓库冒烟').waitFor();
  return watched;
}
