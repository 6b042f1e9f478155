import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditFilter, AuditPage as Page } from '#contract/audit';
import { getJson } from '../platform/http.ts';
import { searchOf } from './audit-query.ts';

const PAGE = '50';

/** The log, newest first. Asked for when the page opens and when it is narrowed: each look is on record, so none is for nothing. */
export function useEntries(filter: AuditFilter) {
  const query = useInfiniteQuery({
    queryKey: ['audit', 'entries', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      getJson<Page>(
        `/api/audit/entries?${searchOf(filter, { limit: PAGE, ...(pageParam !== '' && { after: pageParam }) })}`,
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return { ...query, entries: query.data?.pages.flatMap(({ items }) => items) };
}
