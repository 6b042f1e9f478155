import { useQuery } from '@tanstack/react-query';
import type { City } from '#contract/city';
import { getJson } from './platform/http.ts';

/** The city that is loaded. It changes only when another is loaded. */
export function useCity() {
  return useQuery({
    queryKey: ['city'],
    queryFn: ({ signal }) => getJson<City>('/api/city', signal),
    staleTime: 10 * 60_000,
    retry: true,
    retryDelay: 3000,
  });
}
