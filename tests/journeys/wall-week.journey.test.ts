// A week on the wall: every night the server restarts, every day has its incidents. The wall shows each once, in order, and none is missing.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { openIncidents, report } from './report.ts';

const NIGHTS = 7;

let server: RunningServer;
let browser: Browser;
let wall: WatchedPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  wall = await openStaffPage(browser, server, `${server.url}/wall?seconds=3600`, {
    viewport: { width: 1280, height: 720 },
  });
  // A wall that stands: what is still on its way when the server ends is another story.
  await wall.page.locator('.wall-map .map-ground[data-map-idle="true"]').first().waitFor({ timeout: 200_000 });
  wall.expectLossOfLine(true);
}, 400_000);
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** The reports in the wall's feed, as they stand there. */
const shown = (page: Page): Promise<string[]> => page.locator('.wall-feed li[data-what="reported"] b').allInnerTexts();

it('misses nothing over seven restarts', async () => {
  const told: string[] = [];
  for (let night = 1; night <= NIGHTS; night += 1) {
    // Right before the server ends: it may be told before, or after.
    const { title: late } = await report(server, { title: `第 ${night} 天`, level: 3 });
    told.push(late);
    await server.stop();
    await server.start();
    // At once, while the wall still waits for its next attempt.
    const { title } = await report(server, { title: `第 ${night} 夜`, level: 2 });
    told.push(title);
    await expect.poll(async () => (await shown(wall.page)).includes(title), PATIENCE).toBe(true);
  }
  const kept = (await openIncidents(server)).map(({ title }) => title);
  expect(kept.toSorted()).toEqual(told.toSorted());
  // Newest first, each once.
  expect(await shown(wall.page)).toEqual(told.toReversed());
  expect(await wall.page.locator('[data-figure="open"]').first().innerText()).toContain(String(told.length));
  expect(wall.faults).toEqual([]);
}, 900_000);
