import { expect, it } from 'vitest';
import { remoteAddress, type Reach } from '../../server/walls/algorithms/remote-address.ts';

const inTheNetwork: Reach = {
  publicUrl: 'http://localhost:8080',
  host: 'localhost:8080',
  listensOn: '0.0.0.0',
  port: 8080,
  addresses: ['127.0.0.1', '::1', 'fe80::1', '192.168.3.20'],
};
const at = (over: Partial<Reach>) => remoteAddress({ ...inTheNetwork, ...over });

it('is the address that people type, where one is set', () => {
  expect(at({ publicUrl: 'https://fengsui.example.cn', host: '192.168.3.20:8080' })).toEqual({
    origin: 'https://fengsui.example.cn',
    reach: 'network',
  });
});

it('is the one under which the wall itself came', () => {
  expect(at({ host: '10.1.2.3:8080' })).toEqual({ origin: 'http://10.1.2.3:8080', reach: 'network' });
});

it("is this machine's in its network, where the wall hangs on the server", () => {
  expect(at({})).toEqual({ origin: 'http://192.168.3.20:8080', reach: 'network' });
});

it.each([
  ['the server hears nobody else', { listensOn: '127.0.0.1' }],
  ['the machine is in no network', { addresses: ['127.0.0.1', '::1'] }],
])('says that no phone can reach it where %s', (_why, over) => {
  expect(at(over)).toEqual({ origin: 'http://localhost:8080', reach: 'this-machine' });
});
