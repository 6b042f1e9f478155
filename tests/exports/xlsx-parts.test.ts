import { expect, it } from 'vitest';
import { letters, serialOf, xmlText } from '../../server/exports/xlsx-parts.ts';

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('calls column %i %s', (index, name) => {
  expect(letters(index)).toBe(name);
});

// 25569 is 1 January 1970 in every spreadsheet; Beijing is eight hours ahead.
it.each([
  ['1969-12-31T16:00:00.000Z', 25569],
  ['1970-01-01T04:00:00.000Z', 25569.5],
  ['2026-07-08T01:00:00.000Z', 46211.375],
])('counts days to %s as %d', (instant, days) => {
  expect(serialOf(instant)).toBeCloseTo(days, 9);
});

it('writes what XML cannot hold as a workbook does, and what only looks like that', () => {
  expect(xmlText('a<b>&"c')).toBe('a&lt;b&gt;&amp;"c');
  expect(xmlText('\u0007')).toBe('_x0007_');
  expect(xmlText('_x0007_')).toBe('_x005F_x0007_');
  expect(xmlText('\ud800x')).toBe('\ufffdx');
  expect(xmlText('\u{20BB7}野家')).toBe('\u{20BB7}野家');
});
