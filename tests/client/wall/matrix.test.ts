import { expect, it } from 'vitest';
import { inLastHour, levelsByAge, longestFirst, unacknowledged } from '../../../client/wall/blocks/matrix.ts';
import { anIncident } from '../incidents/an-incident.ts';

const NOW = Date.parse('2030-01-01T06:00:00Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

it('counts each open incident once, by level and age; unknown is a level, and the ends of a column belong to the next', () => {
  const incidents = [
    anIncident({ level: 1, occurredAt: ago(29.9) }),
    anIncident({ level: 1, occurredAt: ago(30) }),
    anIncident({ level: 2, occurredAt: ago(119.9) }),
    anIncident({ level: 2, occurredAt: ago(120) }),
    anIncident({ level: null, occurredAt: ago(2000) }),
    anIncident({ level: 4, occurredAt: ago(-3) }),
  ];
  expect(levelsByAge(incidents, NOW)).toEqual([
    { level: 1, counts: [1, 1, 0] },
    { level: 2, counts: [0, 1, 1] },
    { level: 3, counts: [0, 0, 0] },
    { level: 4, counts: [1, 0, 0] },
    { level: null, counts: [0, 0, 1] },
  ]);
});

it('adds up to the figure above it', () => {
  const incidents = [5, 45, 200, 4000].flatMap((minutes) =>
    ([1, 2, 3, 4, null] as const).map((level) => anIncident({ level, occurredAt: ago(minutes) })),
  );
  const counts = levelsByAge(incidents, NOW).flatMap((row) => row.counts);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(incidents.length);
});

it('counts the last hour to the minute', () => {
  const incidents = [0, 59.9, 60, 61].map((minutes) => anIncident({ occurredAt: ago(minutes) }));
  expect(inLastHour(incidents, NOW)).toBe(2);
});

it('puts what nobody has acknowledged before all others, each in the order of arrival', () => {
  const taken = anIncident({ number: 'A', state: 'acknowledged', receivedAt: ago(500) });
  const late = anIncident({ number: 'B', receivedAt: ago(1) });
  const early = anIncident({ number: 'C', receivedAt: ago(20) });
  expect(longestFirst([taken, late, early]).map(({ number }) => number)).toEqual(['C', 'B', 'A']);
  expect(unacknowledged([taken, late, early])).toBe(2);
});
