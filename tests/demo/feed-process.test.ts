// The feed as its own process: it lives as long as the one that holds its standard input, and no longer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('../../server/demo/feed-process.ts', import.meta.url));

it('asks the server for places with its key, and ends when its standard input does', async () => {
  const server = createServer((_request, reply) => reply.writeHead(503).end()).listen(0, '127.0.0.1');
  const asked = once(server, 'request');
  await once(server, 'listening');
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DEMO_FEED_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      DEMO_FEED_KEY: 'fsk_x',
      DEMO_FEED_RATE: '40',
      DEMO_FEED_SEED: '1',
    },
  });
  const ended = once(child, 'exit');
  const [request] = await asked;
  expect(request).toMatchObject({ url: '/api/demo/places', headers: { authorization: 'Bearer fsk_x' } });
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
  server.closeAllConnections();
  server.close();
});
