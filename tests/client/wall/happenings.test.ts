import type { Feed } from '#contract/incidents';
import { expect, it } from 'vitest';
import { happenings } from '../../../client/wall/blocks/happenings.ts';
import { justCome, stoppedUntil } from '../../../client/wall/grave.ts';
import { anIncident } from '../incidents/an-incident.ts';

const NOW = Date.parse('2030-01-01T06:00:00Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const told = (rows: ReturnType<typeof happenings>) =>
  rows.map(
    (row) => `${row.what} ${row.what === 'silent' ? row.feed.name : row.incident.number}${row.lit ? ' lit' : ''}`,
  );

it('tells reports as received, red and orange that are over, and sources that fell silent; newest first', () => {
  const open = [
    anIncident({ number: 'late', occurredAt: ago(90), receivedAt: ago(2) }),
    anIncident({ number: 'old', receivedAt: ago(40) }),
  ];
  const closed = [
    anIncident({ number: 'red', level: 1, state: 'closed', receivedAt: ago(60), closedAt: ago(4) }),
    anIncident({ number: 'blue', level: 4, state: 'closed', receivedAt: ago(50), closedAt: ago(3) }),
    anIncident({ number: 'twice', state: 'duplicate', receivedAt: ago(1) }),
  ];
  const feeds: Feed[] = [{ id: 'f', name: '119', intervalS: 60, lastHeardAt: ago(15), state: 'stale' }];
  expect(told(happenings(open, closed, feeds, NOW, 10))).toEqual([
    'reported late lit',
    'closed red lit',
    'silent 119',
    'reported old',
    'reported blue',
    'reported red',
  ]);
});

it('tells an incident once that is in both lists just now, as the open list has it', () => {
  const one = anIncident({ number: 'one', state: 'acknowledged', receivedAt: ago(10) });
  const rows = happenings([one], [{ ...one, state: 'closed', closedAt: ago(1) }], [], NOW, 10);
  expect(told(rows)).toEqual(['reported one']);
});

it('keeps a row lit for five minutes, and tells no more rows than asked for', () => {
  const minutes = [4.9, 5, 6];
  const open = minutes.map((minute) => anIncident({ number: `${minute}`, receivedAt: ago(minute) }));
  expect(told(happenings(open, [], [], NOW, 2))).toEqual(['reported 4.9 lit', 'reported 5']);
});

it('stops for red and orange alone, for five minutes from the last one', () => {
  const red = anIncident({ level: 1, receivedAt: ago(3) });
  const orange = anIncident({ level: 2, receivedAt: ago(1) });
  const old = anIncident({ level: 1, receivedAt: ago(6) });
  const yellow = anIncident({ level: 3, receivedAt: ago(0) });
  const unknown = anIncident({ level: null, receivedAt: ago(0) });
  expect(justCome([orange, red, old, yellow, unknown], NOW)).toEqual([red, orange]);
  expect(stoppedUntil([orange, red, old, yellow, unknown], NOW)).toBe(NOW + 4 * 60_000);
  expect(stoppedUntil([old, yellow, unknown], NOW)).toBe(0);
});
