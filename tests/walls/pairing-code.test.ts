import { expect, it } from 'vitest';
import { readCode, writeCode } from '../../server/walls/algorithms/pairing-code.ts';

it('writes ten bytes as ten signs of base 32, in two groups', () => {
  // Crockford's alphabet by hand: 0 → 0, 9 → 9, 10 → A, 17 → H, 18 → J, 20 → M, 21 → N, 22 → P, 31 → Z; 32 wraps to 0.
  expect(writeCode(Uint8Array.from([0, 9, 10, 17, 18, 20, 21, 22, 31, 32]))).toBe('09AHJ-MNPZ0');
});

it('refuses another number of bytes', () => {
  expect(() => writeCode(new Uint8Array(9))).toThrow(RangeError);
});

it.each([
  ['09AHJ-MNPZ0', '09AHJMNPZ0'],
  [' 09ahj mnpz0 ', '09AHJMNPZ0'],
  ['o9ahj-mnpzO', '09AHJMNPZ0'],
  ['iIlL1-00000', '1111100000'],
])('reads %j as %s', (typed, meant) => {
  expect(readCode(typed)).toBe(meant);
});

it.each(['', '09AHJ-MNPZ', '09AHJ-MNPZ00', '09AHJ-MNPU0', '09AHJ_MNPZ0', '零一二三四五六七八九'])(
  'reads no code in %j',
  (typed) => {
    expect(readCode(typed)).toBeUndefined();
  },
);
