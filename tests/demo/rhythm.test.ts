import { expect, it } from 'vitest';
import { seededRandom } from '../../server/demo/algorithms/random.ts';
import {
  HOUR_WEIGHTS,
  localHour,
  nextReportAt,
  reportsPerHour,
  WEEKDAY_WEIGHTS,
} from '../../server/demo/algorithms/rhythm.ts';

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

it('has weights whose mean is 1, so that the rate set is the rate kept', () => {
  expect(HOUR_WEIGHTS).toHaveLength(24);
  expect(mean(HOUR_WEIGHTS)).toBeCloseTo(1);
  expect(WEEKDAY_WEIGHTS).toHaveLength(7);
  expect(mean(WEEKDAY_WEIGHTS)).toBeCloseTo(1);
});

it('reads the hour in Asia/Shanghai: 16:30 UTC on Saturday is 00:30 on Sunday', () => {
  expect(localHour(new Date('2026-07-11T16:30:00Z'))).toEqual({ hour: 0, weekday: 0 });
});

it('calls most after work and least before dawn', () => {
  const at = (time: string) => reportsPerHour(new Date(`2026-07-08T${time}:00+08:00`), 40);
  expect(at('18:30')).toBeGreaterThan(at('12:30'));
  expect(at('12:30')).toBeGreaterThan(at('03:30'));
});

it('waits by the rate of the hour: one unit at 10 × 1.66 × 0.98 an hour', () => {
  // Wednesday 18:00, weight 1.66 × 0.98; u = 1 − 1/e gives one exponential unit: 60 / (10 × 1.6268) minutes = 3.688 min.
  const next = nextReportAt(new Date('2026-07-08T18:00:00+08:00'), 10, () => 1 - Math.exp(-1));
  expect((next.getTime() - new Date('2026-07-08T10:00:00Z').getTime()) / 60_000).toBeCloseTo(3.688, 2);
});

it('spends a long wait hour by hour: 1.5 units from 03:00 at 1 an hour', () => {
  // Wednesday (0.98): 03–04 0.3332, 04–05 0.3332, 05–06 0.392 leave 0.4416 of 0.6076 in the hour from 06: 43.6 min.
  const next = nextReportAt(new Date('2026-07-08T03:00:00+08:00'), 1, () => 1 - Math.exp(-1.5));
  expect((next.getTime() - new Date('2026-07-08T06:00:00+08:00').getTime()) / 60_000).toBeCloseTo(43.6, 1);
});

it('keeps the rate over a week, within three standard deviations', () => {
  const random = seededRandom(42);
  const start = new Date('2026-07-06T00:00:00+08:00');
  let reports = 0;
  for (
    let at = nextReportAt(start, 40, random);
    at.getTime() < start.getTime() + 7 * 86_400_000;
    at = nextReportAt(at, 40, random)
  )
    reports += 1;
  const expected = 40 * 24 * 7;
  expect(Math.abs(reports - expected)).toBeLessThan(3 * Math.sqrt(expected));
});

it('refuses a rate of nothing', () => {
  expect(() => nextReportAt(new Date(0), 0, Math.random)).toThrow(RangeError);
});
