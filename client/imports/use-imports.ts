// Imports as the server knows them, followed: every step of every import is told by it.
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Import, ImportMapping, LayerFields, Preview } from '#contract/imports';
import { getJson, sendJson } from '../platform/http.ts';
import { liveCollection, useLiveCollection, type CollectionOptions } from '../platform/live-collection.ts';

const NEWEST = 50;
const MOVING: readonly Import['state'][] = ['checking', 'writing', 'undoing'];

export const isMoving = ({ state }: Import) => MOVING.includes(state);

/** Progress is told each second: what of it comes late after a cut is no news. */
const IMPORTS: CollectionOptions<Import> = {
  topic: 'imports',
  path: `/api/imports?limit=${NEWEST}`,
  itemsIn: ({ items }: { readonly items: readonly Import[] }) => items,
  idOf: ({ id }) => id,
  belongs: () => true,
  signsOfLife: true,
};

interface Imports {
  /** The newest first; undefined until the first answer. */
  readonly items: readonly Import[] | undefined;
  readonly error: Error | undefined;
  readonly confirmedAt: number | undefined;
  readonly retry: () => void;
}

export function useImports(): Imports {
  const { items, status, error, confirmedAt } = useLiveCollection(IMPORTS, (state) => state);
  const newest = useMemo(
    () => [...items.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, NEWEST),
    [items],
  );
  return {
    items: status === 'ready' ? newest : undefined,
    error,
    confirmedAt,
    retry: () => liveCollection(IMPORTS).reload(),
  };
}

/** One import: as it is followed, else (an old one) as it was when it was asked for. */
export function useImport(id: string) {
  const live = useLiveCollection(IMPORTS, ({ items }) => items.get(id));
  const asked = useQuery({
    queryKey: ['imports', id],
    enabled: live === undefined,
    queryFn: ({ signal }) => getJson<Import>(`/api/imports/${id}`, signal),
  });
  return { data: live ?? asked.data, error: live ? undefined : asked.error, refetch: asked.refetch };
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
