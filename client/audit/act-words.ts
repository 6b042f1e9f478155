// An act in words.
import type { Language } from '../platform/url-state.ts';
import { ACTS } from '../ui/words/audit.ts';

/** Undefined where there are none: the code then says it alone. */
export const actWords = (act: string, language: Language): string | undefined => ACTS[act]?.[language === 'zh' ? 0 : 1];

/** Every act that has words, by its code. */
export const knownActs = (language: Language): { act: string; words: string }[] =>
  Object.keys(ACTS).map((act) => ({ act, words: actWords(act, language) ?? act }));
