import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Grid } from '../../server/grids/contract.ts';
import { expectSound, openBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage, PATIENCE, searchFor, selectionOf } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  watched = await openStaffPage(browser, server);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

async function firstHit(words: string): Promise<string> {
  const dialog = await searchFor(watched.page, words);
  const hit = dialog.getByRole('option').first();
  await hit.waitFor();
  return hit.innerText();
}

it.each([
  ['its Chinese name', '梁溪区', '梁溪区'],
  ['pinyin initials', 'lxq', '梁溪区'],
])('finds a county by %s', async (_how, words, name) => {
  expect(await firstHit(words)).toContain(name);
  await expectSound(watched);
  await watched.page.keyboard.press('Escape');
});

it('finds a grid by its code and goes there', async () => {
  const { items } = await ask<{ items: Grid[] }>(server, '/api/grids?limit=1');
  const { code, name } = items[0]!;
  expect(await firstHit(code)).toContain(code);
  await watched.page.keyboard.press('Enter');
  await expect.poll(() => selectionOf(watched.page), PATIENCE).toBe(`grids/${code}`);
  await watched.page.locator('.drawer').getByText(name).first().waitFor();
  await expectSound(watched);
});

it('finds an incident by its number', async () => {
  const incident = await report(server, { title: '管道漏气' });
  expect(await firstHit(incident.number)).toContain('管道漏气');
  await watched.page.keyboard.press('Enter');
  await expect.poll(() => selectionOf(watched.page), PATIENCE).toBe(`incidents/${incident.id}`);
});

it('says so where nothing is found', async () => {
  const dialog = await searchFor(watched.page, '没有这个地方');
  await dialog.getByText('没有找到“没有这个地方”').waitFor();
  expect(watched.faults).toEqual([]);
});
