import { expect, it } from 'vitest';
import { lengthsOf, shapesOf } from '../../../client/tools/measure-features.ts';
import type { Measuring } from '../../../client/tools/measuring.ts';

const measuring = (change: Partial<Measuring>): Measuring => ({
  measure: 'length',
  points: [
    [120.3, 31.5],
    [120.4, 31.5],
    [120.4, 31.6],
  ],
  next: undefined,
  drawing: false,
  ...change,
});
const types = (given: Measuring) => shapesOf(given).map(({ geometry }) => geometry.type);

it('draws sides and points, and a face where they go around an area', () => {
  const [side, point] = ['LineString', 'Point'];
  expect(types(measuring({}))).toEqual([side, side, point, point, point]);
  expect(types(measuring({ measure: 'area' }))).toEqual(['Polygon', side, side, side, point, point, point]);
});

// PostGIS 3.3.2, ST_Length of geography: 9,500.2 m along the parallel, 11,087.9 m along the meridian, 14,597.9 m across.
it('writes the length of each side at its middle, the closing one too', () => {
  const written = lengthsOf(measuring({ measure: 'area' }), 'zh').map(({ geometry, properties }) => [
    geometry.type === 'Point' && geometry.coordinates.map((degrees) => degrees.toFixed(2)).join(' '),
    properties?.['label'],
    properties?.['anchor'],
  ]);
  expect(written).toEqual([
    ['120.35 31.50', '9.5 公里', 'bottom'],
    ['120.40 31.55', '11.09 公里', 'left'],
    ['120.35 31.55', '14.6 公里', 'left'],
  ]);
});

it('draws the side to the pointer while points are taken', () => {
  const next = measuring({ next: [120.3, 31.6], drawing: true });
  expect(types(next).filter((type) => type === 'LineString')).toHaveLength(3);
});
