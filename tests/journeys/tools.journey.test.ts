// The tools of the map as a person uses them: measured, kept, printed, in the light and by a finger.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Shelter } from '../../server/shelters/contract.ts';
import type { SavedView } from '../../server/views/contract.ts';
import { expectSound, openBrowser, PHONE } from '../support/browser.ts';
import { readPaper } from '../support/pdf.ts';
import { pngSize } from '../support/png.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, legend, mapDraws, openStaffPage, PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { differing, ofColour } from './pixels.ts';
import { ask, report } from './report.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
// A page left open goes on drawing.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const tool = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const figures = (page: Page) => tool(page, '测量').locator('dd').allInnerTexts();
const theme = (page: Page) => page.locator('html').getAttribute('data-theme');

/** The middle of the map, CSS pixels of the page. */
async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await page.locator('.map-ground').boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

// 200 pixels at zoom 14 and 31.57° north, where a world has 512 × 2¹⁴ pixels. PostGIS on geography: 814.803 m to the west,
// 407.402 m for 100 pixels; a square of 200 pixels to the south-west has 660,723.6 m² and 3,251.406 m around it.
const MEASURED_AT = '?at=120.3,31.57,14&panel=none&layers=divisions';

it('measures by clicks and by keys what the ellipsoid says, and copies it', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const watched = await openStaffPage(browser, server, `${server.url}/${MEASURED_AT}`, { permissions });
  const { page } = watched;
  await mapDraws(page, ['divisions']);
  await press(page, '测量');
  const { x, y } = await middleOf(page);
  await page.mouse.click(x, y);
  await page.mouse.click(x - 200, y);
  await expect.poll(() => figures(page)).toEqual(['815 米', '815 米']);
  const pointer = () => page.locator('.pointer-coordinates dd').first().innerText();
  await expect.poll(pointer, PATIENCE).toBe('120.29142 31.57000');
  await page.keyboard.press('Escape');
  await press(page, '复制结果');
  await page.getByText('结果已复制').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('距离 815 米、末段 815 米');

  await press(page, '面积');
  for (const [dx, dy] of [[0, 0], [-200, 0], [-200, 200], [0, 200]] as const) await page.mouse.click(x + dx, y + dy); // prettier-ignore
  await page.keyboard.press('Escape');
  await expect.poll(() => figures(page)).toEqual(['66.07 公顷', '3.251 公里']);
  await expectSound(watched);

  await press(page, '距离');
  const canvas = page.locator('.map-ground canvas').first();
  await canvas.focus();
  await canvas.press('Enter');
  await canvas.press('ArrowRight');
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).not.toContain('120.3,');
  await canvas.press('Enter');
  await expect.poll(() => figures(page)).toEqual(['407 米', '407 米']);
  await canvas.press('Backspace');
  await expect.poll(() => figures(page)).toEqual(['0 米', '0 米']);
});

it('keeps a view by name; its link shows the same elsewhere; it can be renamed and removed', async () => {
  const { items } = await ask<{ items: Shelter[] }>(server, '/api/shelters?limit=1');
  const shelter = items[0]!;
  const at = `${shelter.point.map((degrees) => Number(degrees.toFixed(5))).join(',')},14`;
  // A layer that is not there any more does not spoil the rest of a view.
  const address = `?at=${at}&panel=hazards&layers=shelters,hazards,volcanoes&sel=shelters/${shelter.id}&theme=light&base=40`;
  const permissions = ['clipboard-read', 'clipboard-write'];
  const watched = await openStaffPage(browser, server, `${server.url}/${address}`, { permissions });
  const { page } = watched;
  await press(page, '保存的视图');
  await page.getByLabel('视图名称').fill('城区避难');
  await page.getByLabel('与本区域共享').check();
  await press(page, '保存当前视图');
  await page.getByRole('button', { name: /^城区避难/ }).waitFor();
  await press(page, '复制链接 城区避难');
  await page.getByText('链接已复制').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expectSound(watched);
  await tool(page, '保存的视图').getByRole('button', { name: '关闭' }).click();

  const elsewhere = await openStaffPage(browser, server, link, { colorScheme: 'dark' });
  const pictures: Buffer[] = [];
  for (const { page: shown } of [watched, elsewhere]) {
    await drawer(shown, new RegExp(shelter.name)).waitFor();
    await mapDraws(shown, ['shelters', 'hazards']);
    expect(await theme(shown)).toBe('light');
    // Between list and drawer: nothing there says how old it is.
    pictures.push(await shown.screenshot({ clip: { x: 440, y: 60, width: 400, height: 420 } }));
  }
  const asWritten = (text: string) => Object.fromEntries(new URL(text).searchParams);
  expect(asWritten(elsewhere.page.url())).toEqual(asWritten(page.url()));
  expect(await legend(elsewhere.page)).toEqual(await legend(page));
  expect(await differing(browser, pictures[0]!, pictures[1]!)).toBeLessThan(400 * 420 * 0.002);

  await press(page, '保存的视图');
  await press(page, '修改 城区避难');
  await tool(page, '保存的视图').locator('.view-row').getByLabel('视图名称').fill('城区避难场所');
  await press(page, '保存');
  await press(page, '删除 城区避难场所');
  expect((await ask<{ items: SavedView[] }>(server, '/api/views')).items.map(({ name }) => name)).toEqual([
    '城区避难场所',
  ]);
  await press(page, '确定删除？ 城区避难场所');
  await page.getByText(/^还没有保存的视图/).waitFor();
  expect(await ask(server, '/api/views')).toMatchObject({ total: 0 });
  await expectSound(elsewhere);
});

