import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, openBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { incidentList, incidentRow, lineIs, listTotal, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { openIncidents, report } from './report.ts';

/** As many as a bad ten minutes bring; they are posted at once, since nothing in the answer depends on the time between them. */
const MEANWHILE = 300;

let server: RunningServer;
let browser: Browser;
let line: TcpProxy;
let watched: WatchedPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  line = await startTcpProxy(server.port);
  watched = await openStaffPage(browser, server, line.url);
  await lineIs(watched.page, '实时').waitFor();
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.remove();
});

/** Every title in the list, read by walking through all of it: only rows in sight are drawn. */
async function titlesInList(page: Page): Promise<string[]> {
  const rows = page.locator('.list-panel .rows');
  const titles = new Map<number, string>();
  const total = (await listTotal(page)) ?? 0;
  for (let at = 0; titles.size < total && at < 200; at += 1) {
    await rows.evaluate((box, screens) => box.scrollTo(0, (screens * box.clientHeight) / 2), at);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const seen = await rows
      .locator('li')
      .evaluateAll((items) =>
        items.map(
          (item) =>
            [Number(item.getAttribute('aria-posinset')), item.querySelector('.row-title')?.textContent ?? ''] as const,
        ),
      );
    for (const [place, title] of seen) titles.set(place, title);
  }
  return [...titles.values()];
}

it('says since when it is cut, lets no figure look current, and misses nothing on return', async () => {
  const { page } = watched;
  await report(server, { title: '断线之前' });
  await incidentRow(page, '断线之前').waitFor();

  watched.expectLossOfLine(true);
  await line.cut();
  await lineIs(page, /断线，自 \d{2}:\d{2}/)
    .first()
    .waitFor();
  await expect.poll(() => incidentList(page).getAttribute('class')).toContain('is-stale');
  await expect
    .poll(
      () => page.locator('.legend-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-stale'))),
      PATIENCE,
    )
    .not.toContain('false');
  expect(await page.locator('.is-live').count()).toBe(0);

  for (let no = 1; no <= MEANWHILE; no += 1) await report(server, { title: `断线期间 ${no}` });
  expect(await listTotal(page)).toBe(1);

  // Said for some seconds only: looked for from the moment of return.
  const told = page.getByText(`已补齐 ${MEANWHILE} 条`).first().waitFor();
  await line.mend();
  await told;
  await lineIs(page, '实时').waitFor();
  watched.expectLossOfLine(false);
  await expect.poll(() => listTotal(page), PATIENCE).toBe(MEANWHILE + 1);
  const expected = (await openIncidents(server)).map(({ title }) => title);
  expect((await titlesInList(page)).toSorted()).toEqual(expected.toSorted());
  await expect.poll(() => incidentList(page).getAttribute('class')).not.toContain('is-stale');
  await expectSound(watched);
});

it('notices a line that is dead without a word, and comes back through four more cuts', async () => {
  const { page } = watched;
  watched.expectLossOfLine(true);
  line.freeze();
  await lineIs(page, /断线，自/)
    .first()
    .waitFor();
  for (let no = 1; no <= 4; no += 1) {
    await line.cut();
    await report(server, { title: `第 ${no} 次断线` });
    await line.mend();
    await incidentRow(page, `第 ${no} 次断线`).waitFor();
    await lineIs(page, '实时').waitFor();
    expect(await incidentRow(page, `第 ${no} 次断线`).count()).toBe(1);
  }
  watched.expectLossOfLine(false);
  const expected = (await openIncidents(server)).map(({ title }) => title);
  await expect.poll(() => listTotal(page), PATIENCE).toBe(expected.length);
  expect((await titlesInList(page)).toSorted()).toEqual(expected.toSorted());
  expect(watched.faults).toEqual([]);
});
