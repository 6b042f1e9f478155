import { expect, it } from 'vitest';
import { areaFigures, geodesicM, lineFigures } from '../../../client/tools/geodesic.ts';
import { formatArea, formatLength } from '../../../client/tools/figures.ts';
import type { Position } from '../../../geodata/space/geometry.ts';

// Expected: PostGIS 3.3.2 with PROJ 9.1.1, ST_Length, ST_Perimeter and ST_Area of geography.
const SQUARE: Position[] = [
  [120.3, 31.5],
  [120.4, 31.5],
  [120.4, 31.6],
  [120.3, 31.6],
];

it('measures on the ellipsoid, not on a sphere', () => {
  expect(geodesicM([120.3, 31.5], [120.4, 31.6])).toBeCloseTo(14597.934885973538, 6);
  const line = lineFigures([
    [120.3, 31.57],
    [120.305, 31.572],
    [120.31, 31.569],
  ]);
  expect(line.lengthM).toBeCloseTo(1103.5082815195049, 6);
  expect(line.segmentsM[0]).toBeCloseTo(523.9004683572991, 6);
});

it('measures an area, whichever way around its points go', () => {
  expect(areaFigures(SQUARE).areaM2).toBeCloseTo(105281485.995, 1);
  expect(areaFigures([...SQUARE].reverse()).areaM2).toBeCloseTo(105281485.995, 1);
  expect(areaFigures(SQUARE).lengthM).toBeCloseTo(41166.13097010711, 5);
  expect(areaFigures(SQUARE).segmentsM).toHaveLength(4);
});

it('says when the sides cross, and has no area under three points', () => {
  const bow = [SQUARE[0]!, SQUARE[2]!, SQUARE[1]!, SQUARE[3]!];
  expect(areaFigures(bow).crossed).toBe(true);
  expect(areaFigures(SQUARE).crossed).toBe(false);
  expect(areaFigures(SQUARE.slice(0, 2))).toMatchObject({ areaM2: 0, crossed: false });
  expect(areaFigures([])).toMatchObject({ areaM2: 0, lengthM: 0, segmentsM: [] });
});

it.each([
  [12.34, '12.3 米'],
  [850.4, '850 米'],
  [999.6, '1 公里'],
  [1103.5, '1.104 公里'],
  [52_345, '52.35 公里'],
])('writes a length of %d m as %s', (lengthM, text) => expect(formatLength(lengthM, 'zh')).toBe(text));

it.each([
  [3200, '3,200 平方米', '3,200 m²'],
  [45_600, '4.56 公顷', '4.56 ha'],
  [105_281_486, '105.28 平方公里', '105.28 km²'],
])('writes an area of %d m² as %s', (areaM2, zh, en) => {
  expect(formatArea(areaM2, 'zh')).toBe(zh);
  expect(formatArea(areaM2, 'en')).toBe(en);
});
