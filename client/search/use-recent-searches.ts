import { useState } from 'react';
import { recall, remember } from '../platform/remembered.ts';

const NAME = 'recent-searches';
const AT_MOST = 8;

export interface RecentWords {
  readonly words: readonly string[];
  readonly add: (word: string) => void;
  readonly clear: () => void;
}

/** What was typed and led somewhere, newest first. Words only: what they found is asked anew each time. */
export function useRecentSearches(): RecentWords {
  const [words, setWords] = useState(() => recall<readonly string[]>(NAME, []));
  const keep = (next: readonly string[]) => {
    remember(NAME, next);
    setWords(next);
  };
  return {
    words,
    add: (word) => keep([word, ...words.filter((other) => other !== word)].slice(0, AT_MOST)),
    clear: () => keep([]),
  };
}
