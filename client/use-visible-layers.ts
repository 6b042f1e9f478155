import { useCallback } from 'react';
import { recall, remember } from './platform/remembered.ts';
import { useChangeUrl, useUrlState } from './platform/url.tsx';

const NAME = 'layers';
/** Village borders only when asked for. */
const USUAL: readonly string[] = ['incidents', 'incidents-unknown', 'shelters', 'hazards', 'sites', 'grids'];

/** Which layers are on: what the address says, else what this machine remembers, else the usual ones. */
export function useVisibleLayers() {
  const fromAddress = useUrlState((state) => state.layers);
  const change = useChangeUrl();
  const visible = fromAddress ?? recall(NAME, USUAL);
  const shows = (layer: string) => visible.includes(layer);
  const toggle = useCallback(
    (layer: string) => {
      const layers = visible.includes(layer) ? visible.filter((other) => other !== layer) : [...visible, layer];
      remember(NAME, layers);
      change({ layers }, 'replace');
    },
    [visible, change],
  );
  return { visible, shows, toggle };
}
