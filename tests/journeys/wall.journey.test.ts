import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HourCount } from '../../server/incidents/contract.ts';
import type { CountyCounts } from '../../server/walls/contract.ts';
import { signIn } from '../support/accounts.ts';
import { expectSound, openBrowser, putSession, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask, CENTRE, openIncidents, report } from './report.ts';
import { differing, ofColour } from './pixels.ts';

/** Eight megapixels without a graphics card take their time. */
const LONG = { timeout: 150_000, interval: 100 };
const WALL = { viewport: { width: 3840, height: 2160 } };
/** A quarter of the pixels, for what does not depend on them; the wall has to follow its screen. */
const SMALL = { width: 1920, height: 1080 };
const HOUR_MS = 3_600_000;

let server: RunningServer;
let browser: Browser;
let line: TcpProxy;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  line = await startTcpProxy(server.port);
  // A heap in the middle of the city, and one of each level around it, long enough ago that nothing is in its way.
  const before = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
  for (let no = 0; no < 6; no += 1) {
    const point: [number, number] = [CENTRE[0] + no * 0.004, CENTRE[1]];
    await report(server, { title: `城中第 ${no} 起`, level: 4, point, occurredAt: before(no * 0.4) });
  }
  await report(server, { title: '宜兴积水', level: 3, point: [119.82, 31.36], occurredAt: before(1) });
  watched = await openStaffPage(browser, server, `${line.url}/wall`, WALL);
  ({ page } = watched);
  page.setDefaultTimeout(LONG.timeout);
  await page.getByText('未闭环事件').first().waitFor();
}, 400_000);
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.remove();
});

const figure = async (name: string) =>
  Number((await page.locator(`[data-figure="${name}"]`).innerText()).replaceAll(',', ''));
const scene = () => page.locator('.wall').getAttribute('data-scene');
const turning = () => page.locator('.wall-scene small').innerText();
const feed = () => page.locator('.wall-feed b').allInnerTexts();

async function mapDraws(layers: readonly string[]): Promise<void> {
  const ground = page.locator('.wall-map > .map-canvas .map-ground');
  const drawn = async () => (await ground.getAttribute('data-drawn-layers'))?.split(' ');
  await expect.poll(drawn, LONG).toEqual(expect.arrayContaining([...layers]));
  const idle = () =>
    page.locator('.map-ground').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['mapIdle']));
  await expect.poll(idle, LONG).toEqual(['true', 'true']);
}

it('shows the counts of the server, each incident once', { timeout: 300_000 }, async () => {
  const open = await openIncidents(server);
  await expect.poll(() => figure('open'), LONG).toBe(open.length);
  const matrix = await page.locator('.wall-matrix td').allInnerTexts();
  expect(matrix.reduce((sum, text) => sum + Number(text), 0)).toBe(open.length);
  const hours = await ask<HourCount[]>(server, '/api/incidents/hourly?hours=24');
  await expect.poll(() => figure('day'), PATIENCE).toBe(hours.reduce((sum, { count }) => sum + count, 0));

  await mapDraws(['incidents', 'incidents-crowd']);
  expect(await page.locator('.wall-inset-title').innerText()).toMatch(/6 起/);

  await page.setViewportSize(SMALL);
  await page.keyboard.press('3');
  await expect.poll(scene, PATIENCE).toBe('hazards');
  const { counties } = await ask<CountyCounts>(server, '/api/walls/counties');
  const hazards = counties.flatMap((county) => county.hazards).reduce((sum, { count }) => sum + count, 0);
  await expect.poll(() => figure('hazards'), PATIENCE).toBe(hazards);
  await mapDraws(['incidents', 'hazards']);
});

it('obeys its keys, and nothing on it breaks or cannot be read', { timeout: 300_000 }, async () => {
  await page.keyboard.press('4');
  await page.keyboard.press(' ');
  await expect.poll(turning, PATIENCE).toContain('已固定');
  await page.keyboard.press('ArrowRight');
  await expect.poll(scene, PATIENCE).toBe('city');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(scene, PATIENCE).toBe('shelters');
  await expectSound(watched);
});

