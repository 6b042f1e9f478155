// An act that the server declares, in words.
import type { Language } from '../platform/url-state.ts';
import { QUIET_ACTS } from '../ui/words/acts.ts';
import { ACTS } from '../ui/words/audit.ts';

/** The act's code where nobody has written words for it. */
export const declaredWords = (act: string, language: Language): string =>
  (QUIET_ACTS[act] ?? ACTS[act])?.[language === 'zh' ? 0 : 1] ?? act;
