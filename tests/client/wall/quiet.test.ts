import { expect, it } from 'vitest';
import { waitAfter } from '../../../client/wall/keeping/backoff.ts';
import { mayReload, type Situation } from '../../../client/wall/keeping/quiet.ts';

/** 04:30 in Shanghai. */
const NIGHT = Date.parse('2030-01-01T20:30:00Z');
const HOUR = 3_600_000;

const situation = (differs: Partial<Situation> = {}): Situation => ({
  now: NIGHT,
  loadedAt: NIGHT - 20 * HOUR,
  lastNewsAt: NIGHT - 5 * 60_000,
  stoppedUntil: 0,
  current: true,
  newVersion: false,
  reloadHour: 4,
  ...differs,
});

it('reloads in its hour of the night, in a quiet minute', () => {
  expect(mayReload(situation())).toBe(true);
  expect(mayReload(situation({ now: NIGHT - 31 * 60_000, lastNewsAt: 0 }))).toBe(false);
  expect(mayReload(situation({ now: NIGHT + 30 * 60_000 }))).toBe(false);
  expect(mayReload(situation({ reloadHour: 3 }))).toBe(false);
});

it.each([
  ['something was told within the last minute', { lastNewsAt: NIGHT - 59_000 }],
  ['red or orange is lit', { stoppedUntil: NIGHT + 1 }],
  ['the line is cut: the page might not come back', { current: false }],
  ['it was loaded this night already', { loadedAt: NIGHT - 20 * 60_000 }],
])('stays while %s', (_why, differs) => {
  expect(mayReload(situation(differs))).toBe(false);
});

it('takes a new version at any hour, but never in the middle of something', () => {
  const noon = NIGHT + 8 * HOUR;
  expect(mayReload(situation({ now: noon, newVersion: true, loadedAt: noon - HOUR }))).toBe(true);
  expect(mayReload(situation({ now: noon, newVersion: true, stoppedUntil: noon + 1 }))).toBe(false);
  expect(mayReload(situation({ now: noon, newVersion: true, current: false }))).toBe(false);
});

it('waits twice as long after each failure, at most half an hour', () => {
  expect([1, 2, 3, 4, 20].map(waitAfter)).toEqual([5_000, 10_000, 20_000, 40_000, 1_800_000]);
});
