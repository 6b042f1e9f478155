// F11: who stops reading is cut; the others do not notice.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cursor } from '../../server/platform/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aChange, append, CITY, LiveClient, things } from './live-client.ts';

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await startApp({ capabilities: [things] });
  url = await app.listen();
});
afterAll(() => app.close());

it('cuts a client that stops reading and goes on telling the others', async () => {
  const reader = await LiveClient.open(app, url, CITY);
  await reader.until(() => reader.batches.length > 0);
  const deaf = await followAndStopReading();
  const ended = new Promise((resolve) => deaf.once('close', resolve));
  const live = async () =>
    (await app.app.inject({ url: '/metrics', headers: app.as({ ...CITY, role: 'system-admin' }).headers })).body;
  expect(await live()).toContain('fengsui_live_sockets 2');
  let told = 0;
  for (; told < 400 && (await live()).includes('fengsui_live_sockets 2'); told += 1) {
    await append(app, aChange(told, { body: { no: told, text: randomBytes(100_000).toString('base64') } }));
    await reader.until(() => reader.received.length > told);
  }
  expect(told).toBeLessThan(400);
  expect(await live()).toContain('fengsui_live_sockets 1');
  await append(app, aChange(1000));
  await reader.until(() => reader.received.some(({ id }) => id === '1000'));
  expect(reader.numbers()).toEqual(reader.numbers().map((_, at) => reader.numbers()[0]! + at));
  deaf.resume();
  await ended;
  reader.close();
});

/** A websocket by hand, so that nothing reads on its behalf. */
async function followAndStopReading(): Promise<Socket> {
  const { host, port, hostname } = new URL(url);
  const { inject, headers } = app.as(CITY);
  const cursor = (await inject('/api/live/position/things')).json<Cursor>();
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  const request = { host, upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13', ...headers };
  const lines = Object.entries({ ...request, 'sec-websocket-key': randomBytes(16).toString('base64') });
  socket.write(
    `GET /live/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
  );
  await heard(socket, '"sid"');
  socket.write(frame('40'));
  await heard(socket, '40{');
  socket.write(frame(`42${JSON.stringify(['follow', { topic: 'things', cursor }])}`));
  await heard(socket, '"batch"');
  socket.pause();
  return socket;
}

async function heard(socket: Socket, text: string): Promise<void> {
  for (let all = ''; !all.includes(text);) all += String((await once(socket, 'data'))[0]);
}

/** A masked text frame of less than 64 kB; the mask is zero. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}
