// What each layer has in the present view at the moment shown, how old it is and where its tiles are.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import type { Box } from '../../geodata/space/geometry.ts';
import { getJson } from '../platform/http.ts';
import { momentKey, pathAt } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';
import { useSettled } from '../ui/use-settled.ts';

/** The view has to rest this long before it is asked about, milliseconds. */
const REST_MS = 250;
/** Asked again after this long, milliseconds: a layer may have been loaded meanwhile. */
const REFRESH_MS = 30_000;

export interface LayerStatuses {
  readonly byLayer: ReadonlyMap<string, LayerStatus>;
  /** Undefined before the first answer. */
  readonly boxAnswered: Box | undefined;
  /** The last question failed: what is shown is the answer before it. */
  readonly failed: boolean;
}

interface Answer {
  readonly layers: readonly LayerStatus[];
  readonly box: Box;
}

const textOf = (box: Box | undefined) => box?.map((degrees) => degrees.toFixed(5)).join(',');

/**
 * Statuses by layer name for a view, degrees. What was answered last stays until the next answer.
 * `scopeKey` is whatever changes when the user sees another area: the answers of the old one are then thrown away.
 */
export function useLayerStatuses(box: Box | undefined, scopeKey: string): LayerStatuses {
  const bbox = useSettled(textOf(box), REST_MS);
  const { data, failureCount, isError } = useQueryAt<Answer>((moment) => ({
    queryKey: ['layers', scopeKey, bbox, momentKey(moment)],
    enabled: bbox !== undefined,
    queryFn: async ({ signal }) => ({
      layers: await getJson<LayerStatus[]>(pathAt(`/api/layers?bbox=${bbox ?? ''}`, moment), signal),
      box: (bbox ?? '').split(',').map(Number) as Box,
    }),
    refetchInterval: REFRESH_MS,
    placeholderData: (before, query) => (query?.queryKey[1] === scopeKey ? before : undefined),
  }));
  const failed = isError || failureCount > 0;
  return useMemo(
    () => ({
      byLayer: new Map((data?.layers ?? []).map((status) => [status.layer, status])),
      boxAnswered: data?.box,
      failed,
    }),
    [data, failed],
  );
}

/** How many points lie in a box; its edges count as inside, as they do on the server. */
export function countInBox(
  points: Iterable<{ readonly point: readonly [number, number] }>,
  [west, south, east, north]: Box,
): number {
  let count = 0;
  for (const {
    point: [lon, lat],
  } of points) {
    if (lon >= west && lon <= east && lat >= south && lat <= north) count += 1;
  }
  return count;
}
