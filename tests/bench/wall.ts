// The wall's memory over two hours of events, sent as fast as it follows: heap after garbage collection, nodes, listeners, textures,
// and what the renderer and the graphics process hold; and how often its map draws while nothing changes.
// WALL_HOURS=0.5 measures a shorter time. Prints the curve; asserts nothing.
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Incident } from '../../server/incidents/contract.ts';
import { report } from '../journeys/report.ts';
import { signIn, staffHeaders } from '../support/accounts.ts';
import { openBrowser, putSession } from '../support/browser.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir, startServer } from '../support/server.ts';

const HOURS = Number(process.env['WALL_HOURS'] ?? 2);
/** Each is reported, acknowledged and closed: three events. The city of the demonstration has 40. */
const INCIDENTS_PER_HOUR = 120;
/** Of open incidents, as on a busy day. */
const OPEN_AT_ONCE = 40;
const SAMPLES = 8;
const STILL_S = 30;

interface Sample {
  /** Of the city's time. */
  readonly minute: number;
  readonly events: number;
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly textures: number;
  /** Resident, shared pages included; NaN where the system does not tell. */
  readonly rendererMb: number;
  readonly graphicsMb: number;
}

/** Counts what the page's graphics hold and do; runs in the page before its scripts. */
function countGraphics(): void {
  const counts = { textures: 0, draws: 0 };
  Object.assign(globalThis, { graphics: counts });
  const gl = WebGL2RenderingContext.prototype;
  const { createTexture, deleteTexture, drawElements, drawArrays, clear } = gl;
  gl.createTexture = function () {
    counts.textures += 1;
    return createTexture.call(this);
  };
  gl.deleteTexture = function (texture) {
    if (texture) counts.textures -= 1;
    deleteTexture.call(this, texture);
  };
  gl.drawElements = function (...given) {
    counts.draws += 1;
    drawElements.apply(this, given);
  };
  gl.drawArrays = function (...given) {
    counts.draws += 1;
    drawArrays.apply(this, given);
  };
  gl.clear = function (mask) {
    counts.draws += 1;
    clear.call(this, mask);
  };
}

const graphicsOf = (page: Page) =>
  page.evaluate(() => ({ ...(globalThis as unknown as { graphics: { textures: number; draws: number } }).graphics }));

interface Watched {
  readonly browser: Browser;
  readonly page: Page;
  readonly session: CDPSession;
}

async function sample({ browser, page, session }: Watched, minute: number, events: number): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  const { textures } = await graphicsOf(page);
  const heapMb = Math.round(of('JSHeapUsedSize') / 1e4) / 100;
  const sizes = await residentMb(browser);
  return { minute, events, heapMb, nodes: of('Nodes'), listeners: of('JSEventListeners'), textures, ...sizes };
}

/** What the browser's processes hold, megabytes. */
async function residentMb(browser: Browser): Promise<{ rendererMb: number; graphicsMb: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const of = (type: string) =>
    processInfo.filter((one) => one.type === type).reduce((sum, { id }) => sum + residentOf(id), 0);
  return { rendererMb: of('renderer'), graphicsMb: of('GPU') };
}

function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

async function act({ url }: { url: string }, { id, revision }: Incident, act: string, body: object): Promise<Incident> {
  const answer = await fetch(`${url}/api/incidents/${id}/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await staffHeaders(server)) },
    body: JSON.stringify({ revision, ...body }),
  });
  if (!answer.ok) throw new Error(`${act} was refused with ${answer.status}`);
  return (await answer.json()) as Incident;
}

/** The wall has been told of it: its figure of open incidents is this. */
async function wallShows(page: Page, open: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-figure="open"]')?.textContent?.trim() === wanted,
    String(open),
    { timeout: 120_000 },
  );
}

const databaseUrl = await createDatabase();
const server = await startServer({ dataDir: emptyDataDir(), databaseUrl });
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  await putSession(context, server.url, await signIn(server));
  const page = await context.newPage();
  await page.addInitScript(countGraphics);
  await page.goto(`${server.url}/wall?seconds=5`, { waitUntil: 'load' });
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const total = Math.round(HOURS * INCIDENTS_PER_HOUR);
  const open: Incident[] = [];
  const samples: Sample[] = [];
  await wallShows(page, 0);
  for (let no = 1; no <= total; no += 1) {
    const level = ([3, 4, null, 4, 2] as const)[no % 5]!;
    const point: [number, number] = [120.2 + (no % 20) / 100, 31.5 + (no % 17) / 100];
    open.push(await report(server, { title: `第 ${no} 起`, level, point }));
    if (open.length > OPEN_AT_ONCE) {
      const seen = await act(server, open.shift()!, 'acknowledgement', {});
      await act(server, seen, 'closure', { text: '已处置' });
    }
    if (no % Math.ceil(total / SAMPLES) !== 0) continue;
    await wallShows(page, open.length);
    const events = no + 2 * (no - open.length);
    samples.push(await sample({ browser, page, session }, (no / INCIDENTS_PER_HOUR) * 60, events));
  }
  console.log(`\nThe wall over ${HOURS} h of ${INCIDENTS_PER_HOUR} incidents an hour, scenes turning every 5 s`);
  console.table(samples);
  // The scene is held, so that nothing of its own moves either.
  await page.keyboard.press(' ');
  await page.waitForFunction(() => document.querySelector('[data-map-idle="true"]') !== null);
  const before = await graphicsOf(page);
  await page.waitForTimeout(STILL_S * 1000);
  const after = await graphicsOf(page);
  console.log(`Draw calls in ${STILL_S} s while nothing changes: ${after.draws - before.draws}`);
} finally {
  await browser.close();
  await server.remove();
  await dropDatabase(databaseUrl);
}
