// Which passwords are refused when they are set: by length and by what is tried first, never by kinds of characters (NIST SP 800-63B 5.1.1.2). Pure.
import { PASSWORD_AT_LEAST } from '../contract.ts';

/** Characters, after normalisation. */
export const PASSWORD_AT_MOST = 256;
/** A word of the person's or the product's that is shorter says nothing. */
const WORD_AT_LEAST = 3;

export type PasswordFault = 'password-too-short' | 'password-too-long' | 'password-common' | 'password-of-the-account';

/** The same characters, however the keyboard put them together; before it is hashed and before it is compared. */
export const normalisePassword = (typed: string): string => typed.normalize('NFKC');

/**
 * What is wrong with a password that is to be set; undefined where nothing is.
 *
 * @param password  normalised
 * @param words     login, name, name of the product: whoever knows the account tries them first
 * @param isCommon  whether a word, in small letters, is on the list of passwords that were stolen elsewhere
 */
export function passwordFault(
  password: string,
  words: readonly string[],
  isCommon: (word: string) => boolean,
): PasswordFault | undefined {
  const length = [...password].length;
  if (length < PASSWORD_AT_LEAST) return 'password-too-short';
  if (length > PASSWORD_AT_MOST) return 'password-too-long';
  const small = password.toLowerCase();
  const own = words.map((word) => word.toLowerCase()).filter((word) => word.length >= WORD_AT_LEAST);
  if (own.some((word) => small.includes(word) && small.length - word.length < PASSWORD_AT_LEAST))
    return 'password-of-the-account';
  const unit = repeatedUnit(small);
  if (unit.length < small.length && unit.length < PASSWORD_AT_LEAST) return 'password-common';
  if (isSequence(small) || isCommon(small) || isDecorated(small, isCommon)) return 'password-common';
  return undefined;
}

/** The shortest text that gives the whole one when repeated, its last time perhaps cut: `abc` of `abcabcab`. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

/** Each character is the next one (or the one before) of the last, 9 and 0 being neighbours: `abcdefghijkl`, `098765432109`. */
function isSequence(text: string): boolean {
  const codes = [...text].map((one) => one.codePointAt(0)!);
  const steps = codes.slice(1).map((code, at) => code - codes[at]!);
  const goes = (by: number) => steps.every((step) => step === by || step === by - 10 * Math.sign(by));
  return goes(1) || goes(-1);
}

/** A stolen password with digits and signs before or behind it is tried right after it. */
function isDecorated(text: string, isCommon: (word: string) => boolean): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return core.length < text.length && (core.length < WORD_AT_LEAST || isCommon(core));
}
