// What a proxy says of who asks counts only where it is one of ours: by real sockets, HTTP and WebSocket alike.
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { record } from '../../server/audit/record.ts';
import { allow, type Asker } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { readConfig } from '../../server/platform/config.ts';
import { askerReader } from '../../server/platform/proxies.ts';
import { startApp, type TestApp } from '../support/app.ts';

const access = allow('staff', 'notes:write', { area: 'own', data: 'internal' });
const open = allow('public', 'notes:set-cookie', { area: 'none', data: 'public' });
const notes: Capability = {
  name: 'notes',
  routes: () => async (app) => {
    app.post('/', { config: { access } }, async ({ db, ip, host, protocol }) => {
      const from = await db.transaction(async (tx) => {
        await record(tx, { act: 'notes:write', object: 'notes.note/1' });
        return tx.one<{ from: string }>(sql`SELECT current_setting('app.from') AS "from"`);
      });
      return { ...from, ip, host, protocol };
    });
    app.get('/cookie', { config: { access: open } }, async (_request, reply) =>
      reply.header('set-cookie', 'a=1').header('set-cookie', 'b=2; Path=/; Secure').send({}),
    );
  },
};

const FORGED = {
  'x-forwarded-for': '198.51.100.9',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-real-ip': '198.51.100.9',
  forwarded: 'for=198.51.100.9;host=evil.example;proto=https',
};
const agent = new Agent({ keepAlive: false });

async function send(url: string, { method = 'GET', headers = {} }: { method?: string; headers?: object } = {}) {
  const asked = request(url, { method, headers: headers as Record<string, string>, agent }).end();
  const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [IncomingMessage];
  let body = '';
  if (answer.statusCode === 101) answer.socket.destroy();
  else for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode!, headers: answer.headers, body };
}
const SOCKET = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const LINE = '/live/?EIO=4&transport=websocket';

/** An application, and what its lanes and its guard have been told of who asks. */
async function house(env: Record<string, string>) {
  const app = await startApp({ capabilities: [notes], env: { PUBLIC_RATE_PER_MINUTE: '3', ...env } });
  return { app, url: await app.listen() };
}

