import { expect, it } from 'vitest';
import {
  formatAge,
  formatAreaKm2,
  formatDateWithWeekday,
  formatDistance,
  formatMoment,
  formatNumber,
  formatPersons,
  formatTime,
  formatTimeWithSeconds,
} from '../../../client/ui/formats.ts';

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;

it.each([
  [6 * S, '6 秒', '6 s'],
  [59_999, '59 秒', '59 s'],
  [13 * MIN, '13 分', '13 min'],
  [H, '1 时', '1 h'],
  [H + 26 * MIN, '1 时 26 分', '1 h 26 min'],
  [6 * H + 26 * MIN, '6 时', '6 h'],
  [4 * 24 * H + H, '4 天', '4 d'],
  [-5 * S, '0 秒', '0 s'],
])('says an age of %d ms', (age, zh, en) => {
  expect(formatAge(age, 'zh')).toBe(zh);
  expect(formatAge(age, 'en')).toBe(en);
});

// 8 July 2026 is a Wednesday; 06:32:08 UTC is 14:32:08 in Shanghai.
const AT = '2026-07-08T06:32:08Z';

it('tells the time of Shanghai whatever zone the machine is in', () => {
  expect(formatTime(AT)).toBe('14:32');
  expect(formatTimeWithSeconds(AT)).toBe('14:32:08');
  expect(formatTime('2026-07-08T16:00:00Z')).toBe('00:00');
  expect(formatDateWithWeekday(AT, 'zh')).toBe('7 月 8 日 周三');
  expect(formatDateWithWeekday(AT, 'en')).toBe('Wed 8 Jul');
});

it('never shows a bare time of another day', () => {
  expect(formatMoment(AT, '2026-07-08T10:00:00Z', 'zh')).toBe('14:32');
  expect(formatMoment(AT, '2026-07-08T16:00:00Z', 'zh')).toBe('7 月 8 日 14:32');
  expect(formatMoment(AT, '2027-01-01T00:00:00Z', 'zh')).toBe('2026 年 7 月 8 日');
  expect(formatMoment(AT, '2026-07-09T10:00:00Z', 'en')).toBe('8 Jul 14:32');
});

it('puts a unit to every number', () => {
  expect(formatNumber(12037, 'zh')).toBe('12,037');
  expect(formatPersons(2140, 'zh')).toBe('2,140 人');
  expect(formatAreaKm2(0.4213, 'zh')).toBe('0.42 km²');
  expect(formatDistance(80.4, 'zh')).toBe('80 m');
  expect(formatDistance(2440, 'en')).toBe('2.4 km');
});
