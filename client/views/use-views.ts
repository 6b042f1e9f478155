import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView, ViewChange, ViewDraft } from '#contract/views';
import { getJson, sendJson } from '../platform/http.ts';

const VIEWS = ['views'];

/** As many as a person can look through. */
export const LISTED = 200;

/** Own and shared views, by name. */
export function useViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: ({ signal }) => getJson<{ items: SavedView[]; total: number }>(`/api/views?limit=${LISTED}`, signal),
  });
}

export const useSaveView = () => useWrite((draft: ViewDraft) => sendJson<SavedView>('POST', '/api/views', draft));
export const useChangeView = () =>
  useWrite(({ id, ...change }: ViewChange & { id: string }) => sendJson<SavedView>('PUT', `/api/views/${id}`, change));
export const useRemoveView = () =>
  useWrite((id: string) => sendJson<undefined>('DELETE', `/api/views/${id}`, undefined));

/** The list is asked for again after a refusal too: somebody else was there first. */
function useWrite<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation<Answer, Error, Given>({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: VIEWS }),
  });
}
