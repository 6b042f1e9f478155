// The second step where everybody needs one, passkeys, and several posts: on PostgreSQL, as an installation of a city is.
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountOf, type Account } from '../support/accounts.ts';
import { expectSound, openBrowser, openPage, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
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

it('takes a passkey in the place of both', async () => {
  const clerk = await accountOf(server, 'clerk');
  const { page, faults } = await begin(clerk);
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

/** As the security administrator grants it; the way there is a journey of its own. */
async function giveSecondPost(login: string, role: string, title: string): Promise<void> {
  const client = new Client({ connectionString: server.environment['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO identity.post (person_id, role, title, areas)
       SELECT person_id, $2, $3, areas FROM identity.post
        WHERE person_id = (SELECT id FROM identity.person WHERE login = $1)`,
      [login, role, title],
    );
  } finally {
    await client.end();
  }
}
