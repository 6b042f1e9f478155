import { expect, it } from 'vitest';
import { originJudge } from '../../server/identity/origin.ts';
import { hostNameOf, thisMachine } from '../../server/identity/this-machine.ts';
import { readConfig } from '../../server/platform/config.ts';

const isThisMachine = thisMachine(readConfig({ PUBLIC_URL: 'https://fengsui.example.cn' }));
const asks = (remoteAddress: string, host: string, headers: Record<string, string> = {}) => ({
  remoteAddress,
  headers: { host, ...headers },
});

it.each([
  ['127.0.0.1', 'localhost:8080'],
  ['127.8.9.1', '127.0.0.1:8080'],
  ['::1', '[::1]:8080'],
  ['::ffff:127.0.0.1', 'LOCALHOST'],
  ['127.0.0.1', 'fengsui.example.cn'],
])('lets in %s that asks for %s', (address, host) => {
  expect(isThisMachine(asks(address, host))).toBe(true);
});

it.each([
  ['10.0.0.5', 'localhost:8080'],
  ['127.0.0.1', 'evil.example:8080'], // a foreign name that resolves to this machine
  ['127.0.0.1', 'localhost.evil.example'],
  ['127.0.0.1', 'localhost:8080@evil.example'],
  ['127.0.0.1', ''],
  ['::ffff:10.0.0.5', 'localhost'],
])('does not let in %s that asks for %s', (address, host) => {
  expect(isThisMachine(asks(address, host))).toBe(false);
});

it.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
  'does not take what a proxy passes on (%s) for this machine',
  (name) => {
    expect(isThisMachine(asks('127.0.0.1', 'localhost', { [name]: '203.0.113.9' }))).toBe(false);
  },
);

it('lets in the networks that are named', () => {
  const inside = thisMachine(readConfig({ DEMO_ADDRESSES: '172.16.0.0/12, fd00::/8' }));
  expect(inside(asks('172.17.0.1', 'localhost'))).toBe(true);
  expect(inside(asks('fd00::7', 'localhost'))).toBe(true);
  expect(inside(asks('127.0.0.1', 'localhost'))).toBe(false);
});

it.each([
  ['localhost', 'localhost'],
  ['Fengsui.Example.CN:443', 'fengsui.example.cn'],
  ['[::1]:8080', '[::1]'],
  ['a b', undefined],
  ['evil.example/localhost', undefined],
  [undefined, undefined],
])('reads the name of the host %s as %s', (host, name) => {
  expect(hostNameOf(host)).toBe(name);
});

const faultOf = originJudge('https://fengsui.example.cn');
const from = (headers: Record<string, string>) =>
  faultOf({ headers: { host: 'localhost:8080', ...headers }, remoteAddress: '127.0.0.1' });

it.each([
  [{ origin: 'http://localhost:8080' }],
  [{ origin: 'https://fengsui.example.cn', host: 'inside:80' }],
  [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin', cookie: 'a=b' }],
  [{}], // a program
  [{ authorization: 'Bearer key', origin: 'https://elsewhere.example' }],
])('lets a page of ours, or a program, change something: %o', (headers) => {
  expect(from(headers as Record<string, string>)).toBeUndefined();
});

it.each([
  [{ origin: 'https://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: 'http://localhost:3000' }],
  [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ cookie: 'fengsui-area=3202' }],
  [{ origin: 'https://evil.example', authorization: 'Basic abc' }],
  [{ origin: 'http://localhost:8080.evil.example' }],
])('does not let another page: %o', (headers) => {
  expect(from(headers as Record<string, string>)).toMatch(/\w/);
});
