import { expect, it } from 'vitest';
import { metresPerPixel, scaleBar } from '../../geodata/space/scale-bar.ts';

it('knows the length of a pixel: the equator is 40,075,017 m and 512 px at zoom 0', () => {
  expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.517, 2);
  expect(metresPerPixel(60, 1)).toBeCloseTo(78_271.517 / 4, 2);
});

it('takes the longest round distance that has room', () => {
  expect(scaleBar(10, 92)).toEqual({ lengthM: 500, widthPx: 50 });
  expect(scaleBar(25, 92)).toEqual({ lengthM: 2000, widthPx: 80 });
  expect(scaleBar(1, 100)).toEqual({ lengthM: 100, widthPx: 100 });
  expect(scaleBar(0.05, 92)).toEqual({ lengthM: 2, widthPx: 40 });
});

it('refuses a scale that means nothing', () => {
  expect(() => scaleBar(0, 92)).toThrow(RangeError);
  expect(() => scaleBar(Number.NaN, 92)).toThrow(RangeError);
});
