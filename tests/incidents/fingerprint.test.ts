import { expect, it } from 'vitest';
import { fingerprint } from '../../server/incidents/algorithms/fingerprint.ts';

it('does not mind the order of keys', () => {
  expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }));
});

it('minds every value, the order of lists, and text against number', () => {
  const prints = [{ a: [1, 2] }, { a: [2, 1] }, { a: '1,2' }, { a: ['1', '2'] }, { a: null }, {}].map(fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
});

it('is SHA-256 of the canonical text: of {} as published', () => {
  expect(fingerprint({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});
