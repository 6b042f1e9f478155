import { expect, it } from 'vitest';
import { candidatesFor, distanceM } from '../../../client/incidents/nearness.ts';
import { anIncident } from './an-incident.ts';

it('measures on the sphere', () => {
  // A degree of a great circle on the mean radius: 6,371,008.8 m × π / 180.
  expect(distanceM([120, 0], [121, 0])).toBeCloseTo(111_195.08, 1);
  expect(distanceM([120, 31], [120, 32])).toBeCloseTo(111_195.08, 1);
  expect(distanceM([120.3, 31.5], [120.3, 31.5])).toBe(0);
});

const here = anIncident({ point: [120.3, 31.5] });
const near = anIncident({ point: [120.301, 31.5], title: '隧道积水' });
const far = anIncident({ point: [120.5, 31.5], title: '青祁隧道', number: 'WX-20300101-0147' });

it('offers the nearest first, and never the incident itself', () => {
  expect(candidatesFor(here, [far, here, near], '').map(({ incident }) => incident.id)).toEqual([near.id, far.id]);
});

it('finds by title, number and place', () => {
  expect(candidatesFor(here, [far, near], '0147').map(({ incident }) => incident.id)).toEqual([far.id]);
  expect(candidatesFor(here, [far, near], '隧道积水').map(({ incident }) => incident.id)).toEqual([near.id]);
  expect(candidatesFor(here, [far, near], '没有这样的')).toEqual([]);
});
