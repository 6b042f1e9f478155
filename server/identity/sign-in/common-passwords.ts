// Passwords that were stolen elsewhere, the most used first: about 49,000, read when the first password is set.
import { dictionary } from '@zxcvbn-ts/language-common';

let words: ReadonlySet<string> | undefined;

/** @param word in small letters */
export function isCommonPassword(word: string): boolean {
  words ??= new Set(dictionary['passwords-common']);
  return words.has(word);
}
