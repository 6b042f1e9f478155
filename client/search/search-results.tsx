import { useEffect, useRef } from 'react';
import type { SearchHit } from '#contract/search';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useWords } from '../ui/language.ts';
import type { HitGroup } from './search-groups.ts';

const ICONS = {
  divisions: 'divisions',
  grids: 'grids',
  places: 'point',
  hazards: 'hazards',
  shelters: 'shelters',
  sites: 'sites',
  incidents: 'incidents',
} as const satisfies Record<SearchHit['kind'], IconName>;

interface Props {
  listId: string;
  groups: readonly HitGroup[];
  index: number;
  optionId: (index: number) => string;
  onChoose: (hit: SearchHit) => void;
}

export function SearchResults({ listId, groups, index, optionId, onChoose }: Props) {
  const { t } = useWords();
  const active = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer a promise, which is no cleanup.
    void active.current?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <div id={listId} role="listbox" aria-label={t('search.results')} className="hits">
      {groups.map(({ kind, hits }) => (
        <div key={kind} role="group" aria-label={t(`search.kinds.${kind}`)}>
          <div className="hits-kind" role="presentation">
            {t(`search.kinds.${kind}`)}
          </div>
          {hits.map(({ hit, index: at }) => (
            <div
              key={`${hit.kind} ${hit.id}`}
              id={optionId(at)}
              ref={at === index ? active : undefined}
              role="option"
              aria-selected={at === index}
              className="hit"
              onClick={() => onChoose(hit)}
            >
              <Icon name={ICONS[hit.kind]} />
              <span className="hit-name">{hit.name}</span>
              <span className="hit-where">{[hit.where, hit.code].filter(Boolean).join(' · ')}</span>
              <span className="hit-why">{t(`search.matched.${hit.matched}`)}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
