// A real browser for journeys: Chinese, in Shanghai, and watched. What a page must never do is noted and asserted.
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from '../prepare/chromium.ts';
import type { SignedIn } from './accounts.ts';

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Wants every figure of a button in its name, letter by letter; axe itself leaves it off unless asked by tag. */
const EXPERIMENTAL = ['label-content-name-mismatch'];

export interface WatchedPage {
  readonly page: Page;
  /** Everything a page must not do, so far: script errors, requests to other hosts, CSP violations, refused requests. */
  readonly faults: readonly string[];
  /** While the line is cut by the test, failed requests are what it asks for. Other faults still count. */
  expectLossOfLine(expected: boolean): void;
}

/** Starts the system's Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium on this machine: apt-get install chromium, or set CHROME_PATH');
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
}

export interface PageOptions extends BrowserContextOptions {
  /** Whose page it is; nobody's where it is left out. */
  readonly as?: SignedIn;
}

/** A page in a context of its own: no cookies but that of a session, nothing remembered. */
export async function openPage(
  browser: Browser,
  url: string,
  { as, ...options }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  if (as) await putSession(context, url, as);
  const page = await context.newPage();
  const watched = watch(page, new URL(url).host);
  await reportViolations(page, (violation) => watched.faults.push(violation));
  await page.goto(url, { waitUntil: 'load' });
  return watched;
}

/** Makes every page of the context this person's, at the host of the address. */
export async function putSession(context: BrowserContext, url: string, { cookie }: SignedIn): Promise<void> {
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: new URL(url).origin }]);
}

/** The browser tells a page what its Content-Security-Policy stopped; the page tells us. */
async function reportViolations(page: Page, note: (violation: string) => void): Promise<void> {
  await page.exposeFunction('noteViolation', note);
  await page.addInitScript(() => {
    const tell = (globalThis as unknown as { noteViolation(violation: string): void }).noteViolation;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tell(`CSP violation: ${violatedDirective} ${blockedURI}`),
    );
  });
}

function watch(page: Page, home: string): WatchedPage & { faults: string[] } {
  const faults: string[] = [];
  let lossExpected = false;
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const lost =
      /net::ERR_|Failed to (load resource|fetch)|AJAXError|WebSocket connection/.test(message.text()) ||
      isOfMap(message.location().url);
    if (!lost || !lossExpected) faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.stack || error.message || error.name}`));
  page.on('request', (request) => noteIfForeign(request.url()));
  page.on('websocket', (socket) => noteIfForeign(socket.url()));
  page.on('response', (response) => {
    if (response.status() >= 400 && !lossExpected) faults.push(`${response.status()} ${response.url()}`);
  });
  const noteIfForeign = (address: string) => {
    if (/^(https?|wss?):/.test(address) && new URL(address).host !== home) faults.push(`leaves the host: ${address}`);
  };
  return {
    page,
    faults,
    expectLossOfLine: (expected) => {
      lossExpected = expected;
    },
  };
}

/** MapLibre logs a tile that did not come as an error object without a word. */
const isOfMap = (url: string) => /\/map-engine-[^/]+\.js$/.test(url);

/** The page did nothing that it must not, and everybody can use it (WCAG 2.2 AA as far as a program can tell). */
export async function expectSound({ page, faults }: WatchedPage): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).disableRules(EXPERIMENTAL).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect({ faults, accessibility: found }).toEqual({ faults: [], accessibility: [] });
}