it('goes on after a reload exactly where it was', { timeout: 300_000 }, async () => {
  await report(server, { title: '刚刚报来', level: 4, point: [120.55, 31.65] });
  const lit = page.locator('.wall-feed .is-lit').filter({ hasText: '刚刚报来' });
  await lit.waitFor();
  const before = await feed();
  await page.reload();
  await expect.poll(scene, PATIENCE).toBe('shelters');
  await expect.poll(turning, PATIENCE).toContain('已固定');
  await expect.poll(feed, PATIENCE).toEqual(before);
  await lit.waitFor();
});

/** The yellow of the one pin outside of the heap, and the basemap's water: no other layer has them. */
const YELLOW = [0xf2, 0xd0, 0x33] as const;
const WATER = [0x0b, 0x15, 0x1a] as const;

it('draws every layer again after its WebGL contexts were lost', { timeout: 400_000 }, async () => {
  await page.setViewportSize(SMALL);
  if (!(await turning()).includes('已固定')) await page.keyboard.press(' ');
  // What is HTML over the map changes by the minute and is not what was lost.
  await page.addStyleTag({
    content: '.wall-tag-place, .wall-inset, .map-furniture, .wall-notices { visibility: hidden }',
  });
  const look = () => page.locator('.wall-map').screenshot({ timeout: 120_000 });
  await page.keyboard.press('1');
  await mapDraws(['incidents']);
  const bare = await look();
  await page.keyboard.press('3');
  await mapDraws(['incidents', 'hazards']);
  const before = await look();
  const layers = {
    incidents: await ofColour(browser, before, YELLOW),
    hazards: await differing(browser, bare, before),
    basemap: await ofColour(browser, before, WATER),
  };
  for (const pixels of Object.values(layers)) expect(pixels).toBeGreaterThan(200);

  await page.evaluate(() => {
    const canvases = [...document.querySelectorAll('.wall-map canvas')] as HTMLCanvasElement[];
    const lost = canvases.map((one) => one.getContext('webgl2')!.getExtension('WEBGL_lose_context')!);
    lost.forEach((context) => context.loseContext());
    Object.assign(globalThis, { lost });
  });
  await page.getByText('地图绘制中断，正在恢复').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    (globalThis as unknown as { lost: WEBGL_lose_context[] }).lost.forEach((context) => context.restoreContext());
  });
  await mapDraws(['incidents', 'hazards']);
  // The smallest of the layers is larger than what may differ: none of them can be missing.
  const missing = async () => (await differing(browser, before, await look())) / Math.min(...Object.values(layers));
  await expect.poll(missing, LONG).toBeLessThan(0.1);
});

it(
  'hatches every figure while the line is cut, says since when, and the clock goes on',
  { timeout: 300_000 },
  async () => {
    watched.expectLossOfLine(true);
    await line.cut();
    await page
      .locator('.wall-fresh')
      .filter({ hasText: /断线，自 \d{2}:\d{2}/ })
      .waitFor();
    const calm = page.locator('.wall-block:not(.is-unknown)');
    await expect.poll(() => calm.count(), PATIENCE).toBe(0);
    await page.getByText(/线路中断，自 \d{2}:\d{2}/).waitFor({ state: 'attached' });
    const time = () => page.locator('.wall-clock time').innerText();
    const before = await time();
    await expect.poll(time, LONG).not.toBe(before);
    await line.mend();
    await expect.poll(() => calm.count(), LONG).toBeGreaterThan(0);
    watched.expectLossOfLine(false);
  },
);

it('stops turning at once for a new red, rings its pin, tags it and lights its row', { timeout: 300_000 }, async () => {
  const turns = await openStaffPage(browser, server, `${server.url}/wall?seconds=5`, { viewport: SMALL });
  turns.page.setDefaultTimeout(LONG.timeout);
  const wall = turns.page.locator('.wall');
  await expect.poll(() => wall.getAttribute('data-scene'), LONG).toBe('hazards');
  const { number } = await report(server, { title: '液化气槽车侧翻', level: 1, point: [120.1, 31.9] });
  await turns.page.locator('.wall-scene small').filter({ hasText: '停止轮换' }).waitFor();
  expect(await wall.getAttribute('data-scene')).toBe('city');
  await turns.page.locator('.wall-feed .is-lit').filter({ hasText: '液化气槽车侧翻' }).waitFor();
  const tag = turns.page.locator(`.wall-tag-place[data-incident="${number}"]`);
  await expect.poll(() => tag.getAttribute('data-ringed'), PATIENCE).toBe('true');
  await turns.page.locator('.wall-tag').filter({ hasText: '液化气槽车侧翻' }).waitFor({ state: 'attached' });
  expect(turns.faults).toEqual([]);
  await turns.page.context().close();
});

