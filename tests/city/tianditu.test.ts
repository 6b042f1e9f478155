// A stand-in for the service on this machine: nothing below HTTP is replaced.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchTianditu } from '../../server/city/tianditu.ts';

const KEY = 'abcdef0123456789';
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const asked: string[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer((request: IncomingMessage, response) => {
  asked.push(request.url ?? '');
  answer(response);
});
let service = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

const fetchTile = () => fetchTianditu({ layer: 'vec', z: 10, x: 854, y: 417 }, KEY, service);

it('asks as the service wants it asked, and hands the image on', async () => {
  answer = (response) => response.setHeader('content-type', 'image/png').end(PNG);
  expect(await fetchTile()).toEqual({ type: 'image/png', body: PNG });
  const url = new URL(asked.at(-1)!, service);
  expect(url.pathname).toBe('/vec_w/wmts');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    LAYER: 'vec',
    TILEMATRIX: '10',
    TILECOL: '854',
    TILEROW: '417',
    tk: KEY,
  });
});

it.each([
  ['refuses the key', (response: ServerResponse) => response.writeHead(403).end('{"msg":"no"}')],
  ['sends a page', (response: ServerResponse) => response.setHeader('content-type', 'text/html').end('<p>')],
  ['breaks off', (response: ServerResponse) => response.destroy()],
  [
    'sends far too much',
    (response: ServerResponse) => response.setHeader('content-type', 'image/png').end(Buffer.alloc(1_000_001)),
  ],
])('says that it is away where the service %s, without a word of the key', async (_what, act) => {
  answer = act;
  const error = await fetchTile().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ status: 502, code: 'tianditu-away' });
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(KEY);
});
