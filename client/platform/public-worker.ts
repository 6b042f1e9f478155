// Keeps the public's page and the last list on the device. The network always goes first: no version is ever held on to.
/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope;

const STORE = 'fengsui-public-1';
/** A network that answers later than this is treated as none; milliseconds. */
const PATIENCE_MS = 15_000;
/** What is not of now says so (RFC 7234, 5.5.1). */
const STALE = '110 - "Response is Stale"';
const PAGE = '/public';
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
  } else if (DATA.test(pathname)) event.respondWith(networkFirst(request));
  else if (FILES.test(pathname)) event.respondWith(storeFirst(request));
});

/** The page of now, or the one that was kept; a new one is kept with its files before it takes the place of the old. */
async function page(event: FetchEvent): Promise<Response> {
  const response = await ask(event.request);
  if (response?.ok) event.waitUntil(keep(response.clone()));
  return response ?? (await caches.match(PAGE)) ?? Response.error();
}

async function networkFirst(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const response = await ask(request);
  if (response?.ok) await (await caches.open(STORE)).put(pathname, response.clone());
  if (response) return response;
  const kept = await caches.match(pathname);
  return kept ? marked(kept) : Response.error();
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

async function keepPage(): Promise<void> {
  await keep(await fetch(PAGE, { cache: 'no-cache' }));
  await networkFirst(new Request('/api/portal/published'));
}

/** Keeps a page: its files first, so that what is kept is always whole. Files that it no longer names go. */
async function keep(response: Response): Promise<void> {
  const store = await caches.open(STORE);
  const text = await response.clone().text();
  const files = [...new Set(text.match(/\/assets\/[\w.-]+\.(js|css)/g) ?? [])];
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
