// The second step where everybody needs one, passkeys, and several posts: on PostgreSQL, as an installation of a city is.
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountOf, type Account } from '../support/accounts.ts';
import { expectSound, openBrowser, openPage, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { PATIENCE } from './console.ts';
import { sharedDatabase, type SharedDatabase } from './installation.ts';
import { chooseInMenu, codeOf, signInForm, typeIn } from './sign-in-screen.ts';

let database: SharedDatabase;
let server: RunningServer;
let browser: Browser;
let manager: Account;
let secret = '';
let codes: string[] = [];
beforeAll(async () => {
  [database, browser] = await Promise.all([sharedDatabase(), openBrowser()]);
  server = await database.start({ env: { SECOND_FACTOR: 'everybody' } });
  manager = await accountOf(server, 'manager');
});
afterAll(async () => {
  await browser.close();
  await database.remove();
});

async function begin(account: Account, options = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, server.url, options);
  await signInForm(watched.page).waitFor();
  await typeIn(watched.page, account);
  return watched;
}

/** It stands where somebody is wholly signed in. */
const rail = (page: Page) => page.getByRole('navigation', { name: '功能' });
const code = (page: Page) => page.getByLabel('验证器上的六位数字', { exact: true });

it('has an authenticator set up before anything is seen, and shows recovery codes once', async () => {
  const watched = await begin(manager, { viewport: PHONE });
  const { page } = watched;
  await page.getByRole('img', { name: /二维码/ }).waitFor();
  await expectSound(watched);
  secret = await page.locator('.totp-secret').innerText();
  await page.getByLabel('扫描后应用显示的六位数字').fill(codeOf(secret));
  await page.getByRole('button', { name: '完成设置' }).click();
  const list = page.getByRole('list', { name: '恢复码' });
  await list.waitFor();
  await expectSound(watched);
  codes = await list.getByRole('listitem').allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  expect(await page.getByRole('button', { name: '继续' }).isDisabled()).toBe(true);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('烽燧恢复码.txt');
  await page.getByLabel('我已保存这些恢复码').check();
  await page.getByRole('button', { name: '继续' }).click();
  await rail(page).waitFor();
  expect(await page.getByText(codes[0]!).count()).toBe(0);
  await page.context().close();
});

it('asks for the second step from then on: a wrong code is refused, the next one opens', async () => {
  const { page, ...watched } = await begin(manager);
  watched.expectLossOfLine(true);
  await code(page).waitFor();
  await code(page).fill(codeOf(secret, 40));
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('alert').filter({ hasText: '验证码不对' }).waitFor();
  await code(page).fill(codeOf(secret, 1));
  await page.getByRole('button', { name: '继续' }).click();
  await rail(page).waitFor();
  await page.context().close();
});

it('takes a recovery code in the place of the phone, once', async () => {
  const useRecoveryCode = async (page: Page) => {
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.getByLabel('恢复码', { exact: true }).fill(codes[0]!);
    await page.getByRole('button', { name: '继续' }).click();
  };
  const { page } = await begin(manager);
  await useRecoveryCode(page);
  await rail(page).waitFor();
  await chooseInMenu(page, '第二步验证');
  await page.getByText('还有 9 个恢复码可用').waitFor();
  await page.context().close();
  const again = await begin(manager);
  again.expectLossOfLine(true);
  await useRecoveryCode(again.page);
  await again.page.getByRole('alert').filter({ hasText: '验证码不对' }).waitFor();
  await again.page.context().close();
});

it('asks once more who it is before another way to sign in is set up, in the same dialog', async () => {
  const analyst = await accountOf(server, 'analyst');
  const watched = await begin(analyst);
  const { page } = watched;
  await page.getByRole('img', { name: /二维码/ }).waitFor();
  const own = await page.locator('.totp-secret').innerText();
  await page.getByLabel('扫描后应用显示的六位数字').fill(codeOf(own));
  await page.getByRole('button', { name: '完成设置' }).click();
  await page.getByLabel('我已保存这些恢复码').check();
  await page.getByRole('button', { name: '继续' }).click();
  await rail(page).waitFor();
  await chooseInMenu(page, '第二步验证');
  const dialog = page.getByRole('dialog', { name: '我的账号' });
  await dialog.getByRole('button', { name: '重新生成恢复码' }).click();
  await dialog.getByRole('form', { name: '重新生成恢复码' }).waitFor();
  await dialog.getByRole('button', { name: '取消' }).click();
  await ageSessions('analyst', '6 minutes');
  await dialog.getByRole('button', { name: '停用' }).click();
  const proof = dialog.getByRole('form', { name: '请再次核验' });
  await proof.waitFor();
  await expectSound(watched);
  watched.expectLossOfLine(true);
  await proof.getByLabel('验证器上的六位数字').fill(codeOf(own, 40));
  await proof.getByRole('button', { name: '继续' }).click();
  await proof.getByRole('alert').filter({ hasText: '验证码不对' }).waitFor();
  await proof.getByLabel('验证器上的六位数字').fill(codeOf(own, 1));
  await proof.getByRole('button', { name: '继续' }).click();
  await dialog.getByRole('form', { name: '停用验证器' }).getByRole('button', { name: '停用' }).click();
  await dialog.getByText('未启用').waitFor();
  await page.context().close();
});

