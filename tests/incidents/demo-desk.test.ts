import { expect, it } from 'vitest';
import { OPEN_AT_LEAST, OPEN_AT_MOST, planDeskActs } from '../../server/incidents/algorithms/demo-desk.ts';
import type { Incident } from '../../server/incidents/contract.ts';

const now = new Date('2026-07-08T10:00:00Z');
const open = (count: number, state: Incident['state'], ageMin: number): Incident[] =>
  Array.from({ length: count }, (_, at) => ({
    ...({} as Incident),
    id: `00000000-0000-4000-8000-${String(at + ageMin * 1000).padStart(12, '0')}`,
    state,
    level: 4,
    receivedAt: new Date(now.getTime() - ageMin * 60_000).toISOString(),
  }));

it('takes every blue report within eight minutes, and none in the first two', () => {
  expect(planDeskActs(open(5, 'reported', 1), now)).toEqual([]);
  expect(planDeskActs(open(5, 'reported', 9), now).map(({ act }) => act)).toEqual(Array(5).fill('acknowledge'));
});

it('closes what is over, but keeps enough open to see', () => {
  expect(planDeskActs(open(OPEN_AT_LEAST, 'acknowledged', 90), now)).toEqual([]);
  const acts = planDeskActs(open(25, 'acknowledged', 90), now);
  expect(acts.map(({ act }) => act)).toEqual(Array(5).fill('close'));
});

it('closes the oldest early where too many are open', () => {
  const acts = planDeskActs([...open(OPEN_AT_MOST, 'acknowledged', 3), ...open(2, 'acknowledged', 10)], now);
  expect(acts.map(({ incident }) => incident.receivedAt)).toEqual(Array(2).fill('2026-07-08T09:50:00.000Z'));
});

it('has nothing to do where nothing is open', () => {
  expect(planDeskActs([], now)).toEqual([]);
});
