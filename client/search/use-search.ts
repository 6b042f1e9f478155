import type { SearchHit } from '#contract/search';
import { getJson } from '../platform/http.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';
import { useSettled } from '../ui/use-settled.ts';

/** Short enough to feel at once, long enough not to ask for every stroke of an input method, ms. */
const REST_MS = 120;
const AT_MOST = 30;

/** Hits for what is typed, best first; the former ones stay until the next are here. */
export function useSearch(typed: string) {
  const query = useSettled(typed.trim(), REST_MS);
  return useQueryAt<SearchHit[]>((moment) => ({
    queryKey: ['search', query, momentKey(moment)],
    enabled: query !== '',
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ q: query, limit: String(AT_MOST) });
      return getJson<SearchHit[]>(pathAt(`/api/search?${search}`, moment), signal);
    },
    placeholderData: (before) => before,
  }));
}
