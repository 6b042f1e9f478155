// GB 18218-2018: the worked examples of the standards sheet, and others worked by hand from tables 1 to 6.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { complaintsOfMajorHazard, majorHazard } from '../../server/hazards/algorithms/major-hazard.ts';
import type { Holding, MajorHazardInput, SchemeOf } from '../../server/hazards/assessment/contract.ts';
import { readScheme } from '../../server/hazards/schemes/store.ts';

const file = new URL('../../geodata/schemes/gb-18218-2018.json', import.meta.url);
const { content } = readScheme(readFileSync(file, 'utf8')) as SchemeOf<'gb-18218'>;

const CHLORINE = '7782-50-5';
const AMMONIA = '7664-41-7';
const METHANOL = '67-56-1';
const PETROL = '86290-81-5';
const LPG = '68476-85-7';
const around = (counted: number | null) => ({ radiusM: 500, counted, gridsWithout: 0 });
const held = (cas: string, quantityT: number): Holding => ({ cas, quantityT });
const unit = (...holdings: Holding[]) => ({ name: '罐区', kind: 'storage' as const, holdings });
const graded = (persons: number, ...holdings: Holding[]) =>
  majorHazard(content, { units: [unit(...holdings)] }, around(persons));

const EXAMPLE_A = [held(CHLORINE, 12), held(AMMONIA, 30), held(METHANOL, 400), held(PETROL, 150)];

it.each([
  { persons: 0, alpha: 0.5, r: 8.575, grade: 4 },
  { persons: 20, alpha: 1, r: 17.15, grade: 3 },
  { persons: 40, alpha: 1.2, r: 20.58, grade: 3 },
  { persons: 60, alpha: 1.5, r: 25.725, grade: 3 },
  { persons: 500, alpha: 2, r: 34.3, grade: 3 },
])('grades example A with $persons residents: R = $r', ({ persons, alpha, r, grade }) => {
  const outcome = graded(persons, ...EXAMPLE_A);
  expect(outcome).toMatchObject({ alpha, grade, level: grade, units: [{ s: 6.95, isMajor: true, r, grade }] });
  expect(outcome.units[0]!.holdings.map(({ share }) => share)).toEqual([2.4, 3, 0.8, 0.75]);
  expect(outcome.units[0]!.holdings.map(({ weighted }) => weighted)).toEqual([9.6, 6, 0.8, 0.75]);
});

it('counts what alone is below its threshold: example B', () => {
  expect(graded(70, held(LPG, 60), held(CHLORINE, 4)).units[0]).toMatchObject({
    s: 2,
    isMajor: true,
    r: 7.5,
    grade: 4,
  });
});

it('takes exactly S = 1 for a source, and anything less for none', () => {
  expect(graded(0, held(CHLORINE, 5)).units[0]).toMatchObject({ s: 1, isMajor: true, r: 2, grade: 4 });
  expect(graded(0, held(CHLORINE, 4.999999)).units[0]).toMatchObject({ isMajor: false, r: null, grade: null });
});

it('does not lose a source to rounding: 0.1 t thrice of what is critical at 0.3 t', () => {
  // 0.1 ÷ 0.3 three times is 1; in binary fractions 0.1 + 0.1 + 0.1 is not 0.3, and 0.7 + 0.2 + 0.1 of chlorine's 5 t is not 1.
  const phosgene = held('75-44-5', 0.1);
  expect(graded(0, phosgene, phosgene, phosgene).units[0]).toMatchObject({ s: 1, isMajor: true });
  expect(graded(0, held(CHLORINE, 3.5), held(CHLORINE, 1), held(CHLORINE, 0.5)).units[0]).toMatchObject({
    isMajor: true,
  });
});

// Chlorine: Q 5, β 4, so that R = α·0.8·q.
it.each([
  { q: 125, persons: 1, r: 100, grade: 1 },
  { q: 124.999, persons: 1, r: 99.9992, grade: 2 },
  { q: 62.5, persons: 1, r: 50, grade: 2 },
  { q: 62.499, persons: 1, r: 49.9992, grade: 3 },
  { q: 12.5, persons: 1, r: 10, grade: 3 },
  { q: 12.49875, persons: 1, r: 9.999, grade: 4 },
])('puts R = $r in grade $grade', ({ q, persons, r, grade }) => {
  const outcome = graded(persons, held(CHLORINE, q));
  expect(outcome.units[0]!.r).toBeCloseTo(r, 9);
  expect(outcome.grade).toBe(grade);
});

it.each([
  [0, 0.5],
  [1, 1],
  [29, 1],
  [30, 1.2],
  [49, 1.2],
  [50, 1.5],
  [99, 1.5],
  [100, 2],
])('takes α for %i residents as %f', (persons, alpha) => {
  expect(graded(persons, held(CHLORINE, 5)).alpha).toBe(alpha);
});

it('has β of table 3 by name, before that of the class', () => {
  const betaOf = (cas: string) => graded(1, held(cas, 1)).units[0]!.holdings[0]!.beta;
  expect([AMMONIA, '7446-09-5', '75-21-8'].map(betaOf)).toEqual([2, 2, 2]);
  expect(['7647-01-0', '74-83-9', CHLORINE].map(betaOf)).toEqual([3, 3, 4]);
  expect(['7783-06-4', '7664-39-3', '10102-44-0', '74-90-8'].map(betaOf)).toEqual([5, 5, 10, 10]);
  expect(['75-44-5', '7803-51-2', '624-83-9'].map(betaOf)).toEqual([20, 20, 20]);
  expect([LPG, '74-82-8', '1333-74-0', '74-86-2', '74-85-1'].map(betaOf)).toEqual([1.5, 1.5, 1.5, 1.5, 1.5]);
  expect([METHANOL, '64-17-5', PETROL, '71-43-2', '7782-44-7'].map(betaOf)).toEqual([1, 1, 1, 1, 1]);
  expect(betaOf('118-96-7')).toBe(2); // TNT, an explosive
});

