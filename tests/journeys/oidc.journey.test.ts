// The city's own sign-in: from the button through the provider's pages into the console, and a refusal in words.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../prepare/postgres.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { CLIENT_SECRET, startOidcProvider, type OidcProvider } from '../support/oidc-provider.ts';
import type { RunningServer } from '../support/server.ts';
import { startEmbedded } from './installation.ts';

let provider: OidcProvider;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const port = await freePort();
  const env = {
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: 'fengsui',
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    OIDC_NAME: '政务统一认证',
    OIDC_ROLE_MAP: 'duty = duty-officer @ 3202',
  };
  [server, browser] = await Promise.all([startEmbedded({ env }), openBrowser()]);
  const people = { zhang: { name: '张值班', roles: ['duty'] }, guest: { name: '外人', roles: [] } };
  provider = await startOidcProvider(server.url, people, port);
}, 400_000);
afterAll(async () => {
  await browser.close();
  await provider.stop();
  await server.remove();
});

async function signIn(subject: string, path: string) {
  const { page } = await openPage(browser, `${server.url}${path}`);
  page.setDefaultTimeout(100_000);
  await page.getByRole('link', { name: '用政务统一认证登录' }).click();
  await page.locator('input[name="login"]').fill(subject);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
  return page;
}

it('signs in by the button, and goes on where one was', { timeout: 300_000 }, async () => {
  const page = await signIn('zhang', '/?panel=hazards');
  await page.getByRole('button', { name: /^我的账号：\s*张值班$/ }).waitFor();
  expect(page.url()).toContain('panel=hazards');
});

it('says in words why somebody was not let in', { timeout: 300_000 }, async () => {
  const page = await signIn('guest', '/');
  await page.getByRole('alert').filter({ hasText: '没有为您指定本平台的岗位' }).waitFor();
});
