// Times, ages and distances as people say them. Times are those of Asia/Shanghai, whatever zone the phone is in. Pure.
import type { PortalWords } from '../ui/words/portal.ts';
import { spokenMetres, type Nearness } from './nearness.ts';

/** China has one time zone and no summer time. */
const SHANGHAI_MS = 8 * 3_600_000;
const MINUTE = 60_000;

const inShanghai = (at: number) => new Date(at + SHANGHAI_MS);
const two = (value: number) => String(value).padStart(2, '0');

/** 14:32, with its day where that is not the day of `now`. */
export function sayTime(words: PortalWords, at: number, now: number, spoken = false): string {
  const [then, today] = [inShanghai(at), inShanghai(now)];
  const [h, m] = [then.getUTCHours(), then.getUTCMinutes()];
  const time = spoken ? words.fresh.spoken(h, m) : `${two(h)}:${two(m)}`;
  const sameDay = then.toISOString().slice(0, 10) === today.toISOString().slice(0, 10);
  return sameDay ? time : `${sayDay(words, at, now)} ${time}`;
}

/** 7 月 8 日, with its year where that is another. */
export function sayDay(words: PortalWords, at: number, now: number): string {
  const then = inShanghai(at);
  const [year, month, day] = [then.getUTCFullYear(), then.getUTCMonth() + 1, then.getUTCDate()];
  return year === inShanghai(now).getUTCFullYear()
    ? words.fresh.day(month, day)
    : words.fresh.dayOfYear(year, month, day);
}

/** 13 分钟, 3 小时, 4 天; never less than a minute. */
export function sayAge({ fresh }: PortalWords, ageMs: number): string {
  const minutes = Math.max(1, Math.floor(ageMs / MINUTE));
  if (minutes < 60) return fresh.minutes(minutes);
  return minutes < 24 * 60 ? fresh.hours(Math.floor(minutes / 60)) : fresh.days(Math.floor(minutes / (24 * 60)));
}

/** 600 米, 1.2 公里. */
export function sayDistance({ near }: PortalWords, distanceM: number): string {
  const metres = spokenMetres(distanceM);
  return metres < 1000 ? near.metres(metres) : near.kilometres((metres / 1000).toFixed(1).replace(/\.0$/, ''));
}

/** What is known to some hundred metres only is not said to be nearer than this, nor in which direction; metres. */
const VAGUE_M = 300;

/** 东北方向约 600 米. */
export function sayWhere(words: PortalWords, { distanceM, direction, inside }: Nearness, approximate: boolean): string {
  if (approximate && distanceM < VAGUE_M) return words.near.close(sayDistance(words, VAGUE_M));
  if (inside) return words.near.inside;
  if (direction === undefined) return words.near.here;
  return words.near.away(words.near.directions[direction]!, sayDistance(words, distanceM));
}
