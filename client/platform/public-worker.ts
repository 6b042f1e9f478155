// Keeps the public's page and the last list on the device. The network always goes first: no version is ever held on to.
/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope;

const STORE = 'fengsui-public-1';
/** A network that answers later than this is treated as none; milliseconds. */
const PATIENCE_MS = 15_000;
/** What is not of now says so (RFC 7234, 5.5.1). */
const STALE = '110 - "Response is Stale"';
const PAGE = '/public';
const LIST = '/api/portal/published';
/** What is fetched anew each time and kept for when that fails. */
const DATA = /^\/api\/portal\/(published|places)$/;
/** Files whose name holds a hash of what is in them, and the icon: once kept they are never asked for again. */
const FILES = /^\/assets\/.+\.(js|css)$/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (pathname === PAGE) event.respondWith(page(event));
  } else if (DATA.test(pathname)) event.respondWith(networkFirst(event));
  else if (FILES.test(pathname)) event.respondWith(storeFirst(request));
});

/** The page of now, or the one that was kept; a new one is kept with its files before it takes the place of the old. */
async function page(event: FetchEvent): Promise<Response> {
  const response = await ask(event.request);
  if (response?.ok) event.waitUntil(tell(PAGE, keepWhole(response.clone())));
  return response ?? (await caches.match(PAGE)) ?? Response.error();
}

/** The answer goes out at once: keeping it may take as long as it needs, and may fail. */
async function networkFirst(event: FetchEvent): Promise<Response> {
  const { pathname } = new URL(event.request.url);
  const response = await ask(event.request);
  if (response?.ok) event.waitUntil(tell(pathname, keepAnswer(pathname, response.clone())));
  if (response) return response;
  const kept = await caches.match(pathname);
  return kept ? marked(kept) : Response.error();
}

async function keepAnswer(pathname: string, response: Response): Promise<void> {
  await (await caches.open(STORE)).put(pathname, response);
}

const unkept = new Set<string>();

/** Every open page is told whether the device keeps what it shows. @throws why it does not: the browser writes that down */
async function tell(pathname: string, keeping: Promise<void>): Promise<void> {
  try {
    await keeping;
    unkept.delete(pathname);
  } catch (reason) {
    unkept.add(pathname);
    throw reason;
  } finally {
    for (const client of await self.clients.matchAll()) client.postMessage({ kept: unkept.size === 0 });
  }
}

/** The server's answer; undefined where it cannot be reached, takes too long or is out of order itself. */
async function ask(request: Request): Promise<Response | undefined> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    const response = await fetch(request, { signal: giveUp.signal });
    return response.status >= 500 ? undefined : response;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function storeFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The same answer, saying of itself that it was kept. */
function marked(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('warning', STALE);
  return new Response(response.body, { status: response.status, headers });
}

/** Installs whole or not at all: until it can, whatever was kept before stays in force. The list alone may be missing. */
async function keepPage(): Promise<void> {
  await keepWhole(await fetch(PAGE, { cache: 'no-cache' }));
  const list = await fetch(LIST, { cache: 'no-cache' });
  if (list.ok) await keepAnswer(LIST, list);
}

let last = Promise.resolve();

/** One after the other: two at once would take each other's files away. */
function keepWhole(response: Response): Promise<void> {
  const kept = last.then(() => keep(response));
  last = kept.catch(() => undefined); // told where it was asked for
  return kept;
}

/** Keeps a page: its files first, so that what is kept is always whole. Files that it no longer names go. @throws */
async function keep(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`the page answered ${response.status}`);
  const store = await caches.open(STORE);
  const text = await response.clone().text();
  const files = [...new Set(text.match(/\/assets\/[\w.-]+\.(js|css)/g) ?? [])];
  if (files.length === 0) throw new Error('what answered is not the page'); // a sign-in page of a public network, say
  const missing = await Promise.all(files.map(async (file) => ((await store.match(file)) ? [] : [file])));
  await store.addAll(missing.flat());
  await store.put(PAGE, response);
  for (const { url } of await store.keys()) {
    const { pathname } = new URL(url);
    if (FILES.test(pathname) && !files.includes(pathname)) await store.delete(url);
  }
}

async function removeOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('fengsui-public') && name !== STORE).map((name) => caches.delete(name)),
  );
}
