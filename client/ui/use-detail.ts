import { useQuery } from '@tanstack/react-query';
import { getJson } from '../platform/http.ts';

/** One registered thing by the capability's word and its id. */
export function useDetail<Detail>(name: string, id: string) {
  return useQuery({
    queryKey: [name, 'detail', id],
    queryFn: ({ signal }) => getJson<Detail>(`/api/${name}/${encodeURIComponent(id)}`, signal),
    staleTime: 60_000,
  });
}
