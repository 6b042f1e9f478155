// Live push beside bare `ws`: 1,000 sockets each, the same bytes, rounds in turn. A report is posted, and every socket has it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Incident } from '../../server/incidents/contract.ts';
import type { Position } from '../../server/platform/contract.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { staffHeaders } from '../support/accounts.ts';
import { emptyDataDir, startServer } from '../support/server.ts';
import { CITY, fengsui } from './city.ts';
import { median, printTable } from './table.ts';

const SOCKETS = 1000;
const ROUNDS = 5;
const REPORTS = 20;

/** What a side does in one round: milliseconds from the post to each socket, and the server's processor time for one message. */
interface Round {
  readonly latenciesMs: number[];
  readonly cpuUs: number;
}

/** One of the two that are compared. */
interface Side {
  /** Posts something that holds the word, and tells every socket. */
  post(word: string): Promise<void>;
  /** Processor time of the server since its start, microseconds. */
  cpuUs(): Promise<number>;
  readonly sockets: readonly WebSocket[];
}

const databaseUrl = await createDatabase();
const dataDir = emptyDataDir();
await fengsui(databaseUrl, dataDir, 'city', 'load', CITY);
const lines = String(2 * SOCKETS);
const server = await startServer({ dataDir, databaseUrl, env: { LINES_PER_PERSON: lines, LINES_PER_ADDRESS: lines } });
const headers = await staffHeaders(server);
const bare = spawn(process.execPath, ['--import', 'tsx', 'tests/bench/bare-ws.ts'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [said] = (await once(bare.stdout, 'data')) as [Buffer];
const bareUrl = `http://127.0.0.1:${said.toString().trim()}`;

/** The last batch that ours sent: the reference sends the same bytes. */
let lastBatch = '';
const point = await somePlace();
const sides = { ours: await openOurs(), reference: await openReference() };
const rounds: { ours: Round[]; reference: Round[] } = { ours: [], reference: [] };
await measure(sides.ours, 'warm-up');
await measure(sides.reference, 'warm-up');
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.ours.push(await measure(sides.ours, `o${round}`));
  rounds.reference.push(await measure(sides.reference, `r${round}`));
}
const compare = (what: string, unit: string, goal: string, figure: (round: Round) => number) => {
  return { what, unit, goal, ours: rounds.ours.map(figure), reference: rounds.reference.map(figure) };
};
printTable(`Live push to ${SOCKETS} sockets, ${lastBatch.length} characters each; ours commits to the database first`, [
  compare('post to screen, median', 'ms', '≤ 3', ({ latenciesMs }) => median(latenciesMs)),
  compare(
    'post to screen, 99 of 100',
    'ms',
    '≤ 3',
    ({ latenciesMs }) => latenciesMs.toSorted((a, b) => a - b)[Math.floor(latenciesMs.length * 0.99)]!,
  ),
  compare('processor time of a message', 'µs', '≤ 3', ({ cpuUs }) => cpuUs),
]);

for (const { sockets } of Object.values(sides)) for (const socket of sockets) socket.terminate();
bare.stdin.end();
await server.remove();
await dropDatabase(databaseUrl);

async function measure({ post, cpuUs, sockets }: Side, name: string): Promise<Round> {
  const latenciesMs: number[] = [];
  const before = await cpuUs();
  for (let report = 0; report < REPORTS; report += 1) {
    const word = `bench-${name}-${report}.`;
    const start = performance.now();
    const heard = sockets.map((socket) => hears(socket, word).then(() => latenciesMs.push(performance.now() - start)));
    await Promise.all([post(word), ...heard]);
  }
  return { latenciesMs, cpuUs: ((await cpuUs()) - before) / latenciesMs.length };
}

/** Resolves with the first message that holds the word. */
function hears(socket: WebSocket, word: string): Promise<string> {
  return new Promise((resolve) => {
    const listen = (data: Buffer) => {
      const text = data.toString();
      if (!text.includes(word)) return;
      socket.off('message', listen);
      resolve(text);
    };
    socket.on('message', listen);
  });
}

/** Sockets that speak just enough of socket.io to follow, so that both sides have the same client. */
async function openOurs(): Promise<Side> {
  const cursor = (await (await fetch(`${server.url}/api/live/position/incidents`, { headers })).json()) as Position;
  const url = `${server.url.replace('http', 'ws')}/live/?EIO=4&transport=websocket`;
  const sockets = await openAll(url, async (socket) => {
    socket.on('message', (data: Buffer) => data.toString() === '2' && socket.send('3'));
    await hears(socket, '"sid"');
    socket.send('40');
    await hears(socket, '40{');
    const { seq, scopeEpoch } = cursor;
    socket.send(`42${JSON.stringify(['follow', { topic: 'incidents', cursor: { seq, scopeEpoch } }])}`);
    await hears(socket, '"batch"');
  });
  return {
    sockets,
    post: async (word) => {
      const batch = hears(sockets[0]!, word);
      await report(word);
      lastBatch = (await batch).replace(/bench-[^."]*\./, 'WORD');
    },
    cpuUs: async () => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      return Number(/^fengsui_process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]) * 1e6;
    },
  };
}

async function openReference(): Promise<Side> {
  return {
    sockets: await openAll(bareUrl.replace('http', 'ws'), async () => undefined),
    post: async (word) => {
      await fetch(bareUrl, { method: 'POST', body: lastBatch.replace('WORD', word) });
    },
    cpuUs: async () => {
      const { user, system } = (await (await fetch(bareUrl)).json()) as NodeJS.CpuUsage;
      return user + system;
    },
  };
}

/** Opens in small groups: a thousand handshakes at once would measure the handshake. */
async function openAll(url: string, greet: (socket: WebSocket) => Promise<void>): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < SOCKETS) {
    const group = Array.from({ length: Math.min(50, SOCKETS - sockets.length) }, async () => {
      const socket = new WebSocket(url, { headers });
      const greeted = greet(socket);
      await once(socket, 'open');
      await greeted;
      return socket;
    });
    sockets.push(...(await Promise.all(group)));
  }
  return sockets;
}

async function report(title: string): Promise<Incident> {
  const answer = await fetch(`${server.url}/api/incidents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.feedKey}`,
      'content-type': 'application/json',
      'idempotency-key': title,
    },
    body: JSON.stringify({
      source: 'sensor',
      kind: 'waterlogging',
      level: 4,
      title,
      point,
      occurredAt: new Date().toISOString(),
    }),
  });
  if (answer.status !== 201) throw new Error(`The report was not taken: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Incident;
}

/** A position in the city. */
async function somePlace(): Promise<unknown> {
  const places = (await (
    await fetch(`${server.url}/api/demo/places`, { headers: { authorization: `Bearer ${server.feedKey}` } })
  ).json()) as {
    point: unknown;
  }[];
  return places[0]!.point;
}
