import fc from 'fast-check';
import { distance, point } from '@turf/turf';
import { expect, it } from 'vitest';
import { nearnessOf, spokenMetres, walkMinutes } from '../../client/portal/nearness.ts';
import type { Geometry, Position } from '../../geodata/space/geometry.ts';

const HERE: Position = [120.3, 31.57];
/** One second of arc along a meridian is 30.887 m on the mean sphere (π · 6371008.8 m / 648000). */
const SECOND = 1 / 3600;
const SECOND_M = 30.887;
const square = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

it('measures north by hand: twenty seconds of arc are 618 m', () => {
  const { distanceM, direction } = nearnessOf(HERE, [HERE[0], HERE[1] + 20 * SECOND], null);
  expect(distanceM).toBeCloseTo(20 * SECOND_M, 0);
  expect(direction).toBe(0);
});

it.each([
  [0.004, 0.004, 1],
  [0.004, 0, 2],
  [0.004, -0.004, 3],
  [0, -0.004, 4],
  [-0.004, -0.004, 5],
  [-0.004, 0, 6],
  [-0.004, 0.004, 7],
])('names the direction of %f east, %f north', (east, north, direction) => {
  expect(nearnessOf(HERE, [HERE[0] + east, HERE[1] + north], null).direction).toBe(direction);
});

it('agrees with other software within five per mille over a city', () => {
  const offset = fc.double({ min: -0.15, max: 0.15, noNaN: true });
  fc.assert(
    fc.property(offset, offset, (east, north) => {
      const there: Position = [HERE[0] + east, HERE[1] + north];
      const expectedM = distance(point(HERE), point(there)) * 1000;
      expect(Math.abs(nearnessOf(HERE, there, null).distanceM - expectedM)).toBeLessThanOrEqual(1 + expectedM * 0.005);
    }),
    { seed: 20260708 },
  );
});

it('is at no distance inside of an area, and as far as its hole where it lies in that', () => {
  const outer = square(120.29, 31.56, 120.31, 31.58);
  const around: Geometry = { type: 'Polygon', coordinates: [outer] };
  expect(nearnessOf(HERE, [120.305, 31.575], around)).toEqual({ distanceM: 0, direction: undefined, inside: true });
  const withHole: Geometry = { type: 'Polygon', coordinates: [outer, square(120.299, 31.569, 120.301, 31.571)] };
  const inHole = nearnessOf(HERE, [120.305, 31.575], withHole);
  expect(inHole.inside).toBe(false);
  // 0.001° of longitude at 31.57° is 94.7 m, of latitude 111.2 m: the nearer edge is that in the east or west.
  expect(inHole.distanceM).toBeCloseTo(94.7, 0);
});

it('measures to the edge of an area and to the nearest part of a line, not to their corners', () => {
  const east: Geometry = { type: 'Polygon', coordinates: [square(120.301, 31.5, 120.31, 31.64)] };
  expect(nearnessOf(HERE, [120.305, 31.6], east).distanceM).toBeCloseTo(94.7, 0);
  const line: Geometry = {
    type: 'LineString',
    coordinates: [
      [120.2, 31.571],
      [120.4, 31.571],
    ],
  };
  expect(nearnessOf(HERE, [120.2, 31.571], line)).toMatchObject({ direction: 0, inside: false });
  expect(nearnessOf(HERE, [120.2, 31.571], line).distanceM).toBeCloseTo(111.2, 0);
});

it('says no direction of what is right here', () => {
  expect(nearnessOf(HERE, HERE, null)).toEqual({ distanceM: 0, direction: undefined, inside: false });
});

it('rounds as people do, and never promises to be there too early', () => {
  expect([3, 47, 94, 620, 630, 1280].map(spokenMetres)).toEqual([10, 50, 90, 600, 650, 1300]);
  // 1,000 m in a straight line are 1,300 m of street: 19.5 minutes at 4 km an hour.
  expect([0, 100, 1000].map(walkMinutes)).toEqual([1, 2, 20]);
});
