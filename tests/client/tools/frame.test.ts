import { expect, it } from 'vitest';
import { boxOnPaper, frameOf, isSameBox, metresPerMm, viewOnPaper } from '../../../client/tools/print/frame.ts';
import { WUXI, zoomedTo } from './paper-view.ts';

// 1:25 000 is 25 m for a millimetre: a kilometre is 40 mm long.
it.each([
  [5_000, 5],
  [25_000, 25],
  [250_000, 250],
])('has the scale that was asked for: 1:%d', (ratio, metres) => {
  expect(metresPerMm(zoomedTo(ratio))).toBeCloseTo(metres, 6);
});

it('shows as much ground as fits on the frame at that scale', () => {
  const frame = frameOf('a4', 'landscape');
  const [west, south, east, north] = boxOnPaper(zoomedTo(25_000), frame);
  // 217 × 164 mm are 5,425 × 4,100 m; on the sphere of Web Mercator a degree has 111,319.5 m, by 0.85203 (cos 31.57°) along a parallel.
  expect(east - west).toBeCloseTo(5425 / (111_319.5 * 0.85203), 4);
  expect(north - south).toBeCloseTo(4100 / 111_319.5, 4);
  expect((west + east) / 2).toBeCloseTo(WUXI.lon, 9);
});

it('takes all that the screen shows, whatever the shape of the paper', () => {
  const frame = frameOf('a4', 'portrait'); // 190 mm: 718 px at 96 dots an inch
  expect(frame.width).toBe(718);
  expect(viewOnPaper({ view: WUXI, width: 1436, height: 400 }, frame, undefined).zoom).toBeCloseTo(12, 9);
});

it('goes no closer than the map does, or the scale would not be that of the picture', () => {
  const close = { view: { ...WUXI, zoom: 17.8 }, width: 300, height: 200 };
  expect(viewOnPaper(close, frameOf('a4', 'landscape'), undefined).zoom).toBe(18);
});

it('has 200 dots an inch on A4 and 155 on A3', () => {
  expect((frameOf('a4', 'landscape').width * frameOf('a4', 'landscape').pixelRatio) / (217 / 25.4)).toBeCloseTo(200, 0);
  expect((frameOf('a3', 'landscape').width * frameOf('a3', 'landscape').pixelRatio) / (340 / 25.4)).toBeCloseTo(155, 0);
});

it('knows a box again that went to the server and came back with five decimals', () => {
  expect(isSameBox([120.123456, 31, 121, 32], [120.12346, 31, 121, 32])).toBe(true);
  expect(isSameBox([120.1234, 31, 121, 32], [120.1235, 31, 121, 32])).toBe(false);
});
