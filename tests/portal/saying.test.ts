import { expect, it } from 'vitest';
import { sayAge, sayDistance, sayTime, sayWhere } from '../../client/portal/saying.ts';
import { PORTAL_WORDS } from '../../client/ui/words/portal.ts';

const { zh, en } = PORTAL_WORDS;
const NOW = Date.parse('2026-07-08T11:20:00Z'); // 19:20 in Shanghai

it('says times of Shanghai: a bare time of today, the day of any other', () => {
  expect(sayTime(zh, NOW, NOW)).toBe('19:20');
  expect(sayTime(zh, NOW, NOW, true)).toBe('晚上 7 点 20 分');
  expect(sayTime(zh, Date.parse('2026-07-08T04:00:00Z'), NOW, true)).toBe('中午 12 点整');
  expect(sayTime(zh, Date.parse('2026-07-07T16:05:00Z'), NOW, true)).toBe('凌晨 12 点 5 分'); // already the eighth there
  expect(sayTime(zh, Date.parse('2026-07-07T15:59:00Z'), NOW)).toBe('7 月 7 日 23:59');
  expect(sayTime(en, Date.parse('2025-07-07T15:59:00Z'), NOW)).toBe('7 Jul 2025 23:59');
  expect(sayTime(en, Date.parse('2026-07-07T15:59:00Z'), NOW)).toBe('7 Jul 23:59');
  expect(sayTime(zh, Date.parse('2025-12-31T16:00:00Z'), NOW)).toBe('1 月 1 日 00:00');
  expect(sayTime(zh, Date.parse('2025-12-31T15:00:00Z'), NOW)).toBe('2025 年 12 月 31 日 23:00');
});

it('says ages downwards and never less than a minute', () => {
  const minutes = [0, 59, 60, 179, 24 * 60, 50 * 60];
  expect(minutes.map((age) => sayAge(zh, age * 60_000))).toEqual([
    '1 分钟',
    '59 分钟',
    '1 小时',
    '2 小时',
    '1 天',
    '2 天',
  ]);
});

it('says distance and direction in words', () => {
  expect([600, 1000, 1234].map((metres) => sayDistance(zh, metres))).toEqual(['600 米', '1 公里', '1.3 公里']);
  expect(sayWhere(zh, { distanceM: 612, direction: 1, inside: false }, false)).toBe('东北方向约 600 米');
  expect(sayWhere(zh, { distanceM: 0, direction: undefined, inside: true }, false)).toBe('就在这个区域内');
  expect(sayWhere(en, { distanceM: 612, direction: 5, inside: false }, true)).toBe('about 600 m south-west');
});

it('claims no direction of something near that is only known to some hundred metres', () => {
  expect(sayWhere(zh, { distanceM: 40, direction: 6, inside: false }, true)).toBe('大约在 300 米以内');
  expect(sayWhere(zh, { distanceM: 40, direction: 6, inside: false }, false)).toBe('正西方向约 40 米');
});

it('counts the shelters within, and says so where farther ones are listed with them', () => {
  expect(zh.near.shelters(2, '1 公里', 3)).toBe('1 公里内有 2 处避难场所，下面还列出更远的 1 处。');
  expect(zh.near.shelters(5, '1 公里', 5)).toBe('1 公里内有 5 处避难场所。');
  expect(zh.near.shelters(0, '500 米', 3)).toBe('500 米内没有避难场所，下面是最近的几处。');
  expect(en.near.shelters(1, '1 km', 3)).toBe('Within 1 km there is 1 shelter; 2 farther away are listed too.');
});
