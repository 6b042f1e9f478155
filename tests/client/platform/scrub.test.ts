import { describe, expect, it } from 'vitest';
import {
  dayText,
  onDay,
  parseDay,
  partOfDay,
  played,
  startOfDay,
  stepOf,
  turnAfter,
  turnBefore,
  withinReach,
} from '../../../client/platform/scrub.ts';

const at = (text: string) => Date.parse(text);

describe('a day', () => {
  it('begins at midnight in Shanghai', () => {
    expect(startOfDay(at('2026-07-08T06:32:08Z'))).toBe(at('2026-07-07T16:00:00Z'));
    expect(startOfDay(at('2026-07-07T16:00:00Z'))).toBe(at('2026-07-07T16:00:00Z'));
    expect(startOfDay(at('2026-07-07T15:59:59Z'))).toBe(at('2026-07-06T16:00:00Z'));
  });

  it('is half over at noon in Shanghai', () => {
    expect(partOfDay(at('2026-07-08T12:00:00+08:00'))).toBe(0.5);
  });

  it('is written as people there write it, whatever day it is in Greenwich', () => {
    expect(dayText(at('2026-07-07T16:00:00Z'))).toBe('2026-07-08');
    expect(parseDay('2026-07-08')).toBe(at('2026-07-08T00:00:00+08:00'));
  });

  it.each(['', '2026-7-8', '2026-13-40', 'yesterday'])('is not %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it('keeps the time of the day on another day, over the end of a month too', () => {
    const dayBefore = at('2026-06-30T00:00:00+08:00');
    expect(onDay(at('2026-07-01T10:15:00+08:00'), dayBefore)).toBe(at('2026-06-30T10:15:00+08:00'));
  });
});

describe('reach', () => {
  const reach = { since: 1_000, now: 5_000 };
  it.each([
    ['within it', 2_000, 2_000],
    ['before the first record', 0, 1_000],
    ['now', 5_000, undefined],
    ['ahead of now', 9_000, undefined],
  ])('answers %s', (_what, wanted, got) => {
    expect(withinReach(wanted, reach)).toBe(got);
  });

  it('is nothing where nothing was ever recorded', () => {
    expect(withinReach(2_000, { since: undefined, now: 5_000 })).toBeUndefined();
  });
});

describe('turns', () => {
  const turns = [10, 20, 30];
  it('leads from one to the next and back, and nowhere beyond', () => {
    expect([turnAfter(turns, 9), turnAfter(turns, 10), turnAfter(turns, 30)]).toEqual([10, 20, undefined]);
    expect([turnBefore(turns, 31), turnBefore(turns, 20), turnBefore(turns, 10)]).toEqual([30, 10, undefined]);
  });
});

it('plays ten minutes in a second, and does not catch up on a sleep', () => {
  expect(played(0, 600, 1_000)).toBe(600_000);
  expect(played(0, 600, 250)).toBe(150_000);
  expect(played(0, 600, 3_600_000)).toBe(600_000);
});

it('steps five minutes by arrows, an hour by pages, and leaves other keys alone', () => {
  expect([stepOf('ArrowLeft'), stepOf('ArrowRight')]).toEqual([-300_000, 300_000]);
  expect([stepOf('PageDown'), stepOf('PageUp')]).toEqual([-3_600_000, 3_600_000]);
  expect(stepOf('a')).toBeUndefined();
});
