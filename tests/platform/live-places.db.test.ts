// Who may hold a line open, and how many: by real sockets, upgraded and polled.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { things } from './live-client.ts';

const PER_PERSON = 2;
const PER_ADDRESS = 4;

let app: TestApp;
let url: string;
const open: { destroy(): unknown }[] = [];
beforeAll(async () => {
  const env = { LINES_PER_PERSON: String(PER_PERSON), LINES_PER_ADDRESS: String(PER_ADDRESS) };
  app = await startApp({ capabilities: [things], env });
  url = await app.listen();
});
afterEach(() => open.splice(0).forEach((line) => line.destroy()));
afterAll(() => app.close());

/** Asks for a line, and holds it open where it is given. */
async function upgrade(scope: TestScope, query = '') {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...app.as(scope).headers,
  };
  const asked = request(`${url}/live/?EIO=4&transport=websocket${query}`, { headers }).end();
  const [answer, socket] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
    IncomingMessage,
    Socket?,
  ];
  if (socket) open.push(socket);
  let body = '';
  if (answer.statusCode !== 101) for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode!, type: body === '' ? undefined : (JSON.parse(body) as { type?: string }).type };
}

/** A line by long polling alone. */
async function poll(scope: TestScope) {
  const client = io(url, {
    path: '/live',
    transports: ['polling'],
    forceNew: true,
    reconnection: false,
    extraHeaders: app.as(scope).headers,
  });
  const line = { destroy: () => client.disconnect() };
  open.push(line);
  const isOpen = await new Promise<boolean>((resolve) => {
    client.on('connect', () => resolve(true));
    client.on('connect_error', () => resolve(false));
  });
  return { isOpen, line };
}

/** The other end hears a little later that a line is closed. */
const eventually = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 20_000, interval: 50 });

it('opens to nobody who is not signed in', async () => {
  const nobody = { role: 'public' } as const;
  expect(await upgrade(nobody)).toEqual({ status: 401, type: '/problems/not-signed-in' });
  const polled = await app.as(nobody).inject('/live/?EIO=4&transport=polling');
  expect(polled.json()).toMatchObject({ status: 401, type: '/problems/not-signed-in' });
  expect((await poll(nobody)).isOpen).toBe(false);
});

it.each<[string, (scope: TestScope) => Promise<boolean>]>([
  ['upgraded', async (scope) => (await upgrade(scope)).status === 101],
  ['polled', async (scope) => (await poll(scope)).isOpen],
  // For the engine the last name counts, and an empty one is none.
  [
    'begun with a name that the engine does not read',
    async (scope) => (await upgrade(scope, '#&sid=x')).status === 101,
  ],
  ['begun as if it had been open', async (scope) => (await upgrade(scope, '&sid=x&sid=')).status === 101],
])('is no more than so many for one person (%s), and free again when one is closed', async (how, begin) => {
  const me = { actor: `one who is ${how}` };
  for (let no = 0; no < PER_PERSON; no += 1) await eventually(async () => expect(await begin(me)).toBe(true));
  expect(await begin(me)).toBe(false);
  expect(await upgrade(me)).toEqual({ status: 429, type: '/problems/too-many-requests' });
  await eventually(async () => expect((await upgrade({ actor: `another than ${how}` })).status).toBe(101));
  open.shift()!.destroy();
  await eventually(async () => expect(await begin(me)).toBe(true));
  expect(await begin(me)).toBe(false);
});

it('is no more than so many for one address, whoever they are', async () => {
  // Those of the tests before are closed by their ends; all places are free once so many can be taken.
  const crowd = Array.from({ length: PER_ADDRESS }, (_, no) => ({ actor: `of the crowd ${no}` }));
  for (const one of crowd) await eventually(async () => expect((await upgrade(one)).status).toBe(101));
  expect(await upgrade({ actor: 'late' })).toEqual({ status: 429, type: '/problems/too-many-requests' });
  open.shift()!.destroy();
  await eventually(async () => expect((await upgrade({ actor: 'late' })).status).toBe(101));
});
