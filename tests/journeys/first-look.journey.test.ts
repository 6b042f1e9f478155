import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LayerStatus } from '../../server/platform/contract.ts';
import { expectSound, openBrowser } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { legend, listTotal, mapDraws, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const LAYERS = { 网格: 'grids', 登记危险源: 'hazards', 避难场所: 'shelters', 重点场所: 'sites' };

it('draws the city with all its layers, and every count is the one the server gives', async () => {
  for (const title of ['仓库冒烟', '路面积水', '电梯困人']) await report(server, { title });
  const watched = await openStaffPage(browser, server);
  const { page } = watched;
  let asked = '';
  page.on('request', (request) => {
    if (request.url().includes('/api/layers')) asked = request.url();
  });
  await page.reload();
  await mapDraws(page, [...Object.values(LAYERS), 'incidents']);

  await expect.poll(() => listTotal(page), PATIENCE).toBe(3);
  const { pathname, search } = new URL(asked);
  const counts = new Map(
    (await ask<LayerStatus[]>(server, pathname + search)).map(({ layer, count }) => [layer, count]),
  );
  const expected = Object.fromEntries(Object.entries(LAYERS).map(([name, layer]) => [name, counts.get(layer)]));
  await expect.poll(() => legend(page), PATIENCE).toMatchObject({ ...expected, 未闭环事件: 3 });
  expect(Math.min(...Object.values(LAYERS).map((layer) => counts.get(layer) ?? 0))).toBeGreaterThan(0);
  await expectSound(watched);
});

it('hides a layer that is switched off in the legend, keeps its count, and the address says so', async () => {
  const { page, faults } = await openStaffPage(browser, server);
  await mapDraws(page, ['hazards']);
  const row = page.getByRole('button', { name: /^登记危险源 ?：/ });
  await row.click();
  await expect.poll(() => row.getAttribute('aria-pressed')).toBe('false');
  await expect
    .poll(() => page.locator('.map-ground').getAttribute('data-drawn-layers'), PATIENCE)
    .not.toContain('hazards');
  expect((await legend(page))['登记危险源']).toBeGreaterThan(0);
  expect(new URL(page.url()).searchParams.get('layers')?.split(',')).not.toContain('hazards');
  expect(faults).toEqual([]);
});
