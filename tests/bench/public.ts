// The public's list from memory over HTTP, beside a bare node:http server in a process of its own that sends the same bytes; rounds in turn.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../prepare/postgres.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir, startServer } from '../support/server.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const PATH = '/api/portal/published';
const ROUNDS = 5;
const CLIENTS = 32;
const REQUESTS = 6000;
const BR = { 'accept-encoding': 'br' };

/** Sends the bytes of a file, or 304 where the client has them: what any server has to do at least. */
const BARE = `
  const { readFileSync } = require('node:fs');
  const [, file, etag, port] = process.argv;
  const body = readFileSync(file);
  const head = { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'br', etag, 'cache-control': 'public, max-age=30' };
  require('node:http').createServer((request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, head).end();
    else response.writeHead(200, { ...head, 'content-length': body.length }).end(body);
  }).listen(Number(port), '127.0.0.1', () => console.log('ready'));
`;

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: Buffer;
}

const databaseUrl = await createDatabase();
const dataDir = emptyDataDir();
const ours = await startServer({ dataDir, databaseUrl, env: { PUBLIC_RATE_PER_MINUTE: '1000000' } });
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const first = await ask(`http://127.0.0.1:${ours.port}${PATH}`, BR);
const bare = await startBare(first);

const held = { ...BR, 'if-none-match': first.etag };
const measurements: Measurement[] = [];
for (const [what, headers, status] of [
  [`the whole list, ${(first.body.length / 1000).toFixed(1)} kB packed`, BR, 200],
  ['304, nothing has changed', held, 304],
] as const) {
  await compare(headers, status);
  const [mine, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    reference.push(await rate(bare.port, headers, status));
    mine.push(await rate(ours.port, headers, status));
  }
  measurements.push({ what, unit: 'requests/s', ours: mine, reference, goal: 'as told' });
}
printTable(`The public's list from memory, ${CLIENTS} clients`, measurements);

agent.destroy();
bare.end();
await ours.remove();
await dropDatabase(databaseUrl);

async function startBare({ body, etag }: Answer) {
  const file = join(dataDir, 'published.br');
  writeFileSync(file, body);
  const port = await freePort();
  const args = ['-e', BARE, '--', file, etag, String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return { port, end: () => child.kill() };
}

/** Both sides must say the same before anything is counted. */
async function compare(headers: Record<string, string>, status: number): Promise<void> {
  const [mine, other] = [await askPort(ours.port, headers), await askPort(bare.port, headers)];
  if (mine.status !== status || other.status !== status || !mine.body.equals(other.body))
    throw new Error(`${PATH} answers ${mine.status} and ${other.status}, or other bytes`);
}

/** Requests a second. */
async function rate(port: number, headers: Record<string, string>, status: number): Promise<number> {
  const share = Array.from({ length: CLIENTS }, async () => {
    for (let n = 0; n < REQUESTS / CLIENTS; n += 1) {
      const answer = await askPort(port, headers);
      if (answer.status !== status) throw new Error(`answered ${answer.status}`);
    }
  });
  return REQUESTS / (await secondsOf(() => Promise.all(share)));
}

function askPort(port: number, headers: Record<string, string>): Promise<Answer> {
  return ask(`http://127.0.0.1:${port}${PATH}`, headers);
}

function ask(url: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '', body: Buffer.concat(parts) }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
}
