import { expect, it } from 'vitest';
import { fullInDays, growthPerDay, judgeDisk } from '../../server/platform/disk-forecast.ts';

const GB = 1e9;
const day = (no: number) => new Date(Date.UTC(2026, 6, 1 + no)).toISOString();

it('goes on along the line of what was measured', () => {
  // 100, 90, 80 GB free on three days: 10 GB a day, so the last 80 GB are gone in 8 days.
  const samples = [100, 90, 80].map((free, no) => ({ at: day(no), freeBytes: free * GB }));
  expect(fullInDays(samples)).toBeCloseTo(8, 9);
});

it('is not led astray by a single cleaning', () => {
  // Least squares by hand over days 0 to 3 with 100, 80, 90, 70 free: the mean is day 1.5 and 85; slope = -40 / 5 = -8 a day.
  const samples = [100, 80, 90, 70].map((free, no) => ({ at: day(no), freeBytes: free * GB }));
  expect(fullInDays(samples)).toBeCloseTo(70 / 8, 9);
});

it.each([
  ['nothing was measured', []],
  ['it was watched for less than a day', [100, 50].map((free, no) => ({ at: day(no / 4), freeBytes: free * GB }))],
  ['it empties', [80, 100].map((free, no) => ({ at: day(no), freeBytes: free * GB }))],
  ['it fills in no year', [1000, 999].map((free, no) => ({ at: day(no), freeBytes: free * GB }))],
])('says nothing where %s', (_why, samples) => {
  expect(fullInDays(samples)).toBeUndefined();
});

it('tells by how much a database grows a day', () => {
  expect(growthPerDay([0, 2, 4].map((gb, no) => ({ at: day(no), bytes: gb * GB })))).toBeCloseTo(2 * GB, 0);
});

it.each([
  [{ freeBytes: 6 * GB, totalBytes: 100 * GB, fullInDays: undefined }, 'ok'],
  [{ freeBytes: 4 * GB, totalBytes: 100 * GB, fullInDays: undefined }, 'low'], // under 5 %
  [{ freeBytes: 1 * GB, totalBytes: 10 * GB, fullInDays: undefined }, 'low'], // under 2 GB
  [{ freeBytes: 50 * GB, totalBytes: 100 * GB, fullInDays: 6.9 }, 'low'],
  [{ freeBytes: 50 * GB, totalBytes: 100 * GB, fullInDays: 7 }, 'ok'],
] as const)('judges %j as %s', (disk, state) => {
  expect(judgeDisk(disk, { warnPercent: 5, warnBytes: 2 * GB, warnDays: 7 })).toBe(state);
});
