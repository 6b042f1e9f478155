import { expect, it } from 'vitest';
import { originOf } from '../../server/ogc/address.ts';
import { readBoxes, readInstant } from '../../server/platform/dataset-query.ts';

const unset = { publicUrl: 'http://localhost:8080', port: 8080 };
const set = { publicUrl: 'https://fengsui.example.cn', port: 8080 };

it.each([
  [
    'the host that was asked for, where no address is set',
    unset,
    { host: '192.168.1.5:8080' },
    'http://192.168.1.5:8080',
  ],
  ['the address that is set', set, { host: 'anything.example' }, 'https://fengsui.example.cn'],
  ['this machine by its own name, whatever is set', set, { host: '127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
  [
    'the address that is set, where a proxy asks by our name',
    set,
    { host: '127.0.0.1:8080', 'x-forwarded-for': '1.2.3.4' },
    'https://fengsui.example.cn',
  ],
  ['the line that a proxy of ours was asked by', unset, { host: 'fengsui.lan', over: 'TLS' }, 'https://fengsui.lan'],
  ['an address of ours, where the host is none', unset, { host: 'evil"><script>' }, 'http://localhost:8080'],
])('is %s', (_name, config, headers, expected) => {
  const protocol = 'over' in headers ? 'https' : 'http';
  expect(originOf({ headers, host: headers.host, protocol }, config)).toBe(expected);
});

it('reads boxes with and without heights, and cuts one over the antimeridian', () => {
  expect(readBoxes('120,31,121,32')).toEqual([[120, 31, 121, 32]]);
  expect(readBoxes('120,31,-5,121,32,5')).toEqual([[120, 31, 121, 32]]);
  expect(readBoxes('177,-20,-178,-15')).toEqual([
    [177, -20, 180, -15],
    [-180, -20, -178, -15],
  ]);
  for (const wrong of ['', '1,2,3', '1,2,3,4,5', '0,5,1,4', '0,0,0,91', '1e999,0,1,1', 'NaN,0,1,1', '0x10,0,1,1'])
    expect(readBoxes(wrong), wrong).toBeUndefined();
});

it('reads instants by RFC 3339 alone', () => {
  expect(readInstant('2026-07-08T09:00:00+08:00')).toBe('2026-07-08T01:00:00.000Z');
  for (const wrong of ['2026-07-08', '2026-07-08T09:00:00', '2026-13-08T09:00:00Z', 'now', ''])
    expect(readInstant(wrong), wrong).toBeUndefined();
});