it('takes the quantity and β of a class for what table 1 does not name', () => {
  // W5.1, 10 t and β 1.5: 25 t make S = 2.5 and R = 2·1.5·2.5 = 7.5.
  const outcome = graded(100, { name: '戊烷', class: 'W5.1', quantityT: 25 });
  expect(outcome.units[0]).toMatchObject({ s: 2.5, r: 7.5, grade: 4 });
  expect(outcome.units[0]!.holdings[0]).toMatchObject({ no: null, name: { zh: '戊烷' }, criticalT: 10, beta: 1.5 });
});

it('keeps the critical quantity of the name where only the class is another', () => {
  const [petrol] = graded(1, { cas: PETROL, class: 'W5.1', quantityT: 100 }).units[0]!.holdings;
  expect(petrol).toMatchObject({ criticalT: 200, beta: 1.5, class: 'W5.1', share: 0.5, weighted: 0.75 });
});

it('identifies each unit by itself: two halves of a source are none, the gravest unit is the grade', () => {
  const half = unit(held(CHLORINE, 2.5));
  const apart = majorHazard(content, { units: [half, half] }, around(1000));
  expect(apart).toMatchObject({ grade: null, level: 4 });
  // 20 t of phosgene: R = 2·20·20/0.3 = 2666.7; LPG 60 t: S = 1.2, R = 3.6.
  const mixed = majorHazard(content, { units: [unit(held(LPG, 60)), unit(held('75-44-5', 20)), half] }, around(1000));
  expect(mixed.units.map(({ grade }) => grade)).toEqual([4, 1, null]);
  expect(mixed).toMatchObject({ grade: 1, level: 1 });
});

it('tells rows of one CAS number apart by the number of the row', () => {
  const [dry, wet] = [37, 41].map((no) => graded(1, { no, quantityT: 1 }).units[0]!.holdings[0]!.criticalT);
  expect([dry, wet]).toEqual([1, 50]);
});

it('takes the number of residents that a person gives, and says why', () => {
  const input: MajorHazardInput = { units: [unit(held(CHLORINE, 5))], persons: 120, personsReason: '新建小区已入住' };
  expect(majorHazard(content, input, around(3))).toMatchObject({
    persons: 120,
    alpha: 2,
    residents: { counted: 3 },
    personsReason: '新建小区已入住',
  });
  expect(majorHazard(content, input, around(null)).persons).toBe(120);
  expect(() => majorHazard(content, { units: input.units }, around(null))).toThrow(RangeError);
});

it('names what of its figures is not confirmed', () => {
  expect(graded(1, held(CHLORINE, 10)).unconfirmed).toEqual([]);
  expect(graded(1, held(CHLORINE, 1)).unconfirmed).toEqual(['安全风险四色惯例']); // no source: its colour is a convention
  expect(graded(1, { name: 'x', class: 'J2', quantityT: 60 }).unconfirmed).toEqual(['GB 18218-2018 表3、表4']); // copies differ on β of J2
});

it.each([
  [{ cas: CHLORINE, quantityT: -1 }, '/units/0/holdings/0/quantityT'],
  [{ cas: CHLORINE, quantityT: Number.NaN }, '/units/0/holdings/0/quantityT'],
  [{ cas: CHLORINE, quantityT: 1e9 }, '/units/0/holdings/0/quantityT'],
  [{ cas: CHLORINE, quantityT: 1, presentT: -1 }, '/units/0/holdings/0/presentT'],
  [{ cas: '1-1-1', quantityT: 1 }, '/units/0/holdings/0/cas'],
  [{ cas: '6484-52-2', quantityT: 1 }, '/units/0/holdings/0/cas'], // two rows have it
  [{ no: 86, quantityT: 1 }, '/units/0/holdings/0/no'],
  [{ class: 'W5.1', quantityT: 1 }, '/units/0/holdings/0/name'],
  [{ name: '戊烷', quantityT: 1 }, '/units/0/holdings/0/class'],
  [{ name: '戊烷', class: 'W99', quantityT: 1 }, '/units/0/holdings/0/class'],
])('says where %j cannot be', (holding, pointer) => {
  const input = { units: [unit(holding)] };
  expect(complaintsOfMajorHazard(content, input).map((one) => one.pointer)).toContain(pointer);
  expect(() => majorHazard(content, input, around(1))).toThrow(RangeError);
});

it('wants a reason for another number of residents', () => {
  const input = { units: [unit(held(CHLORINE, 5))], persons: 0, personsReason: ' ' };
  expect(complaintsOfMajorHazard(content, input).map(({ pointer }) => pointer)).toEqual(['/personsReason']);
});

it('has the 85 rows of table 1 and the 24 classes of table 2, with the quantities of the standard', () => {
  expect(content.substances).toHaveLength(85);
  expect(content.classes).toHaveLength(24);
  const q = (no: number) => content.substances.find((one) => one.no === no)!.criticalT;
  expect([1, 6, 12, 30, 46, 66, 85].map(q)).toEqual([10, 0.3, 5, 0.75, 1000, 200, 10]);
  const known = new Set(content.classes.map(({ symbol }) => symbol));
  expect(content.substances.filter((one) => !known.has(one.class))).toEqual([]);
});

it('refuses a scheme with a critical quantity of nothing, and says where', () => {
  const text = readFileSync(file, 'utf8').replace('"criticalT": 10', '"criticalT": 0');
  expect(() => readScheme(text)).toThrow('criticalT');
  expect(() => readScheme('{"method":"guess"}')).toThrow('gb-18218');
});
