// LEC, risk matrix, food grades, four colours: by the bands of the standards sheet, part 4.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foodGrade } from '../../server/hazards/algorithms/food-grade.ts';
import { fourColour } from '../../server/hazards/algorithms/four-colour.ts';
import { lec } from '../../server/hazards/algorithms/lec.ts';
import { riskMatrix } from '../../server/hazards/algorithms/risk-matrix.ts';
import type { Scheme, SchemeOf } from '../../server/hazards/assessment/contract.ts';
import { readScheme } from '../../server/hazards/schemes/store.ts';

function contentOf<Method extends Scheme['method']>(name: string): SchemeOf<Method>['content'] {
  const file = new URL(`../../geodata/schemes/${name}.json`, import.meta.url);
  return readScheme(readFileSync(file, 'utf8')).content as SchemeOf<Method>['content'];
}

describe('LEC', () => {
  const figures = contentOf<'lec'>('lec-1976');
  it.each([
    [6, 6, 15, 540, '极其危险', 1],
    [3, 3, 40, 360, '极其危险', 1],
    [1, 6, 40, 240, '高度危险', 2],
    [3, 6, 7, 126, '显著危险', 3],
    [10, 1, 7, 70, '显著危险', 3], // the beginning of a band belongs to it
    [0.5, 6, 7, 21, '一般危险', 4],
    [0.2, 1, 100, 20, '一般危险', 4],
    [1, 6, 3, 18, '稍有危险', 4],
  ])('makes of %f × %f × %f %f: %s', (likelihood, exposure, consequence, d, grade, level) => {
    expect(lec(figures, { likelihood, exposure, consequence })).toMatchObject({ d, grade: { zh: grade }, level });
  });
  it('knows only the values of its scales', () => {
    expect(() => lec(figures, { likelihood: 2, exposure: 6, consequence: 15 })).toThrow('/likelihood');
    expect(() => lec(figures, { likelihood: 1, exposure: 4, consequence: 15 })).toThrow('/exposure');
    expect(() => lec(figures, { likelihood: 1, exposure: 6, consequence: 0 })).toThrow('/consequence');
  });
});

describe('the risk matrix', () => {
  const figures = contentOf<'risk-matrix'>('risk-matrix-5x5');
  it.each([
    [5, 5, 1],
    [4, 5, 1],
    [5, 3, 2],
    [4, 4, 2],
    [3, 4, 3],
    [3, 3, 3],
    [2, 4, 4],
    [1, 5, 4],
    [1, 1, 4],
  ])('puts likelihood %i and severity %i on level %i', (likelihood, severity, level) => {
    expect(riskMatrix(figures, { likelihood, severity }).level).toBe(level);
  });
  it('says that its bands are not confirmed, and refuses what is no step', () => {
    expect(riskMatrix(figures, { likelihood: 1, severity: 1 }).unconfirmed).toHaveLength(1);
    expect(() => riskMatrix(figures, { likelihood: 2.5, severity: 1 })).toThrow('/likelihood');
    expect(() => riskMatrix(figures, { likelihood: 1, severity: 6 })).toThrow('/severity');
  });
});

describe('food grades', () => {
  const figures = contentOf<'food-grade'>('food-grade-2016');
  it.each([
    [0, 0, 'A', [1, 1], 4],
    [12, 18, 'A', [1, 1], 4],
    [12, 18.1, 'B', [1, 2], 3],
    [20, 25, 'B', [1, 2], 3],
    [40, 20, 'C', [2, 3], 2],
    [40, 20.5, 'D', [3, 4], 1],
    [40, 60, 'D', [3, 4], 1],
  ])('makes of %f and %f %s', (fixed, dynamic, grade, checksPerYear, level) => {
    expect(foodGrade(figures, { static: fixed, dynamic })).toMatchObject({
      score: fixed + dynamic,
      grade,
      checksPerYear,
      level,
    });
  });
  it('refuses a score out of its range', () => {
    expect(() => foodGrade(figures, { static: 41, dynamic: 0 })).toThrow('/static');
    expect(() => foodGrade(figures, { static: 0, dynamic: -1 })).toThrow('/dynamic');
  });
});

it('takes one of the four colours by name', () => {
  const figures = contentOf<'four-colour'>('four-colour-2023');
  expect(fourColour(figures, { level: 2 })).toMatchObject({ level: 2, grade: { zh: '较大风险' }, unconfirmed: [] });
  expect(() => fourColour(figures, { level: 5 })).toThrow('/level');
});
