import { getJson } from '../platform/http.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';

/** One registered thing by the capability's word and its id, at the moment shown; what it was a moment before stays until it is here. */
export function useDetail<Detail>(name: string, id: string) {
  return useQueryAt<Detail>((moment) => ({
    queryKey: [name, 'detail', id, momentKey(moment)],
    queryFn: ({ signal }) => getJson<Detail>(pathAt(`/api/${name}/${encodeURIComponent(id)}`, moment), signal),
    staleTime: 60_000,
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  }));
}
