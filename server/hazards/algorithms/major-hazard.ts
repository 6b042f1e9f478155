// Major hazard sources of hazardous chemicals by GB 18218-2018. Figures come from the scheme; nothing is rounded before it is compared.
import Fraction from 'fraction.js';
import type { Holding, MajorHazardInput, MajorHazardOutcome, Residents, UnitWorking } from '../assessment/contract.ts';
import { NotComputable, refuseAny, type Complaint } from './complaint.ts';
import type { MajorHazardFigures, Substance, SubstanceClass } from '../schemes/contract.ts';

/** Quantities beyond this are typing errors, t. */
const MOST_T = 10_000_000;

/** What of a filled-in form cannot be computed; none: it can. */
export function complaintsOfMajorHazard(figures: MajorHazardFigures, input: MajorHazardInput): readonly Complaint[] {
  const ofHoldings = input.units.flatMap(({ holdings }, unit) =>
    holdings.flatMap((holding, no) =>
      complaintsOf(figures, holding).map(({ pointer, detail }) => ({
        pointer: `/units/${unit}/holdings/${no}/${pointer}`,
        detail,
      })),
    ),
  );
  if (input.persons === undefined || input.personsReason?.trim()) return ofHoldings;
  return [...ofHoldings, { pointer: '/personsReason', detail: 'Another number than the one counted needs a reason' }];
}

function complaintsOf(figures: MajorHazardFigures, holding: Holding): Complaint[] {
  const complaints: Complaint[] = [];
  for (const field of ['quantityT', 'presentT'] as const) {
    const given = holding[field];
    if (given !== undefined && !(given >= 0 && given <= MOST_T))
      complaints.push({ pointer: field, detail: `A quantity is 0 to ${MOST_T} t` });
  }
  return [...complaints, ...complaintsOfName(figures, holding)];
}

/** Of what it is said to be: the first of them, as the others follow from it. */
function complaintsOfName(figures: MajorHazardFigures, holding: Holding): Complaint[] {
  const rows = rowsOf(figures, holding);
  const [row] = rows;
  if (holding.no !== undefined && !row) return [{ pointer: 'no', detail: 'The scheme has no such row' }];
  if (holding.no === undefined && holding.cas !== undefined && !row)
    return [{ pointer: 'cas', detail: 'The scheme names no substance of this CAS number' }];
  if (rows.length > 1)
    return [{ pointer: 'cas', detail: `Several rows have this CAS number: ${rows.map(({ no }) => no).join()}` }];
  if (!row && !holding.name?.trim())
    return [{ pointer: 'name', detail: 'A substance that the scheme does not name needs a name' }];
  const symbol = holding.class ?? row?.class;
  if (symbol === undefined)
    return [{ pointer: 'class', detail: 'A substance that the scheme does not name needs a class' }];
  return classOf(figures, symbol) ? [] : [{ pointer: 'class', detail: 'The scheme has no such class' }];
}

/** Rows of table 1 that a holding names. */
function rowsOf(figures: MajorHazardFigures, { no, cas }: Holding): readonly Substance[] {
  if (no !== undefined) return figures.substances.filter((one) => one.no === no);
  return cas === undefined ? [] : figures.substances.filter((one) => one.cas.includes(cas));
}

const classOf = (figures: MajorHazardFigures, symbol: string): SubstanceClass | undefined =>
  figures.classes.find((one) => one.symbol === symbol);

/**
 * Identifies and grades the units of a source: S = Σ q ÷ Q, a major hazard source from S = 1 on; R = α·Σ β·q ÷ Q.
 *
 * @param residents  counted around it; `input.persons` takes their place
 * @returns the working of each unit, and the gravest grade; the level of the map is the scheme's word for that grade
 * @throws RangeError where `complaintsOfMajorHazard` has any, and where nobody can say how many people live there
 */
export function majorHazard(
  figures: MajorHazardFigures,
  input: MajorHazardInput,
  residents: Residents,
): MajorHazardOutcome {
  refuseAny(complaintsOfMajorHazard(figures, input));
  const persons = input.persons ?? residents.counted;
  if (persons === null) {
    const complaint = { pointer: '/persons', detail: 'No population is known there: say how many live around it' };
    throw new NotComputable(complaint, [complaint]);
  }
  const step = figures.alphas.find((one) => persons >= one.persons)!;
  const unconfirmed = new Set(step.verified ? [] : [step.source]);
  const units = input.units.map((unit) => unitWorking(figures, unit, new Fraction(step.alpha), unconfirmed));
  const grades = units.flatMap(({ grade }) => grade ?? []);
  const gravest = grades.length === 0 ? null : Math.min(...grades);
  const row = figures.grades.find(({ grade }) => grade === gravest);
  if (!row && !figures.notMajor.verified) unconfirmed.add(figures.notMajor.source);
  return {
    method: 'gb-18218',
    level: row?.level ?? figures.notMajor.level,
    unconfirmed: [...unconfirmed],
    residents,
    persons,
    personsReason: input.persons === undefined ? null : input.personsReason!,
    alpha: step.alpha,
    units,
    grade: gravest,
  };
}

function unitWorking(
  figures: MajorHazardFigures,
  { name, kind, holdings }: MajorHazardInput['units'][number],
  alpha: Fraction,
  unconfirmed: Set<string>,
): UnitWorking {
  let s = new Fraction(0);
  let sum = new Fraction(0);
  const workings = holdings.map((holding) => {
    const { row, symbol, criticalT, beta } = figuresOf(figures, holding, unconfirmed);
    const share = new Fraction(holding.quantityT).div(new Fraction(criticalT));
    const weighted = share.mul(new Fraction(beta));
    s = s.add(share);
    sum = sum.add(weighted);
    return {
      no: row?.no ?? null,
      name: row?.name ?? { zh: holding.name!, en: holding.name! },
      class: symbol,
      quantityT: holding.quantityT,
      criticalT,
      beta,
      share: share.valueOf(),
      weighted: weighted.valueOf(),
    };
  });
  const isMajor = s.compare(1) >= 0;
  const r = alpha.mul(sum);
  const grade = isMajor ? figures.grades.find(({ from }) => r.compare(new Fraction(from)) >= 0)! : undefined;
  if (grade && !grade.verified) unconfirmed.add(grade.source);
  return {
    name,
    kind,
    holdings: workings,
    s: s.valueOf(),
    isMajor,
    r: isMajor ? r.valueOf() : null,
    grade: grade?.grade ?? null,
  };
}

/** Q of a named substance is its own, else that of its class; β is that of table 3 by name, else that of the class. */
function figuresOf(figures: MajorHazardFigures, holding: Holding, unconfirmed: Set<string>) {
  const [row] = rowsOf(figures, holding);
  const symbol = holding.class ?? row!.class;
  const ofClass = classOf(figures, symbol)!;
  const ownBeta = row?.beta !== undefined;
  const isSure = ownBeta
    ? row.betaVerified !== false
    : ofClass.verified && (holding.class !== undefined || row === undefined || row.classVerified);
  if (!isSure) unconfirmed.add(figures.sources.beta);
  return { row, symbol, criticalT: row?.criticalT ?? ofClass.criticalT, beta: row?.beta ?? ofClass.beta };
}
