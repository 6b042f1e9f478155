import { expect, it } from 'vitest';
import { between, pick, pickWeighted, seededRandom } from '../../server/demo/algorithms/random.ts';

/** A random that gives these draws in turn. */
const draws =
  (...values: number[]) =>
  () =>
    values.shift()!;

it('draws the published first numbers of mulberry32', () => {
  expect(seededRandom(0)()).toBe(0.26642920868471265);
  expect(seededRandom(1)()).toBe(0.6270739405881613);
});

it('repeats a day for the same seed, and tells another for another', () => {
  const day = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(day(7)).toEqual(day(7));
  expect(day(7)).not.toEqual(day(8));
});

it('picks by weight: 1 of 4 parts, then 3 of 4', () => {
  const things = [
    { name: 'a', weight: 1 },
    { name: 'b', weight: 3 },
  ];
  const picked = (draw: number) => pickWeighted(things, ({ weight }) => weight, draws(draw)).name;
  expect([picked(0), picked(0.24), picked(0.25), picked(0.999)]).toEqual(['a', 'a', 'b', 'b']);
});

it('never picks what has no weight, and refuses where nothing has any', () => {
  expect(pickWeighted([0, 5, 0], (weight) => weight, draws(0))).toBe(5);
  expect(() => pickWeighted([0, 0], (weight) => weight, draws(0.5))).toThrow(RangeError);
  expect(() => pick([], draws(0.5))).toThrow(RangeError);
});

it('draws whole numbers with both ends', () => {
  expect([between(2, 5, draws(0)), between(2, 5, draws(0.999))]).toEqual([2, 5]);
});
