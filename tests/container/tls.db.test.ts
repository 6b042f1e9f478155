// TLS in front, as docker-compose.yml lays it out: the same nginx.conf, a real nginx, a certificate of openssl.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as plainly } from 'node:http';
import { Agent, request } from 'node:https';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveClient, append, aChange, CITY, things } from '../platform/live-client.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../../server/audit/record.ts';
import { allow } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { startTlsProxy, type TlsProxy } from '../support/tls-proxy.ts';

const access = allow('staff', 'notes:write', { area: 'own', data: 'internal' });
const notes: Capability = {
  name: 'notes',
  routes: () => async (app) => {
    app.post('/', { config: { access } }, ({ db }) =>
      db.transaction(async (tx) => {
        await record(tx, { act: 'notes:write', object: 'notes.note/1' });
        return tx.one(sql`SELECT current_setting('app.from') AS "from"`);
      }),
    );
  },
};

let app: TestApp;
let proxy: TlsProxy;
let agent: Agent;
beforeAll(async () => {
  app = await startApp({
    capabilities: [notes, things],
    env: { TRUSTED_PROXIES: '127.0.0.1/32', PUBLIC_URL: 'https://fengsui.example' },
  });
  proxy = await startTlsProxy(new URL(await app.listen()).host);
  agent = new Agent({ ca: proxy.ca, servername: proxy.name, keepAlive: true });
});
afterAll(async () => {
  agent.destroy();
  await proxy.close();
  await app.close();
});

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** The address of loopback that asks. */
  readonly from?: string;
}

async function send(path: string, { method = 'GET', headers = {}, from = '127.0.0.1' }: Sent = {}) {
  const asked = request({
    host: '127.0.0.1',
    port: proxy.httpsPort,
    localAddress: from,
    path,
    method,
    agent,
    headers: { host: proxy.name, ...headers },
  }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body };
}

it('shows signs of life over TLS, and that it wants nothing else from now on', async () => {
  const { status, headers, body } = await send('/api/health');
  expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  expect(JSON.parse(body)).toMatchObject({ status: 'ok' });
});

it('takes the address from the proxy, whatever the client writes there itself', async () => {
  const forged = { 'x-forwarded-for': '198.51.100.9', 'x-real-ip': '198.51.100.9', forwarded: 'for=198.51.100.9' };
  const headers = { ...forged, ...app.as({ areas: ['3202'] }).headers };
  const answer = await send('/api/notes', { method: 'POST', headers, from: '127.0.0.9' });
  expect(JSON.parse(answer.body)).toEqual({ from: '127.0.0.9' });
});

it('knows its own page by the name in the address, and no other one', async () => {
  const post = (origin: string) =>
    send('/api/notes', { method: 'POST', headers: { origin, ...app.as({ areas: ['3202'] }).headers } });
  expect((await post('https://fengsui.example')).status).toBe(200);
  expect((await post('https://evil.example')).status).toBe(403);
});

it('keeps a live line open over wss, and tells on it what happens', async () => {
  const position = await app.as(CITY).inject('/api/live/position/things');
  const options = {
    path: '/live',
    transports: ['websocket'],
    agent: agent as never,
    extraHeaders: { ...app.as(CITY).headers, host: proxy.name, origin: 'https://fengsui.example' },
  };
  const client = new LiveClient(`https://127.0.0.1:${proxy.httpsPort}`, position.json(), options.extraHeaders, options);
  await client.until(() => client.batches.length > 0);
  await append(app, aChange(7));
  await client.until(() => client.received.length === 1);
  expect(client.received.map(({ id }) => id)).toEqual(['7']);
  client.close();

  const foreign = io(`https://127.0.0.1:${proxy.httpsPort}`, {
    ...options,
    reconnection: false,
    forceNew: true,
    extraHeaders: { host: proxy.name, origin: 'https://evil.example' },
  });
  await new Promise((resolve) => foreign.once('connect_error', resolve));
  expect(foreign.connected).toBe(false);
  foreign.close();
});

it('sends who comes without TLS to where there is', async () => {
  const asked = plainly({
    host: '127.0.0.1',
    port: proxy.httpPort,
    path: '/wall?x=1',
    headers: { host: proxy.name },
  }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  expect([answer.statusCode, answer.headers.location]).toEqual([301, 'https://fengsui.example/wall?x=1']);
});
