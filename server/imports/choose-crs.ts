// In which system a file of the command line is read: as said, else as it is guessed, with all that speaks for the guess.
import { isDeepStrictEqual } from 'node:util';
import type { CrsReason } from '../../geodata/files/guess-crs.ts';
import { Problem } from '../platform/problem.ts';
import type { Coded, ImportMapping, Inspection } from './contract.ts';

export interface ChosenCrs {
  readonly crs: string;
  /** Said, not needed, or beyond doubt: it may be written with. */
  readonly sure: boolean;
  /** For whoever reads the terminal; empty where there was nothing to guess. */
  readonly lines: readonly string[];
}

/** @throws Problem 422 where nothing is said and nothing can be guessed */
export function chooseCrs(inspection: Inspection, mapping: ImportMapping, said: string | undefined): ChosenCrs {
  if (said !== undefined) return { crs: said, sure: true, lines: [] };
  const { crs: guess, statedCrs } = inspection;
  const crs = guess?.name ?? statedCrs ?? (mapping.place === null ? 'wgs84' : undefined);
  if (crs === undefined)
    throw new Problem(422, 'unknown-crs', 'The coordinate system cannot be told from the file: say --crs');
  if (mapping.place === null) return { crs, sure: true, lines: [] };
  const judged = isDeepStrictEqual(mapping.place, inspection.mapping.place) && mapping.swapped === guess?.swapped;
  const sure = judged && guess.certain;
  const others = (guess?.candidates ?? []).filter(({ name, swapped }) => name !== crs || swapped !== guess?.swapped);
  return {
    crs,
    sure,
    lines: [
      `coordinate system: ${named(crs, mapping.swapped)}${sure ? '' : ' is a guess and not certain'}`,
      `  what speaks for it: ${judged ? reasonText(guess.reason) : 'nothing was compared: the columns of the place are not the ones that were looked at'}`,
      ...others.map(({ name, swapped, reason }) => `  also possible: ${named(name, swapped)}: ${reasonText(reason)}`),
      ...(sure ? [] : ['  --crs decides; without it nothing is written']),
    ],
  };
}

const named = (crs: string, swapped: boolean) => (swapped ? `${crs}, latitude first` : crs);

type Figures = (name: string) => string;
/** As on the screen. */
const REASONS: Readonly<Record<CrsReason['code'] | 'learnt', (of: Figures) => string>> = {
  names: (of) =>
    `${of('count')} names are known places, ${of('metres')} m off on the whole, ${of('otherM')} m in the next system`,
  'rough-names': (of) =>
    `${of('count')} names are known places, some of them approximate, ${of('metres')} m off on the whole, ${of('otherM')} m in the next system`,
  counties: (of) => `${of('count')} rows name their county, ${of('percent')} % lie in it`,
  roads: (of) => `${of('metres')} m from a road on average, ${of('otherM')} m in the next system`,
  bounds: () => 'in this system alone the places lie in the city',
  stated: () => 'the file says so; the places tell no difference',
  'no-evidence': () => 'no known name or county to compare with',
  'outside-city': () => 'in no system do the places lie in the city',
  'no-place': () => 'no place could be read',
  'less-likely': (of) => `less likely, about ${of('shiftM')} m away`,
  learnt: () => 'it was taken the last time for a file with the same headings',
};

function reasonText({ code, values }: Coded): string {
  const text = REASONS[code as keyof typeof REASONS];
  return text((name) => String(Math.round(Number(values[name]))));
}
