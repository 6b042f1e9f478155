// The page's words in the chosen language, for every part of it.
import { createContext, useContext } from 'react';
import { PORTAL_WORDS, type PortalWords } from '../ui/words/portal.ts';

export type PortalLanguage = keyof typeof PORTAL_WORDS;

export interface Spoken {
  readonly words: PortalWords;
  readonly language: PortalLanguage;
}

export const SpokenContext = createContext<Spoken>({ words: PORTAL_WORDS.zh, language: 'zh' });

export const useSpoken = (): Spoken => useContext(SpokenContext);
