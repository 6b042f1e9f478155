import { expect, it } from 'vitest';
import { incidentNumber, shanghaiDay } from '../../server/incidents/algorithms/incident-number.ts';

it('changes the day at midnight in Asia/Shanghai, 16:00 UTC', () => {
  expect(shanghaiDay(new Date('2026-07-08T15:59:59.999Z'))).toBe('2026-07-08');
  expect(shanghaiDay(new Date('2026-07-08T16:00:00.000Z'))).toBe('2026-07-09');
});

it('writes the number as it is spoken', () => {
  expect(incidentNumber('WX', '2026-07-08', 147)).toBe('WX-20260708-0147');
});

it('grows longer on a day of more than 9999', () => {
  expect(incidentNumber('WX', '2026-07-08', 10_000)).toBe('WX-20260708-10000');
});

it('has no number zero', () => {
  expect(() => incidentNumber('WX', '2026-07-08', 0)).toThrow(RangeError);
});
