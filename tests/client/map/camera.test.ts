import { expect, it } from 'vitest';
import { freeMiddle, isFree, sameView } from '../../../client/map/camera.ts';

// A console of 1440 × 900 with list and drawer open.
const padding = { top: 8, right: 428, bottom: 8, left: 368 };

it('finds the middle of what no panel covers', () => {
  expect(freeMiddle(1440, 900, padding)).toEqual({ x: 690, y: 450 });
  expect(freeMiddle(390, 844, { top: 0, right: 0, bottom: 400, left: 0 })).toEqual({ x: 195, y: 222 });
});

it('stays on the canvas where panels leave nothing free', () => {
  expect(freeMiddle(390, 844, { top: 0, right: 390, bottom: 0, left: 390 })).toEqual({ x: 390, y: 422 });
});

it('counts a place beneath a panel or at its edge as not seen', () => {
  expect(isFree({ x: 690, y: 450 }, 1440, 900, padding)).toBe(true);
  expect(isFree({ x: 200, y: 450 }, 1440, 900, padding)).toBe(false);
  expect(isFree({ x: 1000, y: 450 }, 1440, 900, padding)).toBe(false);
  expect(isFree({ x: 690, y: 895 }, 1440, 900, padding)).toBe(false);
});

it('tells two views apart', () => {
  expect(sameView({ lon: 1, lat: 2, zoom: 3 }, { lon: 1, lat: 2, zoom: 3 })).toBe(true);
  expect(sameView({ lon: 1, lat: 2, zoom: 3 }, { lon: 1, lat: 2, zoom: 4 })).toBe(false);
  expect(sameView(undefined, { lon: 1, lat: 2, zoom: 4 })).toBe(false);
});
