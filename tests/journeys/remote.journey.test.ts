// A phone in the network, not signed in, steers the wall whose code it reads.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wall } from '../../server/walls/contract.ts';
import { expectSound, openBrowser, openPage, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask } from './report.ts';

let server: RunningServer;
let browser: Browser;
let wall: WatchedPage;
let phone: WatchedPage;
/** A name of this machine that the server does not take for its own: whoever comes by it is the public. */
let network: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded({ env: { HOST: '0.0.0.0' } }), openBrowser()]);
  network = `http://127.0.0.2:${server.port}`;
  wall = await openStaffPage(browser, server, `${server.url}/wall`, { viewport: { width: 1920, height: 1080 } });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const walls = () => ask<Wall[]>(server, '/api/walls');
const sceneOf = (page: Page) => page.locator('.wall').getAttribute('data-scene');
const press = (name: string) => phone.page.getByRole('button', { name, exact: true }).click();

describe('a phone', () => {
  it('that is not paired is asked for a code, and nothing else', async () => {
    phone = await openPage(browser, `${network}/remote`, { viewport: PHONE });
    await phone.page.getByRole('heading', { name: '配对一块大屏' }).waitFor();
    await expectSound(phone);
  });

  it('that opens the address of the QR code becomes the remote of that wall', async () => {
    const code = wall.page.locator('.wall-remote b');
    await code.waitFor();
    const pairingCode = (await code.innerText()).trim();
    await phone.page.goto(`${network}/remote#${pairingCode}`);
    await phone.page.getByText('已连接').waitFor();
    expect(new URL(phone.page.url()).hash).toBe('');
    await wall.page.getByText('手机', { exact: false }).first().waitFor();
    await expect.poll(async () => (await walls())[0]?.pairedAt, PATIENCE).not.toBeNull();
  });

  it('picks a scene, holds it, and steps on; the wall follows', async () => {
    await press('避难场所');
    await expect.poll(() => sceneOf(wall.page), PATIENCE).toBe('shelters');
    await press('停住');
    await phone.page.getByText('已停住').waitFor();
    await expect.poll(async () => (await walls())[0]?.held, PATIENCE).toBe(true);
    await press('下一屏');
    await expect.poll(() => sceneOf(wall.page), PATIENCE).toBe('city');
    await expectSound(phone);
  });

  it('sees what was chosen at the wall by its keys', async () => {
    await wall.page.keyboard.press('3');
    await phone.page.getByRole('button', { name: '危险源', pressed: true }).waitFor();
  });

  it('has nothing to press that is smaller than a thumb', async () => {
    const sizes = await phone.page
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.map((button) => Math.min(button.getBoundingClientRect().height, button.getBoundingClientRect().width)),
      );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(48);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });

  it('survives a restart of the server with its wall, and both go on where they were', async () => {
    for (const screen of [wall, phone]) screen.expectLossOfLine(true);
    await server.stop();
    await phone.page.getByText('连不上服务器').waitFor();
    await server.start();
    await phone.page.getByText('已连接').waitFor();
    await press('事件');
    await expect.poll(() => sceneOf(wall.page), PATIENCE).toBe('incidents');
    await wall.page.reload();
    await expect.poll(() => sceneOf(wall.page), PATIENCE).toBe('incidents');
    expect((await walls())[0]).toMatchObject({ scene: 'incidents', held: true });
    for (const screen of [wall, phone]) screen.expectLossOfLine(false);
  });

  it('ends the pairing, and the wall shows its code again', async () => {
    phone.expectLossOfLine(true);
    await press('解除配对');
    await press('确定解除');
    await phone.page.getByRole('heading', { name: '配对一块大屏' }).waitFor();
    await wall.page.locator('.wall-remote b').waitFor();
    expect((await walls())[0]?.pairedAt).toBeNull();
  });
});
