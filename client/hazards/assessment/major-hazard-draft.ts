// The form of a major hazard source as it is typed, and what of it can be sent. Pure.
import type { Holding, MajorHazardInput, SchemeOf, Substance } from '#contract/hazards/assessment';

export interface RowDraft {
  readonly substance: string;
  readonly class: string;
  readonly quantity: string;
}
export interface UnitDraft {
  readonly name: string;
  readonly kind: 'production' | 'storage';
  readonly rows: readonly RowDraft[];
}
export interface MajorHazardDraft {
  readonly units: readonly UnitDraft[];
  readonly persons: string;
  readonly reason: string;
}

type Content = SchemeOf<'gb-18218'>['content'];

export const EMPTY_ROW: RowDraft = { substance: '', class: '', quantity: '' };
export const EMPTY_UNIT: UnitDraft = { name: '', kind: 'storage', rows: [EMPTY_ROW] };
export const EMPTY_MAJOR_HAZARD: MajorHazardDraft = { units: [EMPTY_UNIT], persons: '', reason: '' };

/** As the list of choices shows a row of table 1: number, name, CAS numbers. */
export const choiceOf = ({ no, name, cas }: Substance, language: 'zh' | 'en'): string =>
  [no, name[language], ...cas].join(' ');

/** The row that was chosen or typed whole: by its line, its name or its CAS number where that is of one row. */
export function substanceOf({ substances }: Content, typed: string): Substance | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const fitting = substances.filter(
    (one) =>
      (['zh', 'en'] as const).some((language) => choiceOf(one, language) === text || one.name[language] === text) ||
      one.cas.includes(text),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Undefined while something is missing. */
export function inputOf(content: Content, { units, persons, reason }: MajorHazardDraft): MajorHazardInput | undefined {
  const given = units.map(({ name, kind, rows }) => ({
    name: name.trim(),
    kind,
    holdings: rows.map((row) => holdingOf(content, row)),
  }));
  if (given.some(({ name, holdings }) => name === '' || holdings.includes(undefined))) return undefined;
  const whole = given.map((unit) => ({ ...unit, holdings: unit.holdings.flatMap((holding) => holding ?? []) }));
  if (persons.trim() === '') return { units: whole };
  const count = Number(persons);
  if (!Number.isSafeInteger(count) || count < 0 || reason.trim() === '') return undefined;
  return { units: whole, persons: count, personsReason: reason.trim() };
}

function holdingOf(content: Content, { substance, class: symbol, quantity }: RowDraft): Holding | undefined {
  const quantityT = Number(quantity);
  if (quantity.trim() === '' || !Number.isFinite(quantityT)) return undefined;
  const row = substanceOf(content, substance);
  const ofClass = symbol === '' ? {} : { class: symbol };
  if (row) return { no: row.no, ...ofClass, quantityT };
  return substance.trim() === '' || symbol === '' ? undefined : { name: substance.trim(), class: symbol, quantityT };
}

/** What was sent before, to go on from. */
export function draftOf({ substances }: Content, input: MajorHazardInput, language: 'zh' | 'en'): MajorHazardDraft {
  const lineOf = ({ no, cas, name = '' }: Holding) => {
    const row = substances.find((one) => one.no === no || (cas !== undefined && one.cas.includes(cas)));
    return row ? choiceOf(row, language) : name;
  };
  return {
    units: input.units.map(({ name, kind, holdings }) => ({
      name,
      kind,
      rows: holdings.map((holding) => ({
        substance: lineOf(holding),
        class: holding.class ?? '',
        quantity: String(holding.quantityT),
      })),
    })),
    persons: input.persons === undefined ? '' : String(input.persons),
    reason: input.personsReason ?? '',
  };
}
