// The feed against a real HTTP server that stands in for ours: what it sends, and what it does when it is not heard.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { openFeedClient } from '../../server/demo/feed-client.ts';
import { runFeed } from '../../server/demo/feed.ts';
import type { IncidentReport } from '../../server/incidents/contract.ts';

const PLACES = ['community', 'road', 'metro', 'mall', 'plant'].map((kind) => ({
  name: `某${kind}`,
  kind,
  point: [120.3, 31.57],
  town: '金匮街道',
  county: '梁溪区',
  weight: 1,
}));

interface Heard {
  readonly key: string;
  readonly bearer: string;
  readonly report: IncidentReport;
}

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  if (server) await new Promise((resolve) => server!.close(resolve));
  server = undefined;
});

/** @param answerReport the status of the nth report, from 0 */
async function listen(answerReport: (nth: number) => number, onReport: (heard: Heard[]) => void) {
  const heard: Heard[] = [];
  const beats: unknown[] = [];
  server = createServer(async (request: IncomingMessage, reply: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    if (request.url === '/api/demo/places') return reply.end(JSON.stringify(PLACES));
    if (request.url === '/api/incidents/heartbeat') {
      beats.push(body);
      return reply.writeHead(204).end();
    }
    const status = answerReport(heard.length);
    heard.push({
      key: String(request.headers['idempotency-key']),
      bearer: String(request.headers.authorization),
      report: body as IncidentReport,
    });
    reply.writeHead(status).end('{}');
    return onReport(heard);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, beats };
}

/** Runs a feed until as many reports were heard. */
async function hear(count: number, answerReport: (nth: number) => number, seed = 7) {
  const stop = new AbortController();
  const listening = await listen(answerReport, (heard) => heard.length >= count && stop.abort());
  const client = openFeedClient(listening.url, 'fsk_x', stop.signal, () => {});
  await runFeed(client, { ratePerHour: 36_000_000, seed, backlog: true, signal: stop.signal });
  return listening;
}

it('tells the backlog of 23 first, then goes on live, all marked as made up and with its key', async () => {
  const { heard, beats } = await hear(30, () => 201);
  expect(heard.slice(0, 23).map(({ key }) => key)).toEqual(
    Array.from({ length: 23 }, (_, at) => `demo-backlog-7-${at}`),
  );
  expect(new Set(heard.map(({ key }) => key)).size).toBe(heard.length);
  expect(heard.every(({ report, bearer }) => report.demo === true && bearer === 'Bearer fsk_x')).toBe(true);
  expect(beats).toEqual([{ intervalS: 60 }]);
});

it('does not tell the backlog twice: the server knows its first key', async () => {
  const { heard } = await hear(4, (nth) => (nth === 0 ? 409 : 201));
  expect(heard.map(({ key }) => key.startsWith('demo-backlog-'))).toEqual([true, false, false, false]);
});

it('sends the same report under the same key until it is answered', async () => {
  const { heard } = await hear(3, (nth) => (nth < 2 ? 503 : 201));
  expect(heard[1]).toEqual(heard[0]);
  expect(heard[2]).toEqual(heard[0]);
});

it('goes on after a report that the server refuses', async () => {
  const { heard } = await hear(25, (nth) => (nth === 3 ? 422 : 201));
  expect(heard[4]!.key).toBe('demo-backlog-7-4');
  expect(heard).toHaveLength(25);
});
