// Food businesses by risk: a static and a dynamic score make a grade from A to D, and the grade the number of checks a year.
import Fraction from 'fraction.js';
import type { FoodGradeInput, OutcomeOf } from '../assessment/contract.ts';
import type { FoodGradeFigures } from '../schemes/contract.ts';
import { refuseAny, sourcesUnconfirmed, type Complaint } from './complaint.ts';

const PARTS = ['static', 'dynamic'] as const;

/** Each score lies between 0 and its most. */
function complaintsOfFoodGrade(figures: FoodGradeFigures, input: FoodGradeInput): readonly Complaint[] {
  return PARTS.filter((part) => !(input[part] >= 0 && input[part] <= figures[`${part}Most`].value)).map((part) => ({
    pointer: `/${part}`,
    detail: `It is 0 to ${figures[`${part}Most`].value}`,
  }));
}

/** Higher is riskier; the end of a grade belongs to it. @throws RangeError for a score out of its range */
export function foodGrade(figures: FoodGradeFigures, input: FoodGradeInput): OutcomeOf<'food-grade'> {
  refuseAny(complaintsOfFoodGrade(figures, input));
  const score = new Fraction(input.static).add(new Fraction(input.dynamic));
  const row = figures.grades.find(({ upTo }) => score.compare(new Fraction(upTo)) <= 0)!;
  const used = [row, figures.staticMost, figures.dynamicMost];
  const unconfirmed = sourcesUnconfirmed(used);
  const { level, grade, checksPerYear } = row;
  return { method: 'food-grade', level, unconfirmed, score: score.valueOf(), grade, checksPerYear };
}
