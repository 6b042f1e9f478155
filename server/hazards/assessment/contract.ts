// Assessments of hazards: what is filled in for each method, and its working.
import { Type, type Static } from 'typebox';
import { Instant, Level } from '../../platform/contract.ts';
import { Scheme, type SchemeOf } from '../schemes/contract.ts';

export { Scheme, type SchemeOf };
export type { Substance, SubstanceClass } from '../schemes/contract.ts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** A substance in a unit: a row of table 1 by its number or, where that is one row, its CAS number; else by name and class. */
export const Holding = Type.Object(
  {
    no: Type.Optional(Type.Integer()),
    cas: Type.Optional(Type.String({ maxLength: 20 })),
    name: Type.Optional(Text(100)),
    /** In place of the one that the scheme gives the substance, or for one that it does not name. */
    class: Type.Optional(Type.String({ maxLength: 8 })),
    /** What the unit is designed to hold at most, t. */
    quantityT: Type.Number(),
    /** What lies there today, t; it changes nothing in the grade. */
    presentT: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);
export type Holding = Static<typeof Holding>;

export const HazardUnit = Type.Object(
  {
    name: Text(100),
    kind: Type.Union([Type.Literal('production'), Type.Literal('storage')]),
    holdings: Type.Array(Holding, { minItems: 1, maxItems: 100 }),
  },
  { additionalProperties: false },
);

export const MajorHazardInput = Type.Object(
  {
    units: Type.Array(HazardUnit, { minItems: 1, maxItems: 50 }),
    /** Residents around it, where those counted from the grids are not right; then with a reason. */
    persons: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
    personsReason: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
);
export type MajorHazardInput = Static<typeof MajorHazardInput>;

const input = <Fields extends Record<string, ReturnType<typeof Type.Number>>>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });
export const LecInput = input({ likelihood: Type.Number(), exposure: Type.Number(), consequence: Type.Number() });
export type LecInput = Static<typeof LecInput>;
export const RiskMatrixInput = input({ likelihood: Type.Number(), severity: Type.Number() });
export type RiskMatrixInput = Static<typeof RiskMatrixInput>;
export const FoodGradeInput = input({ static: Type.Number(), dynamic: Type.Number() });
export type FoodGradeInput = Static<typeof FoodGradeInput>;
export const FourColourInput = input({ level: Type.Number() });
export type FourColourInput = Static<typeof FourColourInput>;

const asked = <Method extends string, Input extends ReturnType<typeof Type.Object>>(method: Method, given: Input) =>
  Type.Object({ method: Type.Literal(method), input: given }, { additionalProperties: false });

/** POST /api/hazards/:id/assessment-trials: what would come of it. The scheme is the one in force. */
export const Trial = Type.Union([
  asked('gb-18218', MajorHazardInput),
  asked('lec', LecInput),
  asked('risk-matrix', RiskMatrixInput),
  asked('food-grade', FoodGradeInput),
  asked('four-colour', FourColourInput),
]);
export type Trial = Static<typeof Trial>;

/** POST /api/hazards/:id/assessments */
export const NewAssessment = Type.Object(
  {
    trial: Trial,
    /** What it rests on: a survey, a report, who was there. */
    basis: Text(2000),
    /** The assessment that the assessor saw in force; null for none. */
    seen: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type NewAssessment = Static<typeof NewAssessment>;

const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const Outcome = {
  level: Level,
  /** Sources of the figures that were used and not confirmed; none: all of them are. */
  unconfirmed: Type.Array(Type.String()),
};

const HoldingWorking = Type.Object({
  no: Type.Union([Type.Integer(), Type.Null()]),
  name: Words,
  class: Type.String(),
  quantityT: Type.Number(),
  /** Q, t. */
  criticalT: Type.Number(),
  beta: Type.Number(),
  /** q ÷ Q */
  share: Type.Number(),
  /** β·q ÷ Q */
  weighted: Type.Number(),
});
export const UnitWorking = Type.Object({
  name: Type.String(),
  kind: HazardUnit.properties.kind,
  holdings: Type.Array(HoldingWorking),
  /** S = Σ q ÷ Q; from 1 on it is a major hazard source. */
  s: Type.Number(),
  isMajor: Type.Boolean(),
  /** R = α·Σ β·q ÷ Q; null where it is none. */
  r: Type.Union([Type.Number(), Type.Null()]),
  /** 1, the gravest, to 4. */
  grade: Type.Union([Type.Integer(), Type.Null()]),
});
export type UnitWorking = Static<typeof UnitWorking>;

/** Residents around a hazard. */
export const Residents = Type.Object({
  radiusM: Type.Number(),
  /** From the grids, each by the share of it that lies inside; null where no grid there has a figure. */
  counted: Type.Union([Type.Integer(), Type.Null()]),
  /** Grids there of which no population is known. */
  gridsWithout: Type.Integer(),
});
export type Residents = Static<typeof Residents>;

export const MajorHazardOutcome = Type.Object({
  method: Type.Literal('gb-18218'),
  ...Outcome,
  residents: Residents,
  persons: Type.Integer(),
  personsReason: Type.Union([Type.String(), Type.Null()]),
  alpha: Type.Number(),
  units: Type.Array(UnitWorking),
  /** The gravest of its units; null where none is a major hazard source. */
  grade: Type.Union([Type.Integer(), Type.Null()]),
});
export type MajorHazardOutcome = Static<typeof MajorHazardOutcome>;
export const LecOutcome = Type.Object({
  method: Type.Literal('lec'),
  ...Outcome,
  /** D = L·E·C */
  d: Type.Number(),
  grade: Words,
});
export const RiskMatrixOutcome = Type.Object({
  method: Type.Literal('risk-matrix'),
  ...Outcome,
  likelihood: Words,
  severity: Words,
});
export const FoodGradeOutcome = Type.Object({
  method: Type.Literal('food-grade'),
  ...Outcome,
  score: Type.Number(),
  grade: Type.String(),
  checksPerYear: Type.Tuple([Type.Integer(), Type.Integer()]),
});
export const FourColourOutcome = Type.Object({ method: Type.Literal('four-colour'), ...Outcome, grade: Words });

export const AssessmentOutcome = Type.Union([
  MajorHazardOutcome,
  LecOutcome,
  RiskMatrixOutcome,
  FoodGradeOutcome,
  FourColourOutcome,
]);
export type AssessmentOutcome = Static<typeof AssessmentOutcome>;
export type OutcomeOf<Method extends AssessmentOutcome['method']> = Extract<AssessmentOutcome, { method: Method }>;

/** GET /api/hazards/:id/assessments: the newest first; the first is the one in force. */
export const Assessment = Type.Object({
  id: Type.String({ format: 'uuid' }),
  trial: Trial,
  outcome: AssessmentOutcome,
  /** Of the scheme that it was made by. */
  version: Type.String(),
  title: Words,
  basis: Type.String(),
  actor: Type.String(),
  at: Instant,
  /** When it has to be made again. */
  dueAt: Instant,
});
export type Assessment = Static<typeof Assessment>;
