import { expect, it } from 'vitest';
import { countByLevel, inOrder, isOpen } from '../../../client/incidents/incident-order.ts';
import { anIncident } from './an-incident.ts';

it('puts the gravest first, then the longest waiting, unknown at its own place after the known', () => {
  const listed = inOrder([
    anIncident({ number: 'blue', level: 4, occurredAt: '2030-01-01T00:00:00Z' }),
    anIncident({ number: 'unknown', level: null, occurredAt: '2030-01-01T00:00:00Z' }),
    anIncident({ number: 'orange-young', level: 2, occurredAt: '2030-01-01T05:50:00Z' }),
    anIncident({ number: 'red', level: 1, occurredAt: '2030-01-01T05:59:00Z' }),
    anIncident({ number: 'orange-old', level: 2, occurredAt: '2030-01-01T05:00:00+00:00' }),
  ]);
  expect(listed.map(({ number }) => number)).toEqual(['red', 'orange-old', 'orange-young', 'blue', 'unknown']);
});

it('counts levels that add up to the whole, unknown included', () => {
  const levels = [1, 2, 2, 3, null, 4, 4, 4] as const;
  const counts = countByLevel(levels.map((level) => anIncident({ level })));
  expect(counts).toEqual([
    { level: 1, count: 1 },
    { level: 2, count: 2 },
    { level: 3, count: 1 },
    { level: 4, count: 3 },
    { level: null, count: 1 },
  ]);
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(levels.length);
});

it('lists what is still to be done', () => {
  expect(isOpen(anIncident({ state: 'reported' }))).toBe(true);
  expect(isOpen(anIncident({ state: 'acknowledged' }))).toBe(true);
  expect(isOpen(anIncident({ state: 'closed' }))).toBe(false);
  expect(isOpen(anIncident({ state: 'duplicate' }))).toBe(false);
});
