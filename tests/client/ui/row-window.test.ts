import { expect, it } from 'vitest';
import { rowAfterKey, rowsInSight } from '../../../client/ui/row-window.ts';

it('draws what is in sight and six rows beyond each edge', () => {
  expect(rowsInSight({ top: 0, height: 610 }, 61, 5000)).toEqual({ from: 0, to: 16 });
  expect(rowsInSight({ top: 6100, height: 610 }, 61, 5000)).toEqual({ from: 94, to: 116 });
});

it('stays inside of a list that has become shorter than the scroll', () => {
  expect(rowsInSight({ top: 60_000, height: 610 }, 61, 10)).toEqual({ from: 10, to: 10 });
  expect(rowsInSight({ top: 0, height: 610 }, 61, 0)).toEqual({ from: 0, to: 0 });
});

it.each([
  ['j', -1, 0],
  ['J', 3, 4],
  ['ArrowDown', 9, 9],
  ['k', 0, 0],
  ['ArrowUp', 5, 4],
  ['PageDown', 0, 8],
  ['PageUp', 4, 0],
  ['Home', 7, 0],
  ['End', 0, 9],
  ['x', 3, undefined],
])('%s from row %d of ten leads to %s', (key, at, to) => {
  expect(rowAfterKey(key, at, 10)).toBe(to);
});

it('leads nowhere in an empty list', () => {
  expect(rowAfterKey('j', -1, 0)).toBeUndefined();
});
