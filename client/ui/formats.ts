// Numbers, times and ages as text. Times are always those of Asia/Shanghai, whatever zone the browser is in.
import type { Language } from '../platform/url-state.ts';
import { en, zh } from './words/index.ts';

const ZONE = 'Asia/Shanghai';
const WORDS = { zh: zh.units, en: en.units } as const;
const LOCALE = { zh: 'zh-CN', en: 'en-GB' } as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on the minutes of an age say nothing to anybody. */
const MINUTES_UNTIL = 6 * HOUR;

type When = string | number;

/** 14:32 */
export const formatTime = (at: When) => clock.format(new Date(at));
/** 14:32:08 */
export const formatTimeWithSeconds = (at: When) => clockWithSeconds.format(new Date(at));

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** 7 月 8 日 周三 */
export const formatDateWithWeekday = (at: When, language: Language) =>
  fill(WORDS[language].dateWeekday, dateParts(at, language));

/** 7 月 8 日 */
export const formatDate = (at: When, language: Language) => fill(WORDS[language].date, dateParts(at, language));

/** 14:32 on the day of `now`, 7 月 8 日 14:32 in its year, 2025 年 7 月 8 日 else: never a bare time of another day. */
export function formatMoment(at: When, now: When, language: Language): string {
  const [then, today] = [dateParts(at, language), dateParts(now, language)];
  if (then.year !== today.year) return fill(WORDS[language].yearDate, then);
  const sameDay = then.month === today.month && then.day === today.day;
  return sameDay ? formatTime(at) : `${fill(WORDS[language].date, then)} ${formatTime(at)}`;
}

function dateParts(at: When, language: Language) {
  const month = language === 'zh' ? 'numeric' : 'short';
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans-CN' : 'en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month,
    day: 'numeric',
    weekday: 'short',
  });
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return {
    year: part.year ?? '',
    month: (part.month ?? '').replace('月', ''),
    day: part.day ?? '',
    weekday: part.weekday ?? '',
  };
}

/** 6 秒, 13 分, 1 时 26 分, 7 时, 4 天. What lies ahead (a skewed clock) counts as just now. */
export function formatAge(ageMs: number, language: Language): string {
  const words = WORDS[language];
  const age = Math.max(0, ageMs);
  if (age < MINUTE) return fill(words.seconds, { n: Math.floor(age / SECOND) });
  if (age < HOUR) return fill(words.minutes, { n: Math.floor(age / MINUTE) });
  if (age >= DAY) return fill(words.days, { n: formatNumber(Math.floor(age / DAY), language) });
  const [h, m] = [Math.floor(age / HOUR), Math.floor((age % HOUR) / MINUTE)];
  return m === 0 || age >= MINUTES_UNTIL ? fill(words.hours, { n: h }) : fill(words.hoursMinutes, { h, m });
}

/** 2,140; at most `digits` after the point. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: digits }).format(value);
}

/** 2,140 人 */
export const formatPersons = (count: number, language: Language) =>
  fill(WORDS[language].persons, { n: formatNumber(count, language) });

/** 0.42 km² */
export const formatAreaKm2 = (areaKm2: number, language: Language) =>
  fill(WORDS[language].areaKm2, { n: formatNumber(areaKm2, language, areaKm2 < 10 ? 2 : 0) });

/** 3,200 m² */
export const formatAreaM2 = (areaM2: number, language: Language) =>
  fill(WORDS[language].areaM2, { n: formatNumber(areaM2, language) });

/** 80 m, 2.4 km */
export function formatDistance(distanceM: number, language: Language): string {
  const words = WORDS[language];
  if (distanceM < 1000) return fill(words.distanceM, { n: formatNumber(distanceM, language) });
  return fill(words.distanceKm, { n: formatNumber(distanceM / 1000, language, 1) });
}

/** 120.30120: five decimals are about a metre. */
export const formatDegrees = (degrees: number) => degrees.toFixed(5);

const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name] ?? ''));
