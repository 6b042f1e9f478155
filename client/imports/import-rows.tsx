// Row by row: what becomes of each and why.
import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Import, ImportRow, LayerFields, Verdict } from '#contract/imports';
import { getJson } from '../platform/http.ts';
import { useMapRequests } from '../platform/map-requests.ts';
import { problemText } from '../ui/problem-text.ts';
import { useSentences } from './sentences.ts';

const VERDICTS = ['refused', 'changed', 'added', 'unchanged'] as const;
const PAGE = 50;

interface Rows {
  readonly items: ImportRow[];
  readonly next: string | null;
}

export function ImportRows({ found, fields }: { found: Import; fields: LayerFields }) {
  const { t } = useSentences();
  const there = VERDICTS.filter((name) => (found.counts?.[name] ?? 0) > 0);
  const [chosen, setChosen] = useState<Verdict>();
  const verdict = chosen ?? there[0];
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['import-rows', found.id, found.state, found.checkedAt, verdict],
    enabled: verdict !== undefined,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: String(PAGE),
        verdict: verdict!,
        ...(pageParam && { after: pageParam }),
      });
      return getJson<Rows>(`/api/imports/${found.id}/rows?${query}`, signal);
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (verdict === undefined) return null;
  return (
    <>
      <div className="import-tabs" role="group" aria-label={t('imports.rows')}>
        {there.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === verdict}
            onClick={() => setChosen(name)}
          >
            {t(`imports.verdicts.${name}`)}
          </button>
        ))}
      </div>
      {error && <p role="alert">{problemText(error, t)}</p>}
      <ol className="import-rows" aria-busy={isFetching}>
        {data?.pages
          .flatMap(({ items }) => items)
          .map((row) => (
            <RowLine key={row.row} row={row} fields={fields} />
          ))}
      </ol>
      {hasNextPage && (
        <button type="button" className="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('imports.more')}
        </button>
      )}
    </>
  );
}

function RowLine({ row, fields }: { row: ImportRow; fields: LayerFields }) {
  const { t, told } = useSentences();
  const goTo = useMapRequests((state) => state.goTo);
  const titleOf = (name: string) => {
    if (name === 'geometry') return t('imports.place');
    const field = fields.fields.find((one) => one.name === name);
    return field ? told(field.title) : name;
  };
  const { point, reason, differs } = row;
  return (
    <li>
      <span className="import-row-number">{t('imports.rowNumber', { row: row.row })}</span>
      {point ? (
        <button type="button" className="link-button" onClick={() => goTo(point, 15)}>
          {row.name ?? row.code ?? t('imports.onMapShow')}
        </button>
      ) : (
        <span>{row.name ?? row.code ?? ''}</span>
      )}
      {reason && <p>{told(reason.words)}</p>}
      {differs.length > 0 && <p>{t('imports.differs', { fields: differs.map(titleOf).join(' · ') })}</p>}
    </li>
  );
}
