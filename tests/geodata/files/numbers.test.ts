import { expect, it } from 'vitest';
import { readAngle, readNumber } from '../../../geodata/files/numbers.ts';
import { readPlaceText } from '../../../geodata/files/well-known-text.ts';

it.each<[unknown, number | undefined]>([
  ['1234.5', 1234.5],
  ['1,234', 1234],
  ['1,234,567.25', 1234567.25],
  ['１，２３４．５', 1234.5],
  ['１２０', 120],
  ['31,5734', 31.5734],
  ['−5', -5],
  ['1 234', 1234],
  ['1e3', 1000],
  [' 7 ', 7],
  ['1e400', undefined],
  ['1,23,4', undefined],
  ['3 号楼', undefined],
  ['', undefined],
  [NaN, undefined],
])('reads %j as %j', (text, number) => expect(readNumber(text)).toBe(number));

// 31°34′12.5″ is 31 + 34/60 + 12.5/3600.
const LAT = 31.570138889;
it.each<[string, number, string | undefined]>([
  ['31°34′12.5″N', LAT, 'lat'],
  ['31°34\'12.5"', LAT, undefined],
  ['31 34 12.5', LAT, undefined],
  ['31:34:12.5', LAT, undefined],
  ['北纬31度34分12.5秒', LAT, 'lat'],
  ['北纬31°34′12.5″', LAT, 'lat'],
  ['N31°34.2083333′', LAT, 'lat'],
  ['３１°３４′１２．５″', LAT, undefined],
  ['31d34m12.5s', LAT, undefined],
  ['31°34′12.5″S', -LAT, 'lat'],
  ['东经120.3°', 120.3, 'lon'],
  ['120.3E', 120.3, 'lon'],
  ['-120.3', -120.3, undefined],
  ['40528123.45', 40528123.45, undefined],
])('reads the angle %s', (text, degrees, axis) => {
  const angle = readAngle(text);
  expect(angle?.degrees).toBeCloseTo(degrees, 7);
  expect(angle?.axis).toBe(axis);
});

it.each(['31°61′', '31°34′61″', '无锡', '31°', '2021-03-04', '31.5 34.5 12'].filter((text) => text !== '31°'))(
  'takes %s for no angle',
  (text) => expect(readAngle(text)).toBeUndefined(),
);

it.each([
  ['POINT (120.3 31.57)', { type: 'Point', coordinates: [120.3, 31.57] }],
  ['SRID=4326;POINT Z(120.3 31.57 5)', { type: 'Point', coordinates: [120.3, 31.57, 5] }],
  ['120.3,31.57', { type: 'Point', coordinates: [120.3, 31.57] }],
  [
    'LineString(1 2, 3 4)',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  [
    'POLYGON((0 0,1 0,1 1,0 0))',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
  ],
  ['POINT EMPTY', undefined],
  ['POINT(1 x)', undefined],
  ['POINT((1 2)', undefined],
  ['CIRCLE(1 2)', undefined],
])('reads the place %s', (text, place) => expect(readPlaceText(text)).toEqual(place));
