// How many incidents are open in each grid, as the server counts them: asked anew when the live collection changes.
import { useEffect, useState } from 'react';
import type { GridLoad, Incident } from '#contract/incidents';
import { getJson } from '../platform/http.ts';

/** Changes that come together are asked about once, milliseconds. */
const GATHER_MS = 1000;

/** Undefined before the first answer; after a failed one the last answer stays until the next change. */
export function useGridLoad(
  incidents: ReadonlyMap<string, Incident> | readonly Incident[],
  wanted: boolean,
): GridLoad | undefined {
  const [load, setLoad] = useState<GridLoad>();
  useEffect(() => {
    if (!wanted) return undefined;
    const abort = new AbortController();
    const ask = async () => {
      const answer = await getJson<GridLoad>('/api/incidents/by-grid', abort.signal).catch(() => undefined);
      if (answer && !abort.signal.aborted) setLoad(answer);
    };
    const timer = setTimeout(() => void ask(), GATHER_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [incidents, wanted]);
  return load;
}
