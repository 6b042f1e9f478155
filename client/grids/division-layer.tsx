// Borders of towns and villages, when asked for. Counties are part of the basemap.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import { useMap } from '../map/map-context.tsx';
import type { LayerLook } from '../map/map-style.ts';
import type { Palette } from '../map/palette.ts';
import { useTileLayer, type Describe } from '../map/tile-part.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

export const DIVISION_SYMBOL: SymbolDrawing = {
  paths: [{ d: 'M3 5l6-2 6 3-1 8-7 1-4-4z', stroke: '--c-text-3', dash: '3 1.6' }],
};

/** Towns can be told apart from here on, villages from there. */
const ZOOM = { town: 8.5, village: 11.5 } as const;

/** A border is not chosen: the point query answers which division a place is in. */
const describe: Describe = () => undefined;

export function DivisionLayer({ status }: { status: LayerStatus }) {
  const { palette, scale } = useMap();
  const looks = useMemo(() => divisionLooks(palette, scale), [palette, scale]);
  useTileLayer(status, 'areas', looks, describe);
  return null;
}

export function divisionLooks(palette: Palette, scale: number): LayerLook[] {
  return [
    {
      id: 'divisions-village',
      type: 'line',
      minzoom: ZOOM.village,
      filter: ['==', ['get', 'level'], 'village'],
      paint: { 'line-color': palette.lineStrong, 'line-width': 0.8 * scale, 'line-dasharray': [2, 2] },
    },
    {
      id: 'divisions-town',
      type: 'line',
      minzoom: ZOOM.town,
      filter: ['==', ['get', 'level'], 'town'],
      paint: { 'line-color': palette.text3, 'line-opacity': 0.4, 'line-width': scale, 'line-dasharray': [5, 3] },
    },
  ];
}
