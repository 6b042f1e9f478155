// A county's own file: it lands where it belongs, bad rows come back corrected, and all of it can be taken away again.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { distance } from '@turf/turf';
import { staffHeaders } from '../support/accounts.ts';
import { expectSound, openBrowser, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { mapDraws, openStaffPage, PATIENCE } from './console.ts';
import { borderPlaces, countyFile, inGb18030, type CountyRow } from './county-file.ts';
import { startEmbedded } from './installation.ts';
import { ask } from './report.ts';

const COUNTY = '梁溪区';
const GOOD: CountyRow[] = borderPlaces(COUNTY, 40).map((point, at) => ({
  name: `试验幼儿园 ${at + 1} 号`,
  kind: '幼儿园',
  point,
}));
const ELSEWHERE = GOOD[7]!.point;
const BAD: CountyRow[] = [
  { name: '试验小学', kind: '小学', point: undefined },
  { name: '试验中学', kind: '飞碟场', point: ELSEWHERE },
];

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

interface Sites {
  items: { name: string; point: [number, number] }[];
  next: string | null;
}

/** What the imports of this test have written, from the whole register. */
async function imported(): Promise<Sites['items']> {
  const found: Sites['items'] = [];
  let after = '';
  do {
    const page = await ask<Sites>(server, `/api/sites?limit=200&${after}`);
    found.push(...page.items.filter(({ name }) => name.startsWith('试验')));
    after = page.next === null ? '' : `after=${encodeURIComponent(page.next)}`;
  } while (after !== '');
  return found;
}

async function bring(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('导入到').selectOption('sites');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('region', { name: `导入 ${name}` }).waitFor();
}

/** Drops a file where no panel for it is open, and says then what it is. */
async function drop(page: Page, name: string, buffer: Buffer): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, base64]) => {
      const held = new DataTransfer();
      held.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], file));
      return held;
    },
    [name, buffer.toString('base64')] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.getByText('松开即可导入').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await page.getByText(`已拖入 ${name}`).waitFor();
  await page.getByLabel('导入到').selectOption('sites');
  await page.getByRole('button', { name: '导入到重点场所' }).click();
  await page.getByRole('region', { name: `导入 ${name}` }).waitFor();
}

/** The four figures of a check or of a result. */
async function counts(page: Page): Promise<Record<string, string>> {
  const pairs = await page
    .locator('.import-counts > div')
    .evaluateAll((all) =>
      all.map((one) => [one.querySelector('dt')?.textContent ?? '', one.querySelector('dd')?.textContent ?? '']),
    );
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Addresses of the two imports, of the county's file and of its corrected rows; and the rows that were refused at first. */
const brought = { county: '', corrected: '', refused: '' };

it('puts a GB18030 file in GCJ-02 where it belongs, the good rows of it', async () => {
  const watched = await openStaffPage(browser, server, `${server.url}/?panel=sites`);
  const { page } = watched;
  // Who may bring a file is known with the session: before, nothing takes it.
  await page.getByRole('navigation', { name: '功能' }).waitFor();
  await drop(page, '梁溪区场所.csv', countyFile(COUNTY, [...GOOD, ...BAD]));
  await expect.poll(() => page.getByLabel('文字编码').inputValue()).toBe('gb18030');
  expect(await page.getByLabel('坐标系', { exact: true }).inputValue()).toBe('gcj02');
  await page.getByText('看起来是 GCJ-02').waitFor();
  await mapDraws(page, ['import-preview']);
  await page.getByLabel('坐标系', { exact: true }).selectOption('wgs84');
  await page.getByText(/与 GCJ-02.*相差约 [4-6]\d\d 米/).waitFor();
  await page.getByRole('button', { name: '改用 GCJ-02（高德、腾讯）' }).click();
  expect(await imported()).toEqual([]);

  await page.getByRole('button', { name: '核对全部行' }).click();
  await page.getByText('写入后会怎样').waitFor();
  expect(await counts(page)).toEqual({ 新增: '40', 更新: '0', 不变: '0', 拒收: '2' });
  expect(await page.getByRole('button', { name: '写入 40 行' }).isDisabled()).toBe(true);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /下载拒收的行/ }).click();
  brought.refused = readFileSync(await (await download).path(), 'utf8');
  await expectSound(watched);

  await page.getByLabel('跳过拒收的行，其余照写').check();
  await page.getByRole('button', { name: '写入 40 行' }).click();
  await page.getByRole('button', { name: '撤销整次导入' }).waitFor(PATIENCE);
  const there = await imported();
  expect(there).toHaveLength(40);
  for (const { name, point } of there) {
    const meant = GOOD.find((row) => row.name === name)!.point!;
    expect(distance(point, meant, { units: 'meters' })).toBeLessThan(1);
  }
  brought.county = page.url();
  await page.context().close();
});

it('takes the corrected rows alone', async () => {
  const { refused } = brought;
  const watched = await openStaffPage(browser, server, `${server.url}/?panel=imports`);
  const { page } = watched;
  // Corrected as in a spreadsheet: the word, and the place that was missing (that of row 8).
  const [, lon, lat] = /试验中学.*?"(1\d\d\.\d+)","(3\d\.\d+)"/.exec(refused)!;
  const corrected = refused.replace('"飞碟场"', '"中学"').replace('"梁溪区","",""', `"梁溪区","${lon}","${lat}"`);
  await bring(page, '改好的行.csv', inGb18030(corrected.replace('\uFEFF', '')));
  await page.getByLabel('坐标系', { exact: true }).selectOption('gcj02');
  await page.getByRole('button', { name: '核对全部行' }).click();
  await page.getByText('写入后会怎样').waitFor();
  expect(await counts(page)).toEqual({ 新增: '2', 更新: '0', 不变: '0', 拒收: '0' });
  await page.getByRole('button', { name: '写入 2 行' }).click();
  await page.getByRole('button', { name: '撤销整次导入' }).waitFor(PATIENCE);
  expect(await imported()).toHaveLength(42);
  brought.corrected = page.url();
  await expectSound(watched);
  await page.context().close();
});

it('takes all away again, and shows it to whoever looks', async () => {
  const watched = await openStaffPage(browser, server, brought.corrected);
  const { page } = watched;
  await page.getByRole('button', { name: '撤销整次导入' }).click();
  await page.getByRole('button', { name: '确认撤销' }).click();
  await page.locator('.drawer').getByText('已撤销').waitFor(PATIENCE);
  // Whoever looks at an import sees what somebody else does with it.
  await page.goto(brought.county);
  await page.getByRole('button', { name: '撤销整次导入' }).waitFor(PATIENCE);
  const id = new URL(brought.county).searchParams.get('sel')!.split('/')[1]!;
  const undo = { method: 'POST', headers: await staffHeaders(server) };
  expect((await fetch(`${server.url}/api/imports/${id}/undo`, undo)).status).toBe(202);
  await page.locator('.drawer').getByText('已撤销').waitFor(PATIENCE);
  await expect
    .poll(() => page.locator('.import-row').allInnerTexts())
    .toEqual([expect.stringContaining('已撤销'), expect.stringContaining('已撤销')]);
  expect(await imported()).toEqual([]);
  await expectSound(watched);
  await page.context().close();
});

it('refuses what is no table, on a phone, in words', async () => {
  const watched = await openStaffPage(browser, server, `${server.url}/?panel=imports`, { viewport: PHONE });
  const { page } = watched;
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.getByRole('alert').filter({ hasText: 'GeoJSON' }).waitFor();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.getByRole('alert').filter({ hasText: '文件是空的' }).waitFor();
  await expectSound(watched);
});