/** Makes the file that is chosen in the dialog. */
async function made(page: Page, act: string): Promise<{ name: string; file: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download', PATIENCE), press(page, act)]);
  return { name: download.suggestedFilename(), file: readFileSync(await download.path()) };
}

it('prints what is shown: a sheet of A4 that can be searched, and a picture of as many dots as it promises', async () => {
  const watched = await openStaffPage(
    browser,
    server,
    `${server.url}/?at=120.3,31.57,13&panel=none&layers=shelters,hazards`,
  );
  const { page } = watched;
  await mapDraws(page, ['shelters', 'hazards']);
  await press(page, '打印与导出');
  await page.getByLabel('标题').fill('梁溪区避难场所图');
  await page.getByLabel('比例', { exact: true }).selectOption('25000');
  const pdf = await made(page, '生成 PDF');
  expect(pdf.name).toMatch(/^无锡市地图_\d{8}-\d{4}\.pdf$/);
  const paper = await readPaper(pdf.file);
  expect([paper.pages, Math.round(paper.widthMm), Math.round(paper.heightMm)]).toEqual([1, 297, 210]); // ISO 216
  for (const words of ['梁溪区避难场所图', '演示数据', '避难场所', '约 1:25 000', `${server.url}/?at=`]) {
    expect(paper.text).toContain(words);
  }
  // The frame is 217 × 164 mm; 200 dots an inch.
  expect(paper.pictures).toHaveLength(1);
  expect(Math.abs(paper.pictures[0]!.widthPx - (217 / 25.4) * 200)).toBeLessThan(3);
  await expectSound(watched);

  await press(page, '图片 PNG');
  await press(page, '浅色（省墨）');
  const picture = await made(page, '生成 PNG');
  const { width, height } = pngSize(picture.file);
  expect(Math.abs(width - (217 / 25.4) * 200)).toBeLessThan(3);
  expect(height).toBeGreaterThan((164 / 25.4) * 200); // the map, and what explains it
  const land = [0xf4, 0xf5, 0xf4] as const; // m-land of the light theme
  expect(await ofColour(browser, picture.file, land)).toBeGreaterThan(width * height * 0.1);
  expect(watched.faults).toEqual([]);
});

it('turns light and dark with everything on it, and the address carries it', async () => {
  const incident = await report(server, { title: '桥面结冰', level: 2 });
  const watched = await openStaffPage(browser, server, `${server.url}/?at=120.3,31.57,12&layers=incidents`, {
    colorScheme: 'dark',
  });
  const { page } = watched;
  await incidentRow(page, '桥面结冰').click();
  await drawer(page, `事件 ${incident.number}`).waitFor();
  await press(page, '底图与主题');
  for (const [word, wanted, edge] of [
    ['深色', 'dark', 'rgb(240, 132, 36)'],
    ['浅色', 'light', 'rgb(27, 15, 0)'],
  ] as const) {
    await press(page, word);
    await expect.poll(() => theme(page)).toBe(wanted);
    expect(new URL(page.url()).searchParams.get('theme')).toBe(wanted);
    // Its own orange on dark; on white an edge of ink (design.md, level badge).
    const badge = incidentRow(page, '桥面结冰').locator('.badge path');
    expect(await badge.evaluate((shape) => getComputedStyle(shape).stroke)).toBe(edge);
    await expectSound(watched);
  }
  await page.getByLabel('底图不透明度').fill('0');
  await expect.poll(() => new URL(page.url()).searchParams.get('base')).toBe('0');
  await page.reload();
  await expect.poll(() => theme(page)).toBe('light');
  await drawer(page, `事件 ${incident.number}`).waitFor();
});

it('measures by a finger: card and points have room beside each other', async () => {
  const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
  const watched = await openStaffPage(browser, server, `${server.url}/${MEASURED_AT}`, phone);
  const { page } = watched;
  await mapDraws(page, ['divisions']);
  await page.getByRole('button', { name: '地图工具' }).tap();
  await page.getByRole('button', { name: '测量', exact: true }).tap();
  const { x, y } = await middleOf(page);
  const card = (await tool(page, '测量').boundingBox())!;
  expect(card.x).toBeGreaterThanOrEqual(0);
  expect(card.y).toBeGreaterThan(y - 150); // the upper part of the map stays free
  await page.touchscreen.tap(x + 50, y - 160);
  await page.touchscreen.tap(x - 150, y - 160);
  await expect.poll(() => figures(page)).toEqual(['815 米', '815 米']);
  await expectSound(watched);
  await page.getByRole('button', { name: '结束' }).tap();
  await page.getByText('已结束').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});

it('goes to the area that is chosen', async () => {
  const { page } = await openStaffPage(browser, server, `${server.url}/?at=120.3,31.57,14&panel=none`);
  await mapDraws(page, ['grids']);
  await page.locator('.area-choice select').selectOption({ label: '江阴市' });
  // The seat of Jiangyin is at 31.92° north; the whole of it shows at less than zoom 14.
  await expect
    .poll(() => Number(new URL(page.url()).searchParams.get('at')?.split(',')[1]), PATIENCE)
    .toBeCloseTo(31.83, 0);
});
