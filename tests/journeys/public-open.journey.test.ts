// The page of the public while it stays open and the world goes on: new answers, a full device, an upgrade, a server in trouble.
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Published } from '../../server/portal/contract.ts';
import { openBrowser, openPage, PHONE } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { PATIENCE } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ofColour } from './pixels.ts';

const HERE = { longitude: 120.30127, latitude: 31.57436 };
/** --c-accent of the light theme: what is filled with it takes people in. */
const OPEN_SHELTER = [0x0e, 0x4a, 0x56] as const;
/** The engine's step for an arrow key, pixels. */
const STEP = 100;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const openPublic = (url: string, options: Parameters<typeof openPage>[2] = {}) =>
  openPage(browser, `${url}/public`, {
    viewport: PHONE,
    permissions: ['geolocation'],
    geolocation: HERE,
    ...options,
  });

/** As when a phone finds its network again: the page asks at once. Answers when it has been told. */
async function askAgain(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/portal/published'));
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await (await answered).finished();
}

it('keeps the map, its view and the reader in it when an answer comes, and draws what is new in it', async () => {
  const { page, faults } = await openPublic(server.url, { serviceWorkers: 'block' });
  await page.getByRole('button', { name: '看我附近' }).click();
  await page.getByRole('button', { name: '打开地图' }).click();
  await expect.poll(() => page.locator('[data-map-idle]').count(), PATIENCE).toBe(1);
  const canvas = (await page.locator('canvas').elementHandle())!;
  const dot = page.locator('.you');
  const left = async () => Math.round((await dot.boundingBox())!.x);
  const atFirst = await left();
  await canvas.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(left, PATIENCE).toBe(atFirst + STEP);

  const basemap: string[] = [];
  page.on('request', (request) => void (request.url().includes('/basemap/') && basemap.push(request.url())));
  const stays = async () => {
    expect(await canvas.evaluate((node) => node.isConnected && node === document.activeElement)).toBe(true);
    expect([await left(), await page.locator('canvas').count()]).toEqual([atFirst + STEP, 1]);
  };
  await askAgain(page);
  await stays();

  const inked = async () => ofColour(browser, await page.locator('.map-ground').screenshot(), OPEN_SHELTER);
  const before = await inked();
  await page.route('**/api/portal/published', async (route) => {
    const answer = await route.fetch();
    const set = (await answer.json()) as Published;
    const open = set.shelters.map((shelter) => ({ ...shelter, state: 'open' }));
    const headers = { ...answer.headers(), etag: '"all-open"' };
    await route.fulfill({ status: 200, headers, body: JSON.stringify({ ...set, shelters: open }) });
  });
  await askAgain(page);
  await page.getByText(/^全市现在有 \d+ 处避难场所开放。$/).waitFor();
  await expect.poll(inked, PATIENCE).toBeGreaterThan(before + 50);
  await stays();

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).waitFor();
  expect(await canvas.evaluate((node) => node.getAttribute('aria-label'))).toMatch(/^Map: published hazards/);
  expect(await canvas.evaluate((node) => node.isConnected)).toBe(true);
  expect(basemap).toEqual([]);
  expect(faults).toEqual([]);
});

it('shows an answer that the device has no room for, and says that it is not kept', async () => {
  const { page, faults } = await openPublic(server.url);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), PATIENCE).toBe(true);
  const full = page.getByText(/^这台设备没有存下名单/);
  const line = await page.context().newCDPSession(page);
  await line.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
  // While an answer is on its way the page asks no second time: ask until one has met the new room.
  const toldAgain = async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    return full.count();
  };
  await expect.poll(toldAgain, { ...PATIENCE, interval: 500 }).toBe(1);
  await page.getByText(/核对过$/).waitFor();
  expect(await page.locator('.is-stale').count()).toBe(0);

  await line.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await expect.poll(toldAgain, { ...PATIENCE, interval: 500 }).toBe(0);
  expect(faults).toEqual([]);
});

