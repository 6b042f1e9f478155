// The sign-in as a person meets it.
import type { Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import type { Account } from '../support/accounts.ts';

/** Types name and password and sends them. */
export async function typeIn(page: Page, { login, password }: Account): Promise<void> {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** The menu of who is signed in; opens it where it is closed. */
export async function chooseInMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^我的账号：/ }).click();
  await page.getByRole('group', { name: '我的账号' }).getByRole('button', { name, exact: true }).click();
}

export const signInForm = (page: Page) => page.getByRole('form', { name: '登录' });

/** What an authenticator shows for a secret, `steps` of half a minute from now. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });
