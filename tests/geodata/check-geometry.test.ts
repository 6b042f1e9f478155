import { describe, expect, it } from 'vitest';
import { checkGeometry } from '../../geodata/space/check-geometry.ts';

const SQUARE = [
  [120, 31],
  [121, 31],
  [121, 32],
  [120, 32],
  [120, 31],
];
const HOLE = [
  [120.2, 31.2],
  [120.2, 31.4],
  [120.4, 31.4],
  [120.4, 31.2],
  [120.2, 31.2],
];
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
const many = (count: number) => {
  const ring = Array.from({ length: count }, (_, at) => [
    120 + Math.cos((at / count) * 2 * Math.PI),
    31 + Math.sin((at / count) * 2 * Math.PI),
  ]);
  return [...ring, ring[0]];
};
const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);

describe('refuses and names the place', () => {
  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a text', 'POINT(1 2)', ''],
    ['an array', [120, 31], ''],
    ['no type', { coordinates: [120, 31] }, '/type'],
    ['a collection', { type: 'GeometryCollection', geometries: [] }, '/type'],
    ['a feature', { type: 'Feature', geometry: null }, '/type'],
    ['a type from the prototype', { type: 'constructor', coordinates: [120, 31] }, '/type'],
    ['an old crs member', { type: 'Point', coordinates: [120, 31], crs: { type: 'name' } }, '/crs'],
    ['NaN', { type: 'Point', coordinates: [NaN, 31] }, '/coordinates/0'],
    ['1e400', JSON.parse('{"type":"Point","coordinates":[1e400,31]}'), '/coordinates/0'],
    ['null in a position', { type: 'Point', coordinates: [120, null] }, '/coordinates/1'],
    ['a text in a position', { type: 'Point', coordinates: ['113', 31] }, '/coordinates/0'],
    ['latitude 91', { type: 'Point', coordinates: [120, 91] }, '/coordinates/1'],
    ['longitude 181', { type: 'Point', coordinates: [-181, 31] }, '/coordinates/0'],
    ['an empty point', { type: 'Point', coordinates: [] }, '/coordinates'],
    ['one number', { type: 'Point', coordinates: [120] }, '/coordinates'],
    ['four numbers', { type: 'Point', coordinates: [120, 31, 1, 2] }, '/coordinates'],
    ['no coordinates', { type: 'Polygon' }, '/coordinates'],
    ['an empty polygon', polygon(), '/coordinates'],
    ['an empty ring', polygon([]), '/coordinates/0'],
    ['an empty part', { type: 'MultiPolygon', coordinates: [[]] }, '/coordinates/0'],
    ['300 deep', { type: 'Polygon', coordinates: deep(300) }, '/coordinates/0/0'],
    [
      'a ring of three',
      polygon([
        [120, 31],
        [121, 31],
        [120, 31],
      ]),
      '/coordinates/0',
    ],
    ['an open ring', polygon(SQUARE.slice(0, 4)), '/coordinates/0'],
    [
      'a ring of one place',
      polygon([
        [120, 31],
        [120, 31],
        [120, 31],
        [120, 31],
      ]),
      '/coordinates/0',
    ],
    [
      'a flat ring',
      polygon([
        [120, 31],
        [121, 32],
        [122, 33],
        [120, 31],
      ]),
      '/coordinates/0',
    ],
    [
      'heights here and there',
      polygon([
        [120, 31, 5],
        [121, 31],
        [121, 32],
        [120, 31],
      ]),
      '/coordinates/0/1',
    ],
    [
      'the antimeridian in one ring',
      polygon([
        [179, 0],
        [-179, 0],
        [-179, 1],
        [179, 1],
        [179, 0],
      ]),
      '/coordinates/0',
    ],
    [
      'the whole world',
      polygon([
        [-180, -90],
        [180, -90],
        [180, 90],
        [-180, 90],
        [-180, -90],
      ]),
      '/coordinates/0',
    ],
    [
      'a pole',
      polygon([
        [0, 80],
        [60, 80],
        [30, 90],
        [0, 80],
      ]),
      '/coordinates/0',
    ],
    [
      'a line over the antimeridian',
      {
        type: 'LineString',
        coordinates: [
          [179, 0],
          [-179, 0],
        ],
      },
      '/coordinates',
    ],
    [
      'a line of one place',
      {
        type: 'LineString',
        coordinates: [
          [120, 31],
          [120, 31],
        ],
      },
      '/coordinates',
    ],
    [
      'a fault in the second part',
      { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE.slice(1)]] },
      '/coordinates/1/0',
    ],
    ['20,001 positions', polygon(many(20_000)), '/coordinates'],
    ['a million positions', polygon(many(1_000_000)), '/coordinates'],
  ])('%s', (_name, input, pointer) => {
    expect(checkGeometry(input).fault?.pointer).toBe(pointer);
  });
});

it('takes 20,000 positions', () => {
  expect(checkGeometry(polygon(many(19_999))).fault).toBeUndefined();
});

it('turns outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6)', () => {
  const wrong = polygon([...SQUARE].reverse(), [...HOLE].reverse());
  expect(checkGeometry(wrong).geometry).toEqual(polygon(SQUARE, HOLE));
  expect(checkGeometry(polygon(SQUARE, HOLE)).geometry).toEqual(polygon(SQUARE, HOLE));
});

it('drops repeated positions and heights, and rounds to seven decimals', () => {
  const input = polygon([
    [120.00000004, 31, 3],
    [121, 31, 3],
    [121, 31, 4],
    [121, 32, 3],
    [120.00000004, 31, 3],
  ]);
  expect(checkGeometry(input).geometry).toEqual(
    polygon([
      [120, 31],
      [121, 31],
      [121, 32],
      [120, 31],
    ]),
  );
});

it('takes two parts that meet at the antimeridian, as RFC 7946 asks for', () => {
  const east = [
    [179, 0],
    [180, 0],
    [180, 1],
    [179, 1],
    [179, 0],
  ];
  const west = [
    [-180, 0],
    [-179, 0],
    [-179, 1],
    [-180, 1],
    [-180, 0],
  ];
  const input = { type: 'MultiPolygon', coordinates: [[east], [west]] };
  expect(checkGeometry(input).geometry).toEqual(input);
});
