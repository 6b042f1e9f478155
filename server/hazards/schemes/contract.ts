// What a scheme of assessment holds: the figures of a standard, each with its clause and whether a copy of it was seen to say so.
import { Type, type Static, type TSchema } from 'typebox';

const Words = Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });
/** 1 red to 4 blue. */
const SchemeLevel = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
const Sourced = { source: Type.String({ minLength: 1 }), verified: Type.Boolean() };
const Figure = Type.Object({ value: Type.Number({ exclusiveMinimum: 0 }), ...Sourced });
const Levelled = { level: SchemeLevel, levelVerified: Type.Boolean() };
/** After how many months an assessment is due again. */
const Again = { againAfterMonths: Figure };
const Grade = Type.Object({ from: Type.Number({ minimum: 0 }), ...Sourced, ...Levelled });

/** A class of danger with its critical quantity in tonnes and its β, GB 18218 tables 2 and 4. */
export const SubstanceClass = Type.Object({
  symbol: Type.String({ minLength: 1, maxLength: 8 }),
  name: Words,
  criticalT: Type.Number({ exclusiveMinimum: 0 }),
  beta: Type.Number({ exclusiveMinimum: 0 }),
  verified: Type.Boolean(),
});
export type SubstanceClass = Static<typeof SubstanceClass>;

/** A substance by name, GB 18218 table 1. A CAS number is not unique: the number of the row is. */
export const Substance = Type.Object({
  no: Type.Integer({ minimum: 1 }),
  name: Words,
  cas: Type.Array(Type.String({ pattern: '^\\d{2,7}-\\d{2}-\\d$' })),
  criticalT: Type.Number({ exclusiveMinimum: 0 }),
  class: Type.String(),
  classVerified: Type.Boolean(),
  /** Of table 3, for toxic gases by name; else that of the class. */
  beta: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  betaVerified: Type.Optional(Type.Boolean()),
});
export type Substance = Static<typeof Substance>;

export const MajorHazardFigures = Type.Object({
  ...Again,
  /** Around the boundary, where residents are counted, m. */
  radiusM: Figure,
  /** The highest first; from so many persons on. */
  alphas: Type.Array(
    Type.Object({ persons: Type.Integer({ minimum: 0 }), alpha: Type.Number({ exclusiveMinimum: 0 }), ...Sourced }),
    { minItems: 1 },
  ),
  /** The highest first: from R on it is this grade, 1 the gravest. */
  grades: Type.Array(Type.Object({ ...Grade.properties, grade: Type.Integer({ minimum: 1, maximum: 4 }) }), {
    minItems: 1,
  }),
  notMajor: Type.Object({ level: SchemeLevel, ...Sourced }),
  sources: Type.Object({ criticalT: Type.String(), beta: Type.String() }),
  classes: Type.Array(SubstanceClass, { minItems: 1 }),
  substances: Type.Array(Substance),
});
export type MajorHazardFigures = Static<typeof MajorHazardFigures>;

const Scale = Type.Array(Type.Object({ value: Type.Number({ exclusiveMinimum: 0 }), name: Words, ...Sourced }), {
  minItems: 2,
});
export const LecFigures = Type.Object({
  ...Again,
  likelihood: Scale,
  exposure: Scale,
  consequence: Scale,
  grades: Type.Array(Type.Object({ ...Grade.properties, name: Words }), { minItems: 1 }),
});
export type LecFigures = Static<typeof LecFigures>;

const Step = Type.Array(Type.Object({ value: Type.Integer({ minimum: 1, maximum: 5 }), name: Words }), {
  minItems: 5,
  maxItems: 5,
});
export const RiskMatrixFigures = Type.Object({
  ...Again,
  ...Sourced,
  likelihood: Step,
  severity: Step,
  /** A row for each likelihood from 1, in it a level for each severity from 1. */
  cells: Type.Array(Type.Array(SchemeLevel, { minItems: 5, maxItems: 5 }), { minItems: 5, maxItems: 5 }),
});
export type RiskMatrixFigures = Static<typeof RiskMatrixFigures>;

export const FoodGradeFigures = Type.Object({
  ...Again,
  staticMost: Figure,
  dynamicMost: Figure,
  /** The lowest first, each up to its score, that included. */
  grades: Type.Array(
    Type.Object({
      grade: Type.Union([Type.Literal('A'), Type.Literal('B'), Type.Literal('C'), Type.Literal('D')]),
      upTo: Type.Number(),
      checksPerYear: Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]),
      ...Sourced,
      ...Levelled,
    }),
    { minItems: 4, maxItems: 4 },
  ),
});
export type FoodGradeFigures = Static<typeof FoodGradeFigures>;

export const FourColourFigures = Type.Object({
  ...Again,
  levels: Type.Array(Type.Object({ level: SchemeLevel, name: Words, ...Sourced }), { minItems: 4, maxItems: 4 }),
});
export type FourColourFigures = Static<typeof FourColourFigures>;

const scheme = <Method extends string, Content extends TSchema>(method: Method, content: Content) =>
  Type.Object({
    method: Type.Literal(method),
    version: Type.String({ pattern: '^[0-9A-Za-z.-]{1,40}$' }),
    title: Words,
    validFrom: Type.String({ format: 'date' }),
    content,
  });

/** One version of a scheme. */
export const Scheme = Type.Union([
  scheme('gb-18218', MajorHazardFigures),
  scheme('lec', LecFigures),
  scheme('risk-matrix', RiskMatrixFigures),
  scheme('food-grade', FoodGradeFigures),
  scheme('four-colour', FourColourFigures),
]);
export type Scheme = Static<typeof Scheme>;
export type SchemeOf<Method extends Scheme['method']> = Extract<Scheme, { method: Method }>;
