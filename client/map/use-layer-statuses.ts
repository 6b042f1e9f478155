// What each layer has in the present view, how old it is and where its tiles are.
import { useEffect, useState } from 'react';
import type { LayerStatus } from '#contract/platform';
import type { Box } from '../../geodata/space/geometry.ts';
import { getJson } from '../platform/http.ts';

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

const NONE: LayerStatuses = { byLayer: new Map(), boxAnswered: undefined, failed: false };

/**
 * Statuses by layer name for a view, degrees. What was answered last stays until the next answer.
 * `scopeKey` is whatever changes when the user sees another area: the answers of the old one are then thrown away.
 */
export function useLayerStatuses(box: Box | undefined, scopeKey: string): LayerStatuses {
  const [answer, setAnswer] = useState({ scopeKey, statuses: NONE });
  const key = box?.map((degrees) => degrees.toFixed(5)).join(',');
  useEffect(() => {
    if (key === undefined) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const layers = await getJson<LayerStatus[]>(`/api/layers?bbox=${key}`, abort.signal);
        const byLayer = new Map(layers.map((status) => [status.layer, status]));
        const boxAnswered = key.split(',').map(Number) as Box;
        setAnswer({ scopeKey, statuses: { byLayer, boxAnswered, failed: false } });
      } catch {
        if (abort.signal.aborted) return;
        setAnswer((now) => ({
          scopeKey,
          statuses: { ...(now.scopeKey === scopeKey ? now.statuses : NONE), failed: true },
        }));
      }
      timer = setTimeout(() => void ask(), REFRESH_MS);
    };
    timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, scopeKey]);
  return answer.scopeKey === scopeKey ? answer.statuses : NONE;
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