it('takes a passkey in the place of both', async () => {
  const clerk = await accountOf(server, 'clerk');
  const { page, faults, expectLossOfLine } = await begin(clerk);
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('button', { name: '通行密钥', exact: true }).click();
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await rail(page).waitFor();
  // What was on its way is refused.
  expectLossOfLine(true);
  await chooseInMenu(page, '退出登录');
  await signInForm(page).waitFor();
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await rail(page).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

it('lets somebody with two posts choose one, and change over: each shows what its role may', async () => {
  await giveSecondPost('manager', 'analyst', '统计分析');
  const watched = await begin(manager);
  const { page } = watched;
  await page.getByRole('button', { name: '改用恢复码' }).click();
  await page.getByLabel('恢复码', { exact: true }).fill(codes[1]!);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('radio', { name: /统计分析/ }).waitFor();
  await expectSound(watched);
  await page.getByRole('radio', { name: /统计分析/ }).check();
  await page.getByRole('button', { name: '进入' }).click();
  const imports = rail(page).getByRole('button', { name: '导入' });
  await rail(page).waitFor();
  expect(await imports.count()).toBe(0);
  await chooseInMenu(page, '更换岗位');
  await page.getByRole('radio', { name: /应急管理员/ }).check();
  await page.getByRole('button', { name: '进入' }).click();
  await imports.waitFor();
  expect(watched.faults).toEqual([]);
  await page.context().close();
});

it('ends a session that nobody uses for half an hour: the sign-in says why, and then it is where it was', async () => {
  const watched = await begin(manager);
  const { page } = watched;
  await page.getByRole('button', { name: '改用恢复码' }).click();
  await page.getByLabel('恢复码', { exact: true }).fill(codes[2]!);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('radio', { name: /应急管理员/ }).check();
  await page.getByRole('button', { name: '进入' }).click();
  await rail(page).waitFor();
  await rail(page).getByRole('button', { name: '危险源' }).click();
  // The map says where it is by itself.
  await page.waitForURL(/[?&]at=.*panel=hazards/);
  const address = page.url();
  watched.expectLossOfLine(true);
  await asOwner(
    `UPDATE identity.session SET seen_at = seen_at - interval '31 minutes'
      WHERE person_id = (SELECT id FROM identity.person WHERE login = $1)`,
    [manager.login],
  );
  await signInForm(page).waitFor(PATIENCE);
  await page.getByRole('status').filter({ hasText: '登录已失效' }).waitFor();
  expect(page.url()).toBe(address);
  expect(await rail(page).count()).toBe(0);
  await typeIn(page, manager);
  await page.getByRole('button', { name: '改用恢复码' }).click();
  await page.getByLabel('恢复码', { exact: true }).fill(codes[3]!);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('radio', { name: /应急管理员/ }).check();
  await page.getByRole('button', { name: '进入' }).click();
  await rail(page).waitFor();
  expect(page.url()).toBe(address);
  await page.context().close();
});

/** As the security administrator grants it; the way there is a journey of its own. */
const giveSecondPost = (login: string, role: string, title: string): Promise<void> =>
  asOwner(
    `INSERT INTO identity.post (person_id, role, title, areas)
     SELECT person_id, $2, $3, areas FROM identity.post
      WHERE person_id = (SELECT id FROM identity.person WHERE login = $1)`,
    [login, role, title],
  );

/** As if somebody had signed in, and shown everything, so much earlier. */
const ageSessions = (login: string, by: string): Promise<void> =>
  asOwner(
    `UPDATE identity.session SET opened_at = opened_at - $2::interval, second_factor_at = second_factor_at - $2::interval
      WHERE person_id = (SELECT id FROM identity.person WHERE login = $1)`,
    [login, by],
  );

async function asOwner(statement: string, values: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: server.environment['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}
