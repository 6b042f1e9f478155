import type { PlaceAt } from '#contract/grids';
import type { Position } from '../../geodata/space/geometry.ts';
import { getJson } from '../platform/http.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';

/** Which county, town, village and grid hold a point, and who owns it. */
export function usePlaceAt(point: Position | undefined) {
  return useQueryAt<PlaceAt>((moment) => ({
    queryKey: ['grids', 'at', point?.join(), momentKey(moment)],
    enabled: point !== undefined,
    queryFn: ({ signal }) =>
      getJson<PlaceAt>(pathAt(`/api/grids/at?lon=${point?.[0]}&lat=${point?.[1]}`, moment), signal),
    staleTime: 5 * 60_000,
    placeholderData: (before, query) => (query?.queryKey[2] === point?.join() ? before : undefined),
  }));
}
