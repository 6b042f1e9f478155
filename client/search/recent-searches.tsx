import { useWords } from '../ui/language.ts';
import type { RecentWords } from './use-recent-searches.ts';

interface Props {
  recent: RecentWords;
  onChoose: (words: string) => void;
}

/** What was looked for before on this machine, until something is typed. */
export function RecentSearches({ recent: { words, clear }, onChoose }: Props) {
  const { t } = useWords();
  if (words.length === 0) return <p className="note-block">{t('search.hint')}</p>;
  return (
    <div className="recent">
      <p>
        {t('search.recent')}
        <button type="button" className="link-button" onClick={clear}>
          {t('search.clearRecent')}
        </button>
      </p>
      <ul className="plain">
        {words.map((word) => (
          <li key={word}>
            <button type="button" className="hit" onClick={() => onChoose(word)}>
              {word}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
