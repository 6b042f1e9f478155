import { expect, it } from 'vitest';
import { BADGES, badgeName, rankOf } from '../../../client/map/badge.ts';

it('gives every level a shape of its own and its character', () => {
  const badges = ([1, 2, 3, 4, null] as const).map((level) => BADGES[badgeName(level)]);
  expect(badges.map(({ character }) => character)).toEqual(['红', '橙', '黄', '蓝', '?']);
  expect(new Set(badges.map(({ outline }) => outline)).size).toBe(5);
});

it('keeps pins within the sizes of the design', () => {
  for (const { pinSize } of Object.values(BADGES)) {
    expect(pinSize).toBeGreaterThanOrEqual(20);
    expect(pinSize).toBeLessThanOrEqual(26);
  }
});

it('ranks the unknown last and never as calm as nothing', () => {
  expect(([null, 4, 1, 3, 2] as const).toSorted((a, b) => rankOf(a) - rankOf(b))).toEqual([1, 2, 3, 4, null]);
});