describe('with no proxy of ours', () => {
  let app: TestApp;
  let url: string;
  beforeAll(async () => ({ app, url } = await house({})));
  afterAll(() => app.close());

  it('nothing of what a header says is believed', async () => {
    const answer = await send(`${url}/api/notes`, {
      method: 'POST',
      headers: { ...FORGED, ...app.as({ areas: ['3202'] }).headers },
    });
    const { host } = new URL(url);
    expect(JSON.parse(answer.body)).toEqual({ from: '127.0.0.1', ip: '127.0.0.1', host, protocol: 'http' });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  it('a page of another host is not ours because a header says so, neither by HTTP nor by a socket', async () => {
    const headers = { ...FORGED, origin: 'https://evil.example' };
    expect((await send(`${url}/api/notes`, { method: 'POST', headers })).status).toBe(403);
    expect((await send(`${url}${LINE}`, { headers: { ...headers, ...SOCKET } })).status).toBe(403);
  });

  it('another address in each request is still one asker', async () => {
    for (let no = 0; no < 3; no += 1)
      await send(`${url}/api/health`, { headers: { 'x-forwarded-for': `192.0.2.${no}` } });
    const last = { 'x-forwarded-for': '192.0.2.77' };
    expect((await send(`${url}/api/health`, { headers: last })).status).toBe(429);
    expect((await send(`${url}${LINE}`, { headers: { ...SOCKET, ...last } })).status).toBe(429);
  });
});

describe('behind a proxy of ours', () => {
  let app: TestApp;
  let url: string;
  beforeAll(async () => ({ app, url } = await house({ TRUSTED_PROXIES: '127.0.0.1/32, 10.9.0.0/16' })));
  afterAll(() => app.close());

  const through = {
    'x-forwarded-for': '203.0.113.5, 10.9.1.1',
    'x-forwarded-host': 'fengsui.example.cn',
    'x-forwarded-proto': 'https',
  };

  it('the address, the host and the line are those that the person had', async () => {
    const answer = await send(`${url}/api/notes`, {
      method: 'POST',
      headers: { ...through, ...app.as({ areas: ['3202'] }).headers },
    });
    expect(JSON.parse(answer.body)).toEqual({
      from: '203.0.113.5',
      ip: '203.0.113.5',
      host: 'fengsui.example.cn',
      protocol: 'https',
    });
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  });

  it('its own page may open a socket there, and another may not', async () => {
    const { headers } = app.as({ areas: ['3202'] });
    const open = (origin: string) => send(`${url}${LINE}`, { headers: { ...through, ...SOCKET, ...headers, origin } });
    expect((await open('https://fengsui.example.cn')).status).toBe(101);
    expect((await open('https://evil.example')).status).toBe(403);
  });

  it('each address has its own lane', async () => {
    const ask = (from: string, path = '/api/health', headers = {}) =>
      send(`${url}${path}`, { headers: { 'x-forwarded-for': from, ...headers } });
    for (let no = 0; no < 3; no += 1) await ask('203.0.113.20');
    expect((await ask('203.0.113.20')).status).toBe(429);
    expect((await ask('203.0.113.20', LINE, SOCKET)).status).toBe(429);
    expect((await ask('203.0.113.21')).status).not.toBe(429);
    expect((await ask('203.0.113.21', LINE, SOCKET)).status).toBe(401);
    // What was brought along stands before what the proxy added, and counts for nothing.
    expect((await ask('203.0.113.99, 203.0.113.20')).status).toBe(429);
  });

  it('wrong keys are counted for who shows them', async () => {
    const show = (from: string) =>
      send(`${url}/api/health`, { headers: { 'x-forwarded-for': from, authorization: 'Bearer wrong' } });
    for (let no = 0; no < 60; no += 1) await show('203.0.113.30');
    expect([(await show('203.0.113.30')).status, (await show('203.0.113.31')).status]).toEqual([429, 401]);
  });

  it('cookies that are set over TLS are for TLS alone', async () => {
    const cookieOver = async (protocol: string) => {
      const answer = await send(`${url}/api/notes/cookie`, {
        headers: { 'x-forwarded-proto': protocol, 'x-forwarded-for': '203.0.113.40' },
      });
      return [answer.headers['set-cookie'], answer.headers['strict-transport-security']];
    };
    expect(await cookieOver('https')).toEqual([
      ['a=1; Secure', 'b=2; Path=/; Secure'],
      expect.stringMatching(/^max-age/),
    ]);
    expect(await cookieOver('http')).toEqual([['a=1', 'b=2; Path=/; Secure'], undefined]);
  });
});

describe('reading who asks', () => {
  const read = askerReader(readConfig({ TRUSTED_PROXIES: '10.0.0.0/8,fd00::/8' }));
  const from = (remoteAddress: string, headers: Record<string, string>): Asker =>
    read({ socket: { remoteAddress }, headers } as unknown as IncomingMessage);

  it.each([
    ['10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['::ffff:10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['fd00::1', '2001:db8::5', '2001:db8::5'],
    ['10.0.0.1', '1.2.3.4, 203.0.113.5', '203.0.113.5'],
    ['10.0.0.1', '203.0.113.5, 10.0.0.2, 10.0.0.3', '203.0.113.5'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.2'],
    ['10.0.0.1', "<script>, 10.0.0.2'; DROP", '10.0.0.1'],
    ['10.0.0.1', 'unknown', '10.0.0.1'],
    ['10.0.0.1', '', '10.0.0.1'],
    ['203.0.113.9', '203.0.113.5', '203.0.113.9'],
    ['11.0.0.1', '10.0.0.5', '11.0.0.1'],
  ])('takes from %s, which says "%s", that it is %s', (socket, said, expected) => {
    expect(from(socket, { 'x-forwarded-for': said }).remoteAddress).toBe(expected);
  });

  it('takes the host of the nearest proxy where there are several', () => {
    const { headers } = from('10.0.0.1', { host: 'inside:8080', 'x-forwarded-host': 'evil.example, ours.example' });
    expect(headers.host).toBe('ours.example');
    expect(from('203.0.113.9', { host: 'inside:8080', 'x-forwarded-host': 'evil.example' }).headers.host).toBe(
      'inside:8080',
    );
  });
});
