import { expect, it } from 'vitest';
import { dayOf, largest } from '../../../client/wall/blocks/day.ts';
import { anIncident } from '../incidents/an-incident.ts';

const NOW = Date.parse('2030-01-02T06:20:00Z');

it('holds 24 hours that end with the present one, and every list adds up to the same total', () => {
  const incidents = [
    anIncident({ occurredAt: '2030-01-02T06:10:00Z', county: '滨湖区', kind: 'fire' }),
    anIncident({ occurredAt: '2030-01-02T06:00:00Z', county: '滨湖区', kind: 'fire', state: 'closed' }),
    anIncident({ occurredAt: '2030-01-01T07:00:00Z', county: null, kind: 'lift' }),
    anIncident({ occurredAt: '2030-01-01T06:59:59Z' }),
    anIncident({ occurredAt: '2030-01-02T05:00:00Z', state: 'duplicate' }),
  ];
  const day = dayOf(incidents, undefined, NOW);
  expect(day.hours).toHaveLength(24);
  expect(day.hours[0]).toEqual({ at: Date.parse('2030-01-01T07:00:00Z'), count: 1, before: 0 });
  expect(day.hours.at(-1)?.count).toBe(2);
  expect(day.total).toBe(3);
  expect(day.counties).toEqual([
    { key: '滨湖区', count: 2 },
    { key: null, count: 1 },
  ]);
  expect(day.kinds).toEqual([
    { key: 'fire', count: 2 },
    { key: 'lift', count: 1 },
  ]);
});

it('puts the hours of yesterday behind those of today; what was not recorded is not nothing', () => {
  const yesterday = [{ hour: '2030-01-01T06:00:00Z', count: 7, worstLevel: 1 as const }];
  const day = dayOf([], yesterday, NOW);
  expect(day.hours.at(-1)?.before).toBe(7);
  expect(day.before).toBe(7);
  expect(dayOf([], undefined, NOW).before).toBeUndefined();
});

it('shows the largest and puts the rest into one', () => {
  const all = [5, 4, 3, 2].map((count) => ({ key: count, count }));
  expect(largest(all, 4)).toEqual({ shown: all, rest: 0, restCount: 0 });
  expect(largest(all, 3)).toEqual({ shown: all.slice(0, 2), rest: 2, restCount: 5 });
});
