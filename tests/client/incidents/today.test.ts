import { expect, it } from 'vitest';
import { countsOfToday, hoursSoFar, partOfDay, startOfDay } from '../../../client/incidents/today.ts';

const at = (text: string) => Date.parse(text);

it('begins the day at midnight in Shanghai', () => {
  expect(startOfDay(at('2026-07-08T06:32:08Z'))).toBe(at('2026-07-07T16:00:00Z'));
  expect(startOfDay(at('2026-07-07T16:00:00Z'))).toBe(at('2026-07-07T16:00:00Z'));
  expect(startOfDay(at('2026-07-07T15:59:59Z'))).toBe(at('2026-07-06T16:00:00Z'));
});

it('asks for as many hours as the day has begun', () => {
  expect(hoursSoFar(at('2026-07-07T16:00:00Z'))).toBe(1);
  expect(hoursSoFar(at('2026-07-08T06:32:08Z'))).toBe(15);
});

it('puts each count into its hour of today and leaves yesterday out', () => {
  const now = at('2026-07-08T06:32:08Z');
  const counts = countsOfToday(
    [
      { hour: '2026-07-07T15:00:00Z', count: 9, worstLevel: 1 },
      { hour: '2026-07-07T16:00:00Z', count: 2, worstLevel: 4 },
      { hour: '2026-07-08T06:00:00Z', count: 5, worstLevel: null },
    ],
    now,
  );
  expect(counts).toHaveLength(24);
  expect(counts[0]).toBe(2);
  expect(counts[14]).toBe(5);
  expect(counts.reduce((sum, count) => sum + count)).toBe(7);
});

it('says how much of the day is over', () => {
  expect(partOfDay(at('2026-07-08T04:00:00Z'))).toBe(0.5);
});
