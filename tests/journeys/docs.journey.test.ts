// The pictures of docs/: taken from the demonstration city, so that what the pages show is what there is.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, incidentRow, mapDraws, openStaffPage } from './console.ts';
import { startEmbedded } from './installation.ts';
import { report } from './report.ts';

const DOCS = join(import.meta.dirname, '../../docs');
/** `FENGSUI_PICTURES=write` puts the pictures into docs/pictures; else they are taken and looked at, not kept. */
const KEEP = process.env['FENGSUI_PICTURES'] === 'write';

interface Picture {
  /** Asked for when the picture is taken: a moment of the past must have been recorded. */
  path(): string;
  readonly size: { readonly width: number; readonly height: number };
  /** Brings the page to what the picture shows; ends when it stands. */
  arrange(page: Page): Promise<void>;
}

const CSV = '名称,类型,容量,经度,纬度\n惠山体育公园,park,1200,120.2745,31.5893\n';

const PICTURES: Record<string, Picture> = {
  console: {
    path: () => '/?at=120.3,31.575,12',
    size: { width: 1440, height: 900 },
    arrange: async (page) => {
      await mapDraws(page, ['incidents', 'hazards', 'shelters']);
      await incidentRow(page, '青祁隧道积水').click();
      await drawer(page, /^事件 /)
        .getByText('青祁隧道积水')
        .first()
        .waitFor();
      await mapDraws(page, ['incidents']);
    },
  },
  past: {
    path: () => `/?at=120.3,31.575,12&t=${encodeURIComponent(new Date(Date.now() - 1000).toISOString())}&as=known`,
    size: { width: 1440, height: 900 },
    arrange: async (page) => {
      await page
        .getByText(/所示为 .+ 当时所知/)
        .first()
        .waitFor();
      await mapDraws(page, ['hazards', 'shelters']);
    },
  },
  import: {
    path: () => '/?panel=imports',
    size: { width: 1440, height: 900 },
    arrange: async (page) => {
      await page.getByLabel('导入到').selectOption({ label: '避难场所' });
      const file = { name: '避难场所.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByText('避难场所.csv').first().waitFor();
      await mapDraws(page, ['import-preview']);
    },
  },
  wall: {
    path: () => '/wall',
    size: { width: 1920, height: 1080 },
    arrange: (page) => mapDraws(page, ['incidents']),
  },
  remote: { path: () => '/remote', size: PHONE, arrange: (page) => page.getByText('大屏遥控').first().waitFor() },
  public: {
    path: () => '/public',
    size: PHONE,
    arrange: (page) =>
      page
        .getByText(/核对过/)
        .first()
        .waitFor(),
  },
  'public-elder': {
    path: () => '/public',
    size: PHONE,
    arrange: async (page) => {
      await page
        .getByText(/核对过/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: '长者版' }).click();
      await page.getByRole('button', { name: '普通版' }).waitFor();
    },
  },
};

describe('the pages of docs', () => {
  it('name the pictures that are taken, and no other', () => {
    const pages = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
    const named = pages.flatMap((page) =>
      [...readFileSync(join(DOCS, page), 'utf8').matchAll(/\]\(pictures\/([a-z-]+)\.png\)/g)].map(([, name]) => name),
    );
    expect(named.toSorted()).toEqual(Object.keys(PICTURES).toSorted());
    expect(readdirSync(join(DOCS, 'pictures')).toSorted()).toEqual(named.map((name) => `${name}.png`).toSorted());
  });
});

describe('the pictures', () => {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
    await report(server, { title: '青祁隧道积水', kind: 'waterlogging', level: 2 });
    await report(server, { title: '仓库冒烟', level: 1, point: [120.36, 31.52] });
    await report(server, { title: '电梯困人', kind: 'lift', level: 4, point: [120.28, 31.6] });
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });

  it.each(Object.entries(PICTURES))(
    '%s: the screen stands and does nothing that it must not',
    async (name, picture) => {
      const { page, faults } = await openStaffPage(browser, server, server.url + picture.path(), {
        viewport: picture.size,
        colorScheme: 'dark',
      });
      await picture.arrange(page);
      const image = await page.screenshot({ scale: 'css' });
      expect(image.readUInt32BE(16)).toBe(picture.size.width); // PNG: width stands in the header
      expect(faults).toEqual([]);
      if (KEEP) {
        mkdirSync(join(DOCS, 'pictures'), { recursive: true });
        writeFileSync(join(DOCS, 'pictures', `${name}.png`), image);
      }
      await page.context().close();
    },
  );
});
