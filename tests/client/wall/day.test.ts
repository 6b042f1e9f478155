import { expect, it } from 'vitest';
import type { IncidentTrends } from '#contract/walls';
import { dayOf, largest } from '../../../client/wall/blocks/day.ts';

const levels = { red: 0, orange: 0, yellow: 0, blue: 0, unknown: 0 };
const HOUR_MS = 3_600_000;

/** What the server answers at an hour: counts of the hours, of two counties with what lies outside, and of kinds. */
function trends(at: string, hours: number[], counties: number[], kinds: [string, number][]): IncidentTrends {
  const names = ['滨湖区', '梁溪区', null];
  return {
    at,
    dataAt: at,
    total: hours.reduce((sum, count) => sum + count, 0),
    byHour: hours.map((total, index) => ({
      hour: new Date(Date.parse(at) - (hours.length - 1 - index) * HOUR_MS).toISOString(),
      total,
      levels,
    })),
    byCounty: counties.map((total, index) => ({
      divisionPath: String(index),
      name: names[index] ?? null,
      total,
      levels,
    })),
    byKind: kinds.map(([kind, total]) => ({ kind: kind as 'fire', total, levels })),
    levels,
    openByAge: [],
  };
}

const today = trends('2030-01-02T06:00:00Z', [1, 0, 2], [0, 2, 1], [['fire', 2], ['lift', 1]]); // prettier-ignore
const yesterday = trends('2030-01-01T06:00:00Z', [0, 4, 3], [5, 2], [['traffic', 4], ['fire', 3]]); // prettier-ignore

it('puts each hour of yesterday behind the same hour of today', () => {
  const day = dayOf(today, yesterday);
  expect(day.hours).toEqual([
    { at: Date.parse('2030-01-02T04:00:00Z'), count: 1, before: 0 },
    { at: Date.parse('2030-01-02T05:00:00Z'), count: 0, before: 4 },
    { at: Date.parse('2030-01-02T06:00:00Z'), count: 2, before: 3 },
  ]);
  expect([day.total, day.before]).toEqual([3, 7]);
});

it('keeps the hours apart where one began between the two answers', () => {
  const earlier = trends('2030-01-01T05:00:00Z', [9, 0, 4], [5, 2], [['traffic', 7]]);
  expect(dayOf(today, earlier).hours.map(({ before }) => before)).toEqual([0, 4, 0]);
});

it('lists counties and kinds by size, each beside yesterday; what was only yesterday is a 0', () => {
  const day = dayOf(today, yesterday);
  expect(day.counties).toEqual([
    { key: '梁溪区', count: 2, before: 2 },
    { key: null, count: 1, before: 0 },
    { key: '滨湖区', count: 0, before: 5 },
  ]);
  expect(day.kinds).toEqual([
    { key: 'fire', count: 2, before: 3 },
    { key: 'lift', count: 1, before: 0 },
    { key: 'traffic', count: 0, before: 4 },
  ]);
});

it('knows nothing of a yesterday that was not recorded: that is not nothing', () => {
  const day = dayOf(today, undefined);
  expect(day.before).toBeUndefined();
  expect(day.counties[0]).toEqual({ key: '梁溪区', count: 2, before: undefined });
});

it('shows the largest and puts the rest into one', () => {
  const all = [5, 4, 3, 2].map((count) => ({ key: count, count, before: count + 1 }));
  expect(largest(all, 4)).toEqual({ shown: all, rest: undefined });
  expect(largest(all, 3)).toEqual({ shown: all.slice(0, 2), rest: { key: 2, count: 5, before: 7 } });
  const unknown = all.map((one) => ({ ...one, before: undefined }));
  expect(largest(unknown, 3).rest).toEqual({ key: 2, count: 5, before: undefined });
});
