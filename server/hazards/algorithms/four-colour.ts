// One of the four colours, by the word of who assesses.
import type { FourColourInput, OutcomeOf } from '../assessment/contract.ts';
import type { FourColourFigures } from '../schemes/contract.ts';
import { refuseAny, sourcesUnconfirmed, type Complaint } from './complaint.ts';

/** The level is one of the scheme's. */
function complaintsOfFourColour(figures: FourColourFigures, { level }: FourColourInput): readonly Complaint[] {
  if (figures.levels.some((one) => one.level === level)) return [];
  return [{ pointer: '/level', detail: `It is one of ${figures.levels.map((one) => one.level).join(', ')}` }];
}

/** @throws RangeError for a level that is none */
export function fourColour(figures: FourColourFigures, input: FourColourInput): OutcomeOf<'four-colour'> {
  refuseAny(complaintsOfFourColour(figures, input));
  const row = figures.levels.find(({ level }) => level === input.level)!;
  return { method: 'four-colour', level: row.level, unconfirmed: sourcesUnconfirmed([row]), grade: row.name };
}
