import fc from 'fast-check';
import { expect, it } from 'vitest';
import { neutraliseFormula, restoreFormula } from '../../geodata/space/formula.ts';
import { lineOf } from '../../server/platform/csv-line.ts';

it.each([
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-cmd|calc', "'-cmd|calc"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['＝1+1', "'＝1+1"],
  ["'=1", "''=1"],
  ['梁溪区', '梁溪区'],
  ["'quoted'", "'quoted'"],
  ['a=b', 'a=b'],
])('makes %j harmless as %j, and whole again', (text, harmless) => {
  expect(neutraliseFormula(text)).toBe(harmless);
  expect(restoreFormula(harmless)).toBe(text);
});

it('loses nothing of any text on its way out and back', () => {
  const text = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', 'a', '"', ','))
    .map((signs) => signs.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const out = neutraliseFormula(given);
      expect(restoreFormula(out)).toBe(given);
      expect(out).not.toMatch(/^[=+\-@\t\r\n＝]/);
    }),
    { seed: 20260708, numRuns: 2000 },
  );
});

it('writes a line by RFC 4180; a number below zero is a number', () => {
  expect(lineOf(['a,b', 'say "no"', 'two\nlines', -1.5, true, null, ' edge ', '=1,2'])).toBe(
    '"a,b","say ""no""","two\nlines",-1.5,true,," edge ","\'=1,2"\r\n',
  );
});
