import { expect, it } from 'vitest';
import { areaM2, distanceM, inArea } from '../../geodata/space/measure.ts';
import { roundDegrees } from '../../geodata/space/round.ts';
import { unitOf } from '../../geodata/space/units.ts';
import type { Area } from '../../geodata/space/geometry.ts';

const ring: Area = {
  type: 'Polygon',
  coordinates: [
    [
      [120, 31],
      [120.1, 31],
      [120.1, 31.1],
      [120, 31.1],
      [120, 31],
    ],
    [
      [120.02, 31.02],
      [120.02, 31.08],
      [120.08, 31.08],
      [120.08, 31.02],
      [120.02, 31.02],
    ],
  ],
};

it('measures a degree of the equator (111.195 km on the mean sphere)', () => {
  expect(distanceM([0, 0], [1, 0])).toBeCloseTo(111195.08, 1);
});

it('takes a hole off an area', () => {
  const [outer, hole] = ring.coordinates.map((part) => areaM2({ type: 'Polygon', coordinates: [part] } as Area));
  expect(areaM2(ring)).toBeCloseTo(outer! - hole!, 3);
});

it('knows that a hole is outside', () => {
  expect(inArea([120.01, 31.01], ring)).toBe(true);
  expect(inArea([120.05, 31.05], ring)).toBe(false);
  expect(inArea([121, 31.05], ring)).toBe(false);
});

it('rounds to about a centimetre and never to minus zero', () => {
  expect(roundDegrees(120.123456789)).toBe(120.1234568);
  expect(Object.is(roundDegrees(-1e-9), 0)).toBe(true);
});

it('reads the unit at the end of a name', () => {
  expect([unitOf('areaKm2'), unitOf('areaM2'), unitOf('depthM'), unitOf('capacityPersons'), unitOf('name')]).toEqual([
    'Km2',
    'M2',
    'M',
    'Persons',
    undefined,
  ]);
});
