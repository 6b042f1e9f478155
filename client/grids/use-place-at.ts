import { useQuery } from '@tanstack/react-query';
import type { PlaceAt } from '#contract/grids';
import type { Position } from '../../geodata/space/geometry.ts';
import { getJson } from '../platform/http.ts';

/** Which county, town, village and grid hold a point, and who owns it. */
export function usePlaceAt(point: Position | undefined) {
  return useQuery({
    queryKey: ['grids', 'at', ...(point ?? [])],
    enabled: point !== undefined,
    queryFn: ({ signal }) => getJson<PlaceAt>(`/api/grids/at?lon=${point?.[0]}&lat=${point?.[1]}`, signal),
    staleTime: 5 * 60_000,
  });
}
