/** What is looked for, ready for the column `search_text` (see the function city.search_text in the migrations). */
export interface Needle {
  /** As typed, without blanks, in one width of letters and digits, lower case. */
  readonly text: string;
  /** Its characters apart, as names have them at the start of `search_text`: ` 三 阳`. */
  readonly apart: string;
  /** For ILIKE on `search_text`. */
  readonly pattern: string;
  /** So short a beginning of a code that nearly every grid has it: grids are left out. */
  readonly vague: boolean;
}

/** One or two letters or digits stand in too many words to be looked for anywhere: they must begin one. */
const LEAST_INSIDE = 3;
/** A county has six digits; fewer of them begin the code of every grid of the city. */
const COUNTY_DIGITS = 6;

/**
 * Turns what somebody typed into a pattern. Text with more than letters, digits and hyphens is looked for in names, in which the
 * characters stand apart: ` 三 阳`. Other text is looked for in initials, pinyin and codes.
 *
 * @returns undefined where nothing but blanks was typed
 */
export function readNeedle(typed: string): Needle | undefined {
  const text = typed.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');
  if (text === '') return undefined;
  const apart = [...text].map((sign) => ` ${sign}`).join('');
  if (!/^[a-z\d-]+$/.test(text)) return { text, apart, pattern: `%${literal(apart)}%`, vague: false };
  const pattern = text.length >= LEAST_INSIDE ? `%${text}%` : `%|${text}%`;
  return { text, apart, pattern, vague: text.length < COUNTY_DIGITS && /^\d+$/.test(text) };
}

const literal = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');
