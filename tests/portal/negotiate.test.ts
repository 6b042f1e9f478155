import { expect, it } from 'vitest';
import { choosePacking, isHeld } from '../../server/portal/algorithms/negotiate.ts';

it.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br;q=0.000', 'identity'],
  ['brotli', 'identity'],
])('packs for %s as %s', (accepted, packing) => {
  expect(choosePacking(accepted)).toBe(packing);
});

it.each([
  [undefined, false],
  ['*', true],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"ab"', false],
  ['a', false],
])('finds %s held: %s', (held, expected) => {
  expect(isHeld(held, '"a"')).toBe(expected);
});
