// The words of a picture: what the server writes on paper, a picture has to say itself.
import type { Language } from '../../platform/url-state.ts';
import type { Translate } from '../../ui/language.ts';
import { formatLength } from '../figures.ts';
import type { PngWords } from './compose-png.ts';
import type { Sheet } from './sheet.ts';
import { stampText } from './stamp.ts';

export interface PngFacts {
  /** When it is made, ms since 1970. */
  readonly at: number;
  readonly demo: boolean;
  readonly sources: readonly string[];
}

export function pngWordsOf({ moment, facts, note }: Sheet, made: PngFacts, t: Translate, language: Language): PngWords {
  const asOf = moment ? `${stampText(Date.parse(moment.at))}${t(`tools.${moment.how}`)}` : stampText(made.at);
  const colon = t('tools.colon');
  return {
    demo: made.demo ? t('tools.demo') : undefined,
    times: [`${t('tools.printedAt')} ${stampText(made.at)}`, `${t('tools.asOf')} ${asOf}`],
    lines: [
      ...facts.map(({ name, value }) => `${name}${colon}${value}`),
      ...(note === '' ? [] : [note]),
      `${t('tools.source')}${colon}${made.sources.join(t('shell.semicolon'))}`,
    ],
    north: t('tools.north'),
    length: (lengthM) => formatLength(lengthM, language),
  };
}
