// Imports as the server knows them, kept current: it tells of every step of every import, and what stands on the screen is asked for again.
import { useCallback } from 'react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Import, ImportMapping, ImportNews, LayerFields, Preview } from '#contract/imports';
import { toServerTime } from '../platform/clock.ts';
import { getJson, sendJson } from '../platform/http.ts';
import { useLiveNews, type News } from '../platform/live-news.ts';

const NEWEST = 50;
const MOVING: readonly Import['state'][] = ['checking', 'writing', 'undoing'];
const ALL = ['imports'] as const;
const LIST = [...ALL, 'newest'] as const;
const keyOfOne = (id: string) => [...ALL, 'one', id] as const;

export const isMoving = ({ state }: Import) => MOVING.includes(state);

/** GET /api/imports, as far as it is looked at. */
type Page = { readonly items: readonly Import[] };

interface Imports {
  /** The newest first; undefined until the first answer. */
  readonly items: readonly Import[] | undefined;
  readonly error: Error | undefined;
  readonly confirmedAt: number | undefined;
  readonly retry: () => void;
}

export function useImports(): Imports {
  const queries = useImportNews();
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => getJson<Page>(`/api/imports?limit=${NEWEST}`, signal),
  });
  return {
    items: data?.items,
    error: error ?? undefined,
    confirmedAt: data && toServerTime(dataUpdatedAt),
    retry: () => askAgain(queries, ALL),
  };
}

/** One import, as it stands. */
export function useImport(id: string) {
  useImportNews();
  const { data, error, refetch } = useQuery({
    queryKey: keyOfOne(id),
    queryFn: ({ signal }) => getJson<Import>(`/api/imports/${id}`, signal),
  });
  return { data, error: data ? undefined : error, refetch };
}

function useImportNews(): QueryClient {
  const queries = useQueryClient();
  useLiveNews<ImportNews>(
    'imports',
    useCallback((news) => follow(queries, news), [queries]),
  );
  return queries;
}

/** The list is asked for anew where it would say something else: not at each step within a state, which is told every second. */
function follow(queries: QueryClient, news: News<ImportNews>): void {
  if (news === 'missed') return askAgain(queries, ALL);
  const listed = new Map(queries.getQueryData<Page>(LIST)?.items.map(({ id, state }) => [id, state]));
  for (const { id, gone } of news)
    if (gone) void queries.resetQueries({ queryKey: keyOfOne(id) });
    else askAgain(queries, keyOfOne(id));
  if (news.some(({ id, gone, body }) => (gone ? listed.has(id) : listed.get(id) !== body.state)))
    askAgain(queries, LIST);
}

/** An answer that is on its way may be older than the news. */
function askAgain(queries: QueryClient, queryKey: readonly string[]): void {
  void queries.cancelQueries({ queryKey }).then(() => queries.invalidateQueries({ queryKey }));
}

export const useLayerFields = () =>
  useQuery({
    queryKey: ['import-layers'],
    queryFn: ({ signal }) => getJson<LayerFields[]>('/api/imports/layers', signal),
    staleTime: Infinity,
  });

/** The first places of the file at a mapping and a CRS; nothing is written. */
export const usePlacesAt = (id: string, order: { mapping: ImportMapping; crs: string } | undefined) =>
  useQuery({
    queryKey: ['import-places', id, order],
    enabled: order !== undefined && order.mapping.place !== null,
    queryFn: () => sendJson<Preview>('POST', `/api/imports/${id}/sample`, { ...order, limit: 1000 }),
    placeholderData: (before: Preview | undefined) => before,
    staleTime: Infinity,
  });

/** The places of the rows that were checked, each with what would become of it. */
export const useCheckedPlaces = (found: Import) =>
  useQuery({
    queryKey: ['import-preview', found.id, found.state, found.checkedAt],
    queryFn: ({ signal }) => getJson<Preview>(`/api/imports/${found.id}/preview?limit=5000`, signal),
    staleTime: Infinity,
  });
