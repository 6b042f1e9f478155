// What the pages of the administration read and send, below /api/identity.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson, sendJson } from '../platform/http.ts';

const ALL = ['admin'];

/** One answer; the former one stays until the next is here. */
export function useAdmin<Answer>(path: string | undefined) {
  return useQuery({
    queryKey: [...ALL, path],
    enabled: path !== undefined,
    queryFn: ({ signal }) => getJson<Answer>(`/api/identity${path}`, signal),
    placeholderData: keepPreviousData,
  });
}

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
}

/** A list page by page. @param search what narrows it; empty values are left out */
export function useAdminList<Item>(path: string, search: Readonly<Record<string, string>>) {
  const query = useInfiniteQuery({
    queryKey: [...ALL, path, search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries({ ...search, after: pageParam }).filter(([, value]) => value !== '');
      return getJson<PageOf<Item>>(`/api/identity${path}?${new URLSearchParams(given)}`, signal);
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return { ...query, items: pages.flatMap(({ items }) => items), total: pages[0]?.total };
}

type Method = 'POST' | 'PATCH' | 'DELETE';

export interface Sending {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
}

/** Sends one act; every list is read anew after it. */
export function useSend<Answer = unknown>() {
  const queries = useQueryClient();
  return useMutation<Answer, Error, Sending>({
    mutationFn: ({ method, path, body }) => sendJson<Answer>(method, `/api/identity${path}`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}
