// Things in view of the map, page by page.
import { getJson } from '../platform/http.ts';
import { boxText, useMapRequests } from '../platform/map-requests.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useInfiniteQueryAt } from '../platform/query-at.ts';
import { useSettled } from './use-settled.ts';

/** The view has to rest this long before the list follows it, ms. */
const REST_MS = 300;
const PAGE = 100;

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
}

/** `path` is the capability's word; `kind` narrows the list. The former page stays until the next one is here. */
export function usePagedList<Item>(path: string, kind: string | undefined) {
  const box = useMapRequests((state) => state.box);
  const bbox = useSettled(box && boxText(box), REST_MS);
  const query = useInfiniteQueryAt<PageOf<Item>>((moment) => ({
    queryKey: [path, 'list', bbox, kind, momentKey(moment)],
    enabled: bbox !== undefined,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ bbox: bbox ?? '', limit: String(PAGE) });
      if (kind !== undefined) search.set('kind', kind);
      if (pageParam !== '') search.set('after', pageParam);
      return getJson<PageOf<Item>>(pathAt(`/api/${path}?${search}`, moment), signal);
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  }));
  const pages = query.data?.pages ?? [];
  return { ...query, items: pages.flatMap(({ items }) => items), total: pages[0]?.total };
}
