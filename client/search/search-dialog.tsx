// One box that finds everything; usable by keys alone (the combobox pattern of WAI-ARIA).
import { useId, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '#contract/search';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { useIsPhone } from '../ui/use-media.ts';
import { RecentSearches } from './recent-searches.tsx';
import { groupHits, nextIndex } from './search-groups.ts';
import { SearchResults } from './search-results.tsx';
import { useSearch } from './use-search.ts';
import { useRecentSearches } from './use-recent-searches.ts';

interface Props {
  onChoose: (hit: SearchHit) => void;
  onClose: () => void;
}

export function SearchDialog({ onChoose, onClose }: Props) {
  const { t } = useWords();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const { data: hits, error, isFetching } = useSearch(query);
  const recent = useRecentSearches();
  const groups = groupHits(hits ?? []);
  const inOrder = groups.flatMap((group) => group.hits.map(({ hit }) => hit));
  const choose = (hit: SearchHit) => {
    recent.add(query.trim());
    onChoose(hit);
    onClose();
  };
  const type = (text: string) => {
    setQuery(text);
    setIndex(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, index, inOrder.length);
    const hit = inOrder[index];
    if (next !== undefined) setIndex(next);
    else if (event.key === 'Enter' && hit && !event.nativeEvent.isComposing) choose(hit);
    else return;
    event.preventDefault();
  };
  const typed = query.trim() !== '';
  const optionId = (at: number) => `${listId}-${at}`;
  return (
    <Dialog title={t('search.title')} onClose={onClose} className="search-dialog">
      <input
        type="text"
        role="combobox"
        aria-label={t('search.title')}
        aria-expanded={inOrder.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={inOrder.length > 0 ? optionId(index) : undefined}
        placeholder={t('search.box')}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        value={query}
        onChange={({ target }) => type(target.value)}
        onKeyDown={onKeyDown}
      />
      <p className="only-heard" role="status">
        {typed && hits && !isFetching && t('search.found', { count: hits.length })}
      </p>
      <div className="search-body" role="region" aria-label={t('search.results')} tabIndex={0} aria-busy={isFetching}>
        {error && <p className="note-block">{problemText(error, t)}</p>}
        {!typed && <RecentSearches recent={recent} onChoose={type} />}
        {typed && hits?.length === 0 && !isFetching && (
          <p className="note-block">{t('search.none', { query: query.trim() })}</p>
        )}
        <SearchResults
          listId={listId}
          groups={typed ? groups : []}
          index={index}
          optionId={optionId}
          onChoose={choose}
        />
      </div>
      <KeyFoot />
    </Dialog>
  );
}

function KeyFoot() {
  const { t } = useWords();
  if (useIsPhone()) return null;
  return (
    <div className="search-foot key-hints">
      <kbd>↑</kbd>
      <kbd>↓</kbd> {t('search.keys')} <kbd>↵</kbd> {t('search.keysOpen')} <kbd>Esc</kbd> {t('search.keysClose')}
    </div>
  );
}
