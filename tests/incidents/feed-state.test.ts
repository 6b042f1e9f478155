import { expect, it } from 'vitest';
import { feedState } from '../../server/incidents/algorithms/feed-state.ts';

const now = new Date('2026-07-08T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

it('is stale only after more than twice its interval', () => {
  expect(feedState(ago(120), 60, now)).toBe('current');
  expect(feedState(ago(120.001), 60, now)).toBe('stale');
});

it('does not call a feed calm that never spoke', () => {
  expect(feedState(undefined, 60, now)).toBe('never-heard');
});

it('refuses a feed without an interval', () => {
  expect(() => feedState(now, 0, now)).toThrow(RangeError);
});
