// The page of the public, as a resident meets it: by ear, by keys, by phone, without a connection, without script.
import { gzipSync } from 'node:zlib';
import { booleanPointInPolygon, distance, point, pointToLineDistance, polygonToLine } from '@turf/turf';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Published, PublishedHazard } from '../../server/portal/contract.ts';
import { expectSound, openBrowser, openPage, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask } from './report.ts';

/** Before the map is asked for, in bytes of gzip. */
const SCRIPT_BUDGET = 150_000;
/** A street corner in the middle of the city; nobody's. */
const HERE = { longitude: 120.30127, latitude: 31.57436 };
const HERE_POINT = point([HERE.longitude, HERE.latitude]);
/** Digits of it that could only come from it. */
const TRACE = /120\.301|31\.574/;

let server: RunningServer;
let browser: Browser;
let set: Published;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  set = await ask<Published>(server, '/api/portal/published');
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const openPublic = (options: Parameters<typeof openPage>[2] = {}) =>
  openPage(browser, `${server.url}/public`, {
    viewport: PHONE,
    permissions: ['geolocation'],
    geolocation: HERE,
    ...options,
  });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** What is read aloud when a place was chosen; there from the start, in both views. */
const aloud = (page: Page) => page.locator('main > [role=status]');
const sentence = (page: Page) => region(page, '附近').locator('.sentence').first();
/** Where the reader stands: the element's name and its words. */
const standsOn = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`);

/** By other software: kilometres from a place to a hazard, 0 inside of an area. */
function kilometresTo({ geometry, point: at }: PublishedHazard): number {
  if (geometry?.type !== 'Polygon') return distance(HERE_POINT, point(at));
  if (booleanPointInPolygon(HERE_POINT, geometry)) return 0;
  const outline = polygonToLine(geometry);
  if (outline.type !== 'Feature' || outline.geometry.type !== 'LineString') throw new Error('one ring was expected');
  return pointToLineDistance(HERE_POINT, outline.geometry);
}

it('tells a resident with a screen reader which published hazards are within 1 km, and sends the position nowhere', async () => {
  const requests: Request[] = [];
  const watched = await openPublic();
  const { page } = watched;
  page.on('request', (request) => requests.push(request));
  const locate = region(page, '看哪里').getByRole('button', { name: '看我附近' });
  await locate.waitFor();
  const status = (await aloud(page).elementHandle())!;
  expect(await status.textContent()).toBe('');
  await locate.focus();
  await page.keyboard.press('Enter');
  const near = set.hazards.filter((hazard) => kilometresTo(hazard) <= 1);
  expect(near.length).toBeGreaterThan(0);
  const section = region(page, '附近');
  const shelters = set.shelters.filter((shelter) => distance(HERE_POINT, point(shelter.point)) <= 1).length;
  await expect
    .poll(() => status.textContent(), PATIENCE)
    .toBe(`1 公里内有 ${near.length} 处公布的危险源，${shelters === 0 ? '没有' : `有 ${shelters} 处`}避难场所。`);
  expect(await standsOn(page)).toBe('H2 附近');
  await expect
    .poll(() => sentence(page).innerText(), PATIENCE)
    .toContain(`1 公里内有 ${near.length} 处公布的危险源。最近的是`);
  const heard = await section
    .locator('[data-code^="WXH"]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-code')));
  expect(heard.sort()).toEqual(near.map(({ code }) => code).sort());
  await expectSound(watched);

  const nearest = near.toSorted((one, other) => kilometresTo(one) - kilometresTo(other))[0]!;
  const row = section.getByRole('button', { name: nearest.name });
  await row.click();
  await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true');
  const steps = set.advice.find(({ kind }) => kind === nearest.kind)!.steps;
  await section.getByText(steps[1]!.zh, { exact: true }).waitFor();
  await expectSound(watched);

  for (const request of requests) {
    expect(request.url()).not.toMatch(TRACE);
    expect(request.postData() ?? '').not.toMatch(TRACE);
    expect(new URL(request.url()).search).toBe('');
  }
});

it('is worked by keys alone, from a typed name to what to do', async () => {
  const watched = await openPublic();
  const { page } = watched;
  const press = async (key: string, name: string) => {
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at, body } = document;
        return at === body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '');
      });
    for (let n = 0; n < 60 && !(await focused()).includes(name); n += 1) await page.keyboard.press('Tab');
    expect(await focused()).toContain(name);
    await page.keyboard.press(key);
  };
  await region(page, '看哪里').waitFor();
  await press('Enter', '跳到名单');
  expect(new URL(page.url()).hash).toBe('#list');
  const box = page.getByRole('searchbox');
  for (let n = 0; n < 60 && !(await box.evaluate((node) => node === document.activeElement)); n += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.type('sanyangguangchang');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^三阳广场/ })
    .first()
    .waitFor();
  await press('Enter', '三阳广场');
  await region(page, '附近').waitFor();
  expect(await standsOn(page)).toBe('H2 附近');
  await page.getByRole('radio', { name: '1 公里' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => aloud(page).textContent()).toMatch(/^3 公里内/);
  const first = region(page, '附近').locator('.thing-line').first();
  const name = (await first.locator('b').innerText()).trim();
  await press('Enter', name);
  await expect.poll(() => first.getAttribute('aria-expanded')).toBe('true');
  await expectSound(watched);
  await page.getByRole('button', { name: '换地方' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => box.evaluate((node) => node === document.activeElement)).toBe(true);
  expect(await aloud(page).textContent()).toBe('');
});

it('opens the map only when asked, under the same strict policy', async () => {
  const watched = await openPublic();
  const { page } = watched;
  const heavy: string[] = [];
  page.on('request', (request) => {
    if (/map-engine|basemap/.test(request.url())) heavy.push(request.url());
  });
  await region(page, '地图').waitFor();
  expect(heavy).toEqual([]);
  await page.getByRole('button', { name: '打开地图' }).click();
  await expect.poll(() => page.locator('[data-map-idle]').count(), PATIENCE).toBe(1);
  expect(heavy.some((url) => url.includes('/api/city/basemap/'))).toBe(true);
  await expectSound(watched);
});

it('has a view of large letters and few things, with targets that a shaking hand meets', async () => {
  const watched = await openPublic();
  const { page } = watched;
  await page.getByRole('button', { name: '长者版' }).click();
  await page.getByRole('button', { name: '看我附近' }).waitFor();
  const status = (await aloud(page).elementHandle())!;
  expect(await status.textContent()).toBe('');
  await page.getByRole('button', { name: '看我附近' }).click();
  await expect.poll(() => standsOn(page)).toMatch(/^H2 您附近 1 公里有 \d+ 处公布的危险源。$/);
  expect(await status.textContent()).toMatch(/^1 公里内有 \d+ 处公布的危险源，(没有|有 \d+ 处)避难场所。$/);
  await page.getByRole('heading', { name: /^您附近 1 公里有 \d+ 处公布的危险源。$/ }).waitFor();
  await page.getByText(/(凌晨|上午|中午|下午|晚上) \d+ 点.*核对过/).waitFor();
  const heights = await page
    .locator('button, .calls a')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(64);
  await expectSound(watched);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: /^Within 1 km of you there (is|are) \d+ published hazards?\.$/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await expectSound(watched);
});

it('fits a screen of 320 pixels, which is also 400 % of a desk', async () => {
  const { page, faults } = await openPublic({ viewport: { width: 320, height: 640 } });
  await page.getByRole('button', { name: '看我附近' }).click();
  await region(page, '附近').locator('.thing-line').first().click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: '长者版' }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(faults).toEqual([]);
});

it('reads as a plain list where no script runs', async () => {
  const watched = await openPublic({ javaScriptEnabled: false });
  const { page } = watched;
  const [shelter] = set.shelters;
  await page.getByText(shelter!.name).first().waitFor();
  expect(await page.locator('main li b').count()).toBe(set.hazards.length + set.shelters.length);
});

it('shows the last known state without a connection, with its age and never as now; and is up to date at once when it is back', async () => {
  const watched = await openPublic();
  const { page } = watched;
  await page.getByRole('button', { name: '看我附近' }).click();
  const kept = () =>
    page.evaluate(
      async () =>
        (await caches.match('/api/portal/published')) !== undefined && (await caches.match('/public')) !== undefined,
    );
  await expect.poll(kept, PATIENCE).toBe(true);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), PATIENCE).toBe(true);

  await server.stop();
  watched.expectLossOfLine(true);
  await page.reload();
  await page.getByText(/^没有连上。下面是.+前（.+）存下的情况，可能已经变了$/).waitFor();
  expect(await page.locator('.fresh.is-stale').count()).toBe(1);
  const onPaper = page.getByText(/^打印的是 \d{4} 年 \d+ 月 \d+ 日 \d\d:\d\d 的情况$/);
  expect(await onPaper.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await onPaper.isVisible()).toBe(true);
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: '看我附近' }).click();
  await expect.poll(() => sentence(page).innerText()).toMatch(/^1 公里内有 \d+ 处/);
  await expectSound(watched);

  await server.start();
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText(/核对过$/).waitFor();
  watched.expectLossOfLine(false);
  expect(await page.locator('.is-stale').count()).toBe(0);
});

it('loads at most 150 kB of script before the map is asked for, written for phones of 2019', async () => {
  const html = await (await fetch(`${server.url}/public`)).text();
  const scripts = [...new Set(html.match(/\/assets\/[\w.-]+\.js/g))];
  const texts = await Promise.all(scripts.map(async (path) => (await fetch(server.url + path)).text()));
  const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET);
  for (const text of [...texts, await (await fetch(`${server.url}/public-worker.js`)).text()]) {
    expect(text).not.toMatch(/\?\.[A-Za-z_$[(]|\?\?/);
    expect(text).not.toMatch(/antd|deck\.gl|maplibregl/);
  }
});

it('can be installed: a manifest with pictures that are there', async () => {
  const manifest = await ask<{ start_url: string; icons: { src: string; type: string }[] }>(
    server,
    '/public.webmanifest',
  );
  expect(manifest.start_url).toBe('/public');
  for (const { src, type } of manifest.icons) {
    const answer = await fetch(server.url + src);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  }
});
