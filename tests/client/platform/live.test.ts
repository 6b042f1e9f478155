// The line against a real socket.io server: what it asks, what it applies, what it says of itself.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Cursor, LiveBatch } from '#contract/platform';
import { applyBatch } from '../../../client/platform/live-change.ts';
import { useLineState } from '../../../client/platform/line-state.ts';
import { LiveCollection } from '../../../client/platform/live-collection.ts';
import { LiveLine } from '../../../client/platform/live.ts';

interface Thing {
  id: string;
}
const AT = '2030-01-01T06:00:00Z';
const things = Array.from({ length: 500 }, (_none, at) => ({
  seq: at + 1,
  name: 'things.made',
  id: `t${at + 1}`,
  at: AT,
  body: { id: `t${at + 1}` },
}));

let http: HttpServer;
let server: Server;
let line: LiveLine;
let head = 0;
let asked: Cursor[] = [];

const tell = (socket: Socket, after: number, through: number) => {
  const batch: LiveBatch<Thing> = {
    topic: 'things',
    events: things.slice(after, through),
    through,
    scopeEpoch: 'e',
    at: AT,
  };
  socket.emit('batch', batch);
};

beforeEach(async () => {
  head = 0;
  asked = [];
  useLineState.setState({ state: 'connecting', cutSince: undefined, caughtUp: undefined });
  http = createServer();
  server = new Server(http, { path: '/live' });
  server.on('connection', (socket) => {
    socket.on('follow', ({ cursor }: { cursor: Cursor }) => {
      asked.push(cursor);
      // As the house's own server may: what was missed comes in more than one batch.
      const half = Math.floor((cursor.seq + head) / 2);
      if (half > cursor.seq) tell(socket, cursor.seq, half);
      tell(socket, half, head);
    });
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
});
afterEach(async () => {
  line.close();
  await server.close();
});

/** A collection at the end of the line, and how often each thing was new to it. */
function follow(silenceMs?: number) {
  let [items, cursor]: [ReadonlyMap<string, Thing>, Cursor] = [new Map(), { seq: 0, scopeEpoch: 'e' }];
  const arrivals: string[] = [];
  let refusals = 0;
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  line = new LiveLine({ url, askHead: () => Promise.resolve(head), ...(silenceMs !== undefined && { silenceMs }) });
  line.follow({
    topic: 'things',
    cursor: () => cursor,
    onResync: () => {},
    onRefused: () => void refusals++,
    onBatch: (batch) => {
      const applied = applyBatch(items, cursor, batch as LiveBatch<Thing>, () => true);
      [items, cursor] = [applied.items, applied.cursor];
      arrivals.push(...applied.arrived);
      return applied.news;
    },
  });
  return { arrivals, size: () => items.size, refusals: () => refusals };
}
const state = () => useLineState.getState().state;
const cutAll = () => server.sockets.sockets.forEach((socket) => socket.conn.close());

it('shows after five cuts what the server has: in order, nothing missing, nothing twice', async () => {
  const { arrivals } = follow();
  await vi.waitFor(() => expect(state()).toBe('live'));
  for (const next of [100, 200, 300, 400, 500]) {
    cutAll();
    await vi.waitFor(() => expect(state()).toBe('cut'), { timeout: 10_000 });
    head = next;
    await vi.waitFor(() => expect(state()).toBe('live'), { timeout: 30_000, interval: 10 });
  }
  expect(arrivals).toEqual(things.map(({ id }) => id));
  expect(asked.map(({ seq }) => seq)).toEqual([0, 0, 100, 200, 300, 400]);
  expect(useLineState.getState().caughtUp).toEqual({ no: 5, events: 100 });
});

it('takes silence for a cut, says since when, and comes back by itself', async () => {
  follow(300);
  await vi.waitFor(() => expect(state()).toBe('live'));
  await vi.waitFor(() => expect(state()).toBe('cut'));
  expect(useLineState.getState().cutSince).toEqual(expect.any(Number));
  await vi.waitFor(() => expect(state()).toBe('live'), { timeout: 30_000, interval: 10 });
  expect(asked.length).toBeGreaterThan(1);
  expect(useLineState.getState().cutSince).toBeUndefined();
});

it('waits no longer for a topic that it may not follow, and says so to whoever follows it', async () => {
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('follow', ({ topic }: { topic: string }) =>
      socket.emit('refused', { topic, type: '/problems/no-such-topic' }),
    );
  });
  const { refusals } = follow();
  await vi.waitFor(() => expect(state()).toBe('live'));
  expect(refusals()).toBe(1);
});

it('tells what came during a cut that was longer than the events are kept: from the snapshot then', async () => {
  let snapshot: Thing[] = [{ id: 'old' }, { id: 'closed meanwhile' }];
  http.on('request', (request, response) => {
    if (!request.url?.startsWith('/api/')) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/api/things' ? snapshot : { seq: head, scopeEpoch: 'e' }));
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => fetch(url + path, init));
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('follow', ({ cursor }: { cursor: Cursor }) => {
      asked.push(cursor);
      // What lies behind is not kept any more.
      if (cursor.seq < head) socket.emit('resync', { topic: 'things' });
      else tell(socket, head, head);
    });
  });
  line = new LiveLine({ url, askHead: () => Promise.resolve(head) });
  const idOf = ({ id }: Thing) => id;
  const collection = new LiveCollection<Thing>(line, {
    topic: 'things',
    path: '/api/things',
    idOf,
    belongs: () => true,
  });
  collection.start();
  await vi.waitFor(() => expect(state()).toBe('live'));
  expect([...collection.store.getState().arrivals.keys()]).toEqual([]);
  cutAll();
  await vi.waitFor(() => expect(state()).toBe('cut'), { timeout: 10_000 });
  [head, snapshot] = [100, [{ id: 'old' }, { id: 'red' }]];
  await vi.waitFor(() => expect(state()).toBe('live'), { timeout: 30_000, interval: 10 });
  expect([...collection.store.getState().items.keys()]).toEqual(['old', 'red']);
  expect([...collection.store.getState().arrivals.keys()]).toEqual(['red']);
  expect(useLineState.getState().caughtUp).toEqual({ no: 1, events: 2 });
  await vi.waitFor(() => expect(asked.map(({ seq }) => seq)).toEqual([0, 0, 100]));
  collection.stop();
  vi.unstubAllGlobals();
});
