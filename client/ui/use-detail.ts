import { getJson, RequestError } from '../platform/http.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';

/** One registered thing by the capability's word and its id, at the moment shown; what it was a moment before stays until it is here. */
export function useDetail<Detail>(name: string, id: string) {
  const query = useQueryAt<Detail>((moment) => ({
    queryKey: [name, 'detail', id, momentKey(moment)],
    queryFn: ({ signal }) => getJson<Detail>(pathAt(`/api/${name}/${encodeURIComponent(id)}`, moment), signal),
    staleTime: 60_000,
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  }));
  // It is not there any more, or not for this user: what was known of it goes too.
  const isGone = query.error instanceof RequestError && query.error.status === 404;
  return isGone ? { ...query, data: undefined } : query;
}