it('is not calm where the incidents alone cannot be had', { timeout: 300_000 }, async () => {
  const context = await browser.newContext({ viewport: SMALL, locale: 'zh-CN' });
  await putSession(context, server.url, await signIn(server));
  const blind = await context.newPage();
  blind.setDefaultTimeout(LONG.timeout);
  const failing = (url: URL) => url.pathname === '/api/incidents' && url.search === '';
  await blind.route(failing, (route) => route.fulfill({ status: 500, body: '' }));
  await blind.goto(`${server.url}/wall`);
  await blind.locator('.wall-fresh.is-unknown').filter({ hasText: '事件取不到，不能当作没有事件' }).waitFor();
  await blind.locator('.wall-block.is-first.is-unknown').waitFor();
  expect(await blind.locator('.wall-matrix').count()).toBe(0);
  await blind.unroute(failing);
  await blind.locator('.wall-matrix').waitFor();
  await blind.locator('.wall-fresh:not(.is-unknown)').waitFor();
  expect(await blind.locator('.wall-block.is-first.is-unknown').count()).toBe(0);
  await context.close();
});

describe('a wall that is left alone', () => {
  let still: Page;
  const pulses: string[] = [];
  beforeAll(async () => {
    const context = await browser.newContext({ viewport: SMALL });
    await context.addInitScript(countDraws);
    await putSession(context, server.url, await signIn(server));
    still = await context.newPage();
    still.setDefaultTimeout(LONG.timeout);
    still.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => pulses.push(String(payload))));
    await still.goto(`${server.url}/wall`);
    await still.keyboard.press(' ');
  });
  afterAll(() => still.context().close());

  it('draws nothing while nothing changes', { timeout: 300_000 }, async () => {
    const drawn = () => still.evaluate(() => (globalThis as unknown as { draws: number }).draws);
    const idle = () =>
      still.locator('.map-ground').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['mapIdle']));
    await expect.poll(idle, LONG).toEqual(['true', 'true']);
    // The pulse of the line goes on: between one and the next, and the one after, nothing may be drawn.
    let count = -1;
    const restedFor = async (beats: number) => {
      const now = await drawn();
      const from = pulses.length;
      await expect.poll(() => pulses.length, LONG).toBeGreaterThanOrEqual(from + beats);
      count = await drawn();
      return count - now;
    };
    await expect.poll(() => restedFor(3), LONG).toBe(0);
    expect(await restedFor(6)).toBe(0);
    expect(count).toBeGreaterThan(0);
  });

  it('raises no false alarm, and says which layer is gone when one is taken away', { timeout: 300_000 }, async () => {
    const alarm = still.locator('.wall-notices').filter({ hasText: '图层未显示' });
    expect(await alarm.count()).toBe(0);
    await still.evaluate(() =>
      document.querySelector('.wall-map > .map-canvas .map-ground canvas:not(.maplibregl-canvas)')!.remove(),
    );
    await alarm.filter({ hasText: '事件' }).waitFor({ state: 'attached' });
  });
});

/** Runs in the page, before it: counts every call that draws. */
function countDraws(): void {
  const counter = globalThis as unknown as { draws: number };
  counter.draws = 0;
  const names = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const;
  for (const name of names) {
    const original = WebGL2RenderingContext.prototype[name] as (...given: number[]) => void;
    Object.assign(WebGL2RenderingContext.prototype, {
      [name](this: WebGL2RenderingContext, ...given: number[]) {
        counter.draws += 1;
        original.apply(this, given);
      },
    });
  }
}
