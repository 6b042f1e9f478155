import { expect, it } from 'vitest';
import { countsOfDay } from '../../../client/incidents/counts-of-day.ts';

it('puts each count into its hour of the day and leaves other days out', () => {
  const counts = countsOfDay(
    [
      { hour: '2026-07-07T15:00:00Z', count: 9, worstLevel: 1 },
      { hour: '2026-07-07T16:00:00Z', count: 2, worstLevel: 4 },
      { hour: '2026-07-08T06:00:00Z', count: 5, worstLevel: null },
      { hour: '2026-07-08T16:00:00Z', count: 3, worstLevel: 2 },
    ],
    Date.parse('2026-07-08T00:00:00+08:00'),
  );
  expect(counts).toHaveLength(24);
  expect(counts[0]).toBe(2);
  expect(counts[14]).toBe(5);
  expect(counts.reduce((sum, count) => sum + count)).toBe(7);
});
