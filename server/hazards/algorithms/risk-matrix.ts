// A risk matrix: five steps of likelihood by five of severity, each cell with a level of its own.
import type { OutcomeOf, RiskMatrixInput } from '../assessment/contract.ts';
import type { RiskMatrixFigures } from '../schemes/contract.ts';
import { refuseAny, sourcesUnconfirmed, type Complaint } from './complaint.ts';

const AXES = ['likelihood', 'severity'] as const;

/** Both are whole steps of their axis. */
function complaintsOfRiskMatrix(figures: RiskMatrixFigures, input: RiskMatrixInput): readonly Complaint[] {
  return AXES.filter((axis) => !figures[axis].some(({ value }) => value === input[axis])).map((axis) => ({
    pointer: `/${axis}`,
    detail: `It is one of ${figures[axis].map(({ value }) => value).join(', ')}`,
  }));
}

/** @throws RangeError for a step that is not of its axis */
export function riskMatrix(figures: RiskMatrixFigures, input: RiskMatrixInput): OutcomeOf<'risk-matrix'> {
  refuseAny(complaintsOfRiskMatrix(figures, input));
  const nameOf = (axis: (typeof AXES)[number]) => figures[axis].find(({ value }) => value === input[axis])!.name;
  return {
    method: 'risk-matrix',
    level: figures.cells[input.likelihood - 1]![input.severity - 1]!,
    unconfirmed: sourcesUnconfirmed([figures]),
    likelihood: nameOf('likelihood'),
    severity: nameOf('severity'),
  };
}
