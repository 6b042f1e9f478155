// The hazard of working conditions by Graham and Kinney: D = L·E·C.
import Fraction from 'fraction.js';
import type { LecInput, OutcomeOf } from '../assessment/contract.ts';
import type { LecFigures } from '../schemes/contract.ts';
import { refuseAny, sourcesUnconfirmed, type Complaint } from './complaint.ts';

const SCALES = ['likelihood', 'exposure', 'consequence'] as const;

/** Each of the three is a value of its scale, none in between. */
function complaintsOfLec(figures: LecFigures, input: LecInput): readonly Complaint[] {
  return SCALES.filter((scale) => !figures[scale].some(({ value }) => value === input[scale])).map((scale) => ({
    pointer: `/${scale}`,
    detail: `It is one of ${figures[scale].map(({ value }) => value).join(', ')}`,
  }));
}

/** @throws RangeError for a value that is not of its scale */
export function lec(figures: LecFigures, input: LecInput): OutcomeOf<'lec'> {
  refuseAny(complaintsOfLec(figures, input));
  const d = SCALES.reduce((product, scale) => product.mul(new Fraction(input[scale])), new Fraction(1));
  const grade = figures.grades.find(({ from }) => d.compare(new Fraction(from)) >= 0)!;
  const used = [grade, ...SCALES.map((scale) => figures[scale].find(({ value }) => value === input[scale])!)];
  const unconfirmed = sourcesUnconfirmed(used);
  return { method: 'lec', level: grade.level, unconfirmed, d: d.valueOf(), grade: grade.name };
}
