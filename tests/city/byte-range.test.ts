// RFC 9110, section 14.1.2: a representation of 10,000 bytes.
import { expect, it } from 'vitest';
import { byteRange } from '../../server/city/algorithms/byte-range.ts';

it.each([
  ['the first 500 bytes', 'bytes=0-499', { first: 0, last: 499 }],
  ['the second 500 bytes', 'bytes=500-999', { first: 500, last: 999 }],
  ['the final 500 bytes', 'bytes=-500', { first: 9500, last: 9999 }],
  ['the final 500 bytes, open', 'bytes=9500-', { first: 9500, last: 9999 }],
  ['more than there is', 'bytes=9990-20000', { first: 9990, last: 9999 }],
  ['a longer end than there is', 'bytes=-20000', { first: 0, last: 9999 }],
  ['one byte', 'bytes=0-0', { first: 0, last: 0 }],
  ['what begins behind the end', 'bytes=10000-', 'unsatisfiable'],
  ['an end of nothing', 'bytes=-0', 'unsatisfiable'],
  ['a range turned round', 'bytes=5-4', 'whole'],
  ['two ranges', 'bytes=0-1,3-4', 'whole'],
  ['another unit', 'lines=1-2', 'whole'],
  ['no numbers', 'bytes=-', 'whole'],
  ['no header', undefined, 'whole'],
])('reads %s', (_what, header, expected) => {
  expect(byteRange(header, 10_000)).toEqual(expected);
});

it('has no range of an empty file', () => {
  expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(byteRange('bytes=-5', 0)).toBe('unsatisfiable');
});
