import { expect, it } from 'vitest';
import { converterToWgs84, toWgs84 } from '../../geodata/space/crs.ts';
import type { Position } from '../../geodata/space/geometry.ts';

// Published pairs: shared fact sheet on standards, section 8, eight decimals.
const PAIRS: [string, Position, Position, Position][] = [
  ['Wuxi', [120.3119, 31.491], [120.31650859, 31.48911081], [120.32308036, 31.49487925]],
  ['Jiangyin', [120.285, 31.92], [120.28961559, 31.9180405], [120.29619556, 31.92373115]],
  ['Yixing', [119.8233, 31.3404], [119.82812882, 31.33831574], [119.83473028, 31.34399247]],
  ['Beijing', [116.404, 39.915], [116.4102445, 39.91640428], [116.41662724, 39.92269955]],
];

it.each(PAIRS)('brings %s back from GCJ-02 and BD-09 as far as the published digits go', (_place, wgs, gcj, bd) => {
  for (const [position, crs] of [
    [gcj, 'gcj02'],
    [bd, 'BD-09'],
  ] as const) {
    const [lon, lat] = toWgs84(position, crs);
    expect(Math.abs(lon - wgs[0])).toBeLessThan(2e-8);
    expect(Math.abs(lat - wgs[1])).toBeLessThan(2e-8);
  }
});

it('leaves GCJ-02 outside of China as it is', () => {
  expect(toWgs84([-123.1, 49.25], 'gcj02')).toEqual([-123.1, 49.25]);
});

it('takes CGCS2000 and WGS-84 as equal', () => {
  for (const crs of ['wgs84', 'cgcs2000', 'EPSG:4326', 'EPSG:4490'])
    expect(toWgs84([120.3, 31.5], crs)).toEqual([120.3, 31.5]);
});

it('reads the central meridian of zone 40 from its false easting, with and without the zone', () => {
  // By hand: 30° of meridian arc on GRS80 is 3,320,113.398 m (Snyder 1987, equation 3-21).
  for (const [crs, easting] of [
    ['EPSG:4528', 40_500_000],
    ['EPSG:4549', 500_000],
  ] as const) {
    const [lon, lat] = toWgs84([easting, 3320113.398], crs);
    expect(lon).toBeCloseTo(120, 9);
    expect(lat).toBeCloseTo(30, 7);
  }
});

it('reads UTM zone 10 (the Vancouver incidents) and web mercator', () => {
  const [lon, lat] = toWgs84([500_000, 0], 'EPSG:26910');
  expect([lon, lat]).toEqual([expect.closeTo(-123, 9), expect.closeTo(0, 9)]);
  // EPSG 3857: x of 180° is half of 2π·6378137.
  expect(toWgs84([20037508.342789244, 0], 'EPSG:3857')[0]).toBeCloseTo(180, 9);
});

it.each(['EPSG:2437', 'EPSG:99999', 'mars', ''])('refuses a system that it does not know: %s', (crs) => {
  expect(() => converterToWgs84(crs)).toThrow(RangeError);
});
