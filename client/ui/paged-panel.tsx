// The list of registered things in view of the map, the same for every capability that has one.
import { useState, type ReactNode } from 'react';
import { useSelection } from '../platform/url.tsx';
import { formatNumber } from './formats.ts';
import { useWords } from './language.ts';
import { KeyHints, ListPanel } from './panel.tsx';
import { EmptyNote, FailureNote, RowOutlines } from './states.tsx';
import { usePagedList } from './use-paged-list.ts';
import { useRowHeight } from './use-media.ts';
import { VirtualList, type RowPlace } from './virtual-list.tsx';

export interface RowTools {
  readonly place: RowPlace;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

interface Props<Item> {
  /** The capability's word: path of its route and kind of the selection. */
  name: string;
  title: string;
  idOf: (item: Item) => string;
  /** Choices of the filter: value and word. */
  kinds: readonly { readonly value: string; readonly word: string }[];
  onClose: () => void;
  children: (item: Item, tools: RowTools) => ReactNode;
}

export function PagedPanel<Item>({ name, title, idOf, kinds, onClose, children }: Props<Item>) {
  const { t, language } = useWords();
  const { selection, select } = useSelection();
  const [kind, setKind] = useState<string>();
  const { items, total, error, isFetching, dataUpdatedAt, refetch, hasNextPage, fetchNextPage } = usePagedList<Item>(
    name,
    kind,
  );
  const chosen = kinds.find(({ value }) => value === kind);
  const rowHeight = useRowHeight();
  const figure = (count: number) => formatNumber(count, language);
  const selectedKey = selection?.kind === name ? selection.id : undefined;
  const more = hasNextPage && (
    <button type="button" className="button more" onClick={() => void fetchNextPage()} disabled={isFetching}>
      {t('shell.list.more', { n: figure(Math.min(100, (total ?? 0) - items.length)) })}
    </button>
  );
  return (
    <ListPanel
      title={title}
      count={total === undefined ? undefined : figure(total)}
      busy={isFetching}
      taken={{
        dataset: name,
        title,
        inView: true,
        ...(chosen && { filter: { fields: { kind: chosen.value }, words: chosen.word } }),
      }}
      onClose={onClose}
      head={<KindFilter kinds={kinds} chosen={kind} onChoose={setKind} />}
      foot={
        <>
          <span>{t('shell.list.foot', { shown: figure(items.length), total: figure(total ?? 0) })}</span>
          <KeyHints />
        </>
      }
    >
      {error && (
        <FailureNote
          error={error}
          what={title}
          keptFrom={total === undefined ? undefined : dataUpdatedAt}
          onRetry={() => void refetch()}
        />
      )}
      {total === undefined && !error && <RowOutlines />}
      {total === 0 && <NothingInView title={title} kind={chosen?.word} onClear={() => setKind(undefined)} />}
      {total !== undefined && total > 0 && (
        <VirtualList
          items={items}
          keyOf={idOf}
          rowHeight={rowHeight}
          label={title}
          selectedKey={selectedKey}
          after={more}
        >
          {(item, place) => {
            const id = idOf(item);
            return children(item, { place, selected: id === selectedKey, onOpen: () => select({ kind: name, id }) });
          }}
        </VirtualList>
      )}
    </ListPanel>
  );
}

interface FilterProps {
  kinds: Props<unknown>['kinds'];
  chosen: string | undefined;
  onChoose: (kind: string | undefined) => void;
}

function KindFilter({ kinds, chosen, onChoose }: FilterProps) {
  const { t } = useWords();
  return (
    <div className="kind-filter">
      <select
        aria-label={t('shell.list.filterKind')}
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
      >
        <option value="">{t('shell.list.all')}</option>
        {kinds.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <span>{t('shell.list.inView')}</span>
    </div>
  );
}

function NothingInView({ title, kind, onClear }: { title: string; kind: string | undefined; onClear: () => void }) {
  const { t } = useWords();
  if (kind === undefined) return <EmptyNote>{t('shell.list.emptyView', { what: title })}</EmptyNote>;
  const clear = (
    <button type="button" className="link-button" onClick={onClear}>
      {t('shell.list.clearFilter')}
    </button>
  );
  return <EmptyNote action={clear}>{t('shell.list.emptyKind', { kind })}</EmptyNote>;
}
