// Every failure in the user's language: by its code, never by the server's title.
import { RequestError } from '../platform/http.ts';
import type { Translate } from './language.ts';
import { zh } from './words/index.ts';

type ProblemKey = keyof typeof zh.problems;

const isKnown = (code: string): code is ProblemKey => Object.hasOwn(zh.problems, code);

/** One sentence for the user. Codes without words of their own still show their code, for support. */
export function problemText(error: Error, t: Translate): string {
  if (!(error instanceof RequestError)) return t('problems.internal');
  if (isKnown(error.code)) return t(`problems.${error.code}`);
  if (error.status === 404) return t('problems.not-found');
  if (error.status === 429) return t('problems.too-many-requests');
  return t('problems.unknown', { code: error.code });
}
