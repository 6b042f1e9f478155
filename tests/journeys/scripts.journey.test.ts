// B9: what others write is text on every part of the screen, never script.
import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident } from '../../server/incidents/contract.ts';
import { openBrowser, type WatchedPage } from '../support/browser.ts';
import { staffHeaders } from '../support/accounts.ts';
import { emptyDataDir, startServer, type RunningServer } from '../support/server.ts';
import { listTotal, mapDraws, openStaffPage, PATIENCE, searchFor, selectionOf } from './console.ts';
import { makeHostilePack } from './hostile-pack.ts';
import { PAYLOADS } from './payloads.ts';
import { ask, CENTRE, report } from './report.ts';

let pack: string;
let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
const executions: string[] = [];

beforeAll(async () => {
  pack = makeHostilePack();
  [server, browser] = await Promise.all([
    startServer({ dataDir: emptyDataDir(), env: { CITY_DIR: pack } }),
    openBrowser(),
  ]);
  watched = await openStaffPage(browser, server);
  await watched.page.context().exposeFunction('ran', () => executions.push(watched.page.url()));
  watched.page.on('dialog', (dialog) => executions.push(dialog.message()));
  await watched.page.reload();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
  rmSync(pack, { recursive: true, force: true });
});

function expectation(): { promise: Promise<void>; hit: () => void } {
  let hit = (): void => {};
  const promise = new Promise<void>((resolve) => {
    hit = resolve;
  });
  return { promise, hit };
}

const nothingRan = () => expect({ executions, faults: watched.faults }).toEqual({ executions: [], faults: [] });

/** Around the centre, so that every pin can be told from the others. */
const spread = (no: number): [number, number] => [CENTRE[0] + (no % 16) * 0.01, CENTRE[1] + Math.floor(no / 16) * 0.01];

it('has payloads enough, each short enough for a title, and they do run where markup is believed', async () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(200);
  expect(Math.max(...PAYLOADS.map((payload) => payload.length))).toBeLessThanOrEqual(120);
  const careless = await browser.newPage();
  const { promise: ran, hit } = expectation();
  await careless.exposeFunction('ran', hit);
  await careless.goto('about:blank');
  await careless.setContent(PAYLOADS[1]!);
  await ran;
  await careless.close();
});

it('shows every title, description and address as it was written, as toast, row, mark, drawer and note', async () => {
  const { page } = watched;
  await mapDraws(page, ['hazards', 'sites', 'shelters']);
  const incidents: Incident[] = [];
  const toast = page.locator('.toast').filter({ hasText: 'ran' }).first().waitFor();
  for (const [no, payload] of PAYLOADS.entries()) {
    const about = { title: payload, description: payload, address: payload, point: spread(no), level: 2 as const };
    const incident = await report(server, about);
    await note(incident, payload);
    incidents.push(incident);
  }
  await expect.poll(() => listTotal(page), PATIENCE).toBe(PAYLOADS.length);
  await toast;

  const rows = page.locator('.list-panel .row');
  await rows.first().click();
  await expect.poll(() => selectionOf(page)).not.toBeNull();
  const met = new Set<string>();
  while (met.size < incidents.length) {
    const shown = incidents.find(({ id }) => selectionOf(page) === `incidents/${id}` && !met.has(id))!;
    met.add(shown.id);
    await page.locator('.drawer h2').getByText(shown.title, { exact: true }).waitFor();
    await page.locator('.map-marks').getByText(shown.title, { exact: true }).waitFor();
    await page.locator('.drawer .long-text').getByText(shown.title, { exact: true }).waitFor();
    await page.keyboard.press('j');
    if (met.size < incidents.length) await page.locator('.row:focus:not([aria-current=true])').waitFor();
    await page.keyboard.press('Enter');
    if (met.size < incidents.length)
      await expect.poll(() => met.has(selectionOf(page)?.split('/')[1] ?? '')).toBe(false);
  }
  nothingRan();
}, 300_000);

it.each(['hazards', 'shelters', 'sites'])(
  'shows the names of %s as they were written: list, drawer, mark, hover',
  async (kind) => {
    const { page } = watched;
    const { items } = await ask<{ items: { id: string; name: string; point: [number, number] }[] }>(
      server,
      `/api/${kind}?limit=4`,
    );
    for (const { id, name, point } of items) {
      expect(PAYLOADS).toContain(name);
      await page.goto(`${server.url}/?panel=${kind}&layers=${kind}&at=${point[0]},${point[1]},17&sel=${kind}/${id}`);
      await page.locator('.drawer').getByText(name, { exact: true }).first().waitFor();
      await page.locator('.map-marks').getByText(name, { exact: true }).waitFor();
      await page.locator('.list-panel .row-title').getByText(name, { exact: true }).first().waitFor();
    }
    await mapDraws(page, [kind]);
    const map = (await page.locator('.map-ground').boundingBox())!;
    await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
    await page.locator('.map-tip').filter({ hasText: 'ran' }).waitFor({ state: 'attached' });
    nothingRan();
  },
);

it('shows what is found, and what was looked for, as they were written', async () => {
  const { page } = watched;
  await page.goto(server.url);
  for (const words of ['<script>', 'onerror', 'javascript:', '"><img', 'constructor']) {
    const dialog = await searchFor(page, words);
    await expect.poll(() => dialog.locator('[role=option], .note-block').count(), PATIENCE).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  }
  nothingRan();
});

async function note({ id }: Incident, text: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/incidents/${id}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await staffHeaders(server)) },
    body: JSON.stringify({ text }),
  });
  if (!answer.ok) throw new Error(`the note was refused with ${answer.status}`);
}