it('offers to open the page anew where an upgrade has taken the file of the map away', async () => {
  const watched = await openPublic(server.url, { serviceWorkers: 'block' });
  const { page } = watched;
  watched.expectLossOfLine(true);
  await page.route('**/assets/portal-map-*', (route) => route.fulfill({ status: 404, body: '' }));
  await page.getByRole('button', { name: '打开地图' }).click();
  await page.getByText(/^地图没有取到/).waitFor();
  await page.unroute('**/assets/portal-map-*');
  await page.getByRole('button', { name: '重新打开本页' }).click();
  await page.getByRole('button', { name: '打开地图' }).click();
  await expect.poll(() => page.locator('[data-map-idle]').count(), PATIENCE).toBe(1);
});

interface Gate {
  readonly url: string;
  /** What the worker gets when it asks for the page by itself is 502, as from a gate before a server that restarts. */
  broken: boolean;
  /** Another one is another version of the worker. */
  version: number;
  close(): void;
}

/** A reverse proxy, as it stands before many an installation. */
async function openGate(): Promise<Gate> {
  const gate: Omit<Gate, 'url' | 'close'> = { broken: false, version: 1 };
  const doors: Server = createServer(({ url = '/', headers, method }, answer) => {
    if (gate.broken && url === '/public' && headers['sec-fetch-mode'] !== 'navigate') {
      answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
      return;
    }
    const ofWorker = url === '/public-worker.js';
    const { 'if-none-match': tag, 'if-modified-since': since, ...asked } = headers;
    const about = {
      ...asked,
      host: `localhost:${server.port}`,
      ...(ofWorker ? { 'accept-encoding': 'identity' } : {}),
    };
    forward(`${server.url}${url}`, { method, headers: about }, (inner: IncomingMessage) => {
      const { 'content-length': length, ...told } = inner.headers;
      answer.writeHead(inner.statusCode!, ofWorker ? told : inner.headers);
      inner.pipe(answer, { end: !ofWorker });
      if (ofWorker) inner.on('end', () => answer.end(`\n// ${gate.version}`));
    }).end();
  });
  await new Promise<void>((resolve) => doors.listen(0, 'localhost', resolve));
  return Object.assign(gate, {
    url: `http://localhost:${(doors.address() as AddressInfo).port}`,
    close: () => {
      doors.closeAllConnections();
      doors.close();
    },
  });
}

/** What a device holds: the page's words, and how many of the files that it names are there. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const text = await (await caches.match('/public'))?.text();
    const named = [...new Set(text?.match(/\/assets\/[\w.-]+\.(js|css)/g) ?? [])];
    const there = await Promise.all(named.map(async (file) => (await caches.match(file)) !== undefined));
    return { text, named: named.length, missing: there.filter((one) => !one).length };
  });

/** Asks for the worker of now and waits for what becomes of it. */
const update = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('/public-worker.js', { scope: '/public' });
    await registration.update().catch(() => undefined);
    const coming = registration.installing ?? registration.waiting;
    if (!coming) return registration.active?.state ?? 'none';
    return new Promise<string>((resolve) => {
      const tell = () => {
        if (coming.state === 'activated' || coming.state === 'redundant') resolve(coming.state);
      };
      coming.addEventListener('statechange', tell);
      tell();
    });
  });

it('keeps no error page for the page: a worker installs whole or leaves what was kept in force', async () => {
  const gate = await openGate();
  try {
    const watched = await openPublic(gate.url);
    const { page } = watched;
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), PATIENCE).toBe(true);
    const whole = await held(page);
    expect([whole.named > 0, whole.missing]).toEqual([true, 0]);

    watched.expectLossOfLine(true);
    Object.assign(gate, { broken: true, version: 2 });
    expect(await update(page)).toBe('redundant');
    expect(await held(page)).toEqual(whole);

    gate.broken = false;
    expect(await update(page)).toBe('activated');
    expect(await held(page)).toEqual(whole);
  } finally {
    gate.close();
  }
});
