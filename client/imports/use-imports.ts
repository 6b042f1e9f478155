// Imports as the server knows them. One under way is asked for again until it stands still.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Import, ImportMapping, LayerFields, Preview } from '#contract/imports';
import { getJson, sendJson } from '../platform/http.ts';

const WHILE_MOVING_MS = 500;
const MOVING: readonly Import['state'][] = ['checking', 'writing', 'undoing'];

export const isMoving = ({ state }: Import) => MOVING.includes(state);

export interface ImportList {
  readonly items: Import[];
  readonly next: string | null;
}

/** The newest fifty. */
export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => getJson<ImportList>('/api/imports?limit=50', signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? WHILE_MOVING_MS * 4 : 30_000),
  });

export const useImport = (id: string) =>
  useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => getJson<Import>(`/api/imports/${id}`, signal),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WHILE_MOVING_MS : false),
  });

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

/** Puts an answer of an act where the screens look for it. */
export function useImportAnswer(): (answer: Import) => void {
  const queries = useQueryClient();
  return (answer) => {
    queries.setQueryData(['imports', answer.id], answer);
    void queries.invalidateQueries({ queryKey: ['imports'], exact: true });
  };
}
