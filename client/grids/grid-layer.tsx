// Grids: outlines where they can be read, and a neutral tint where incidents are open. No level hue: a grid has no level.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import { useMap } from '../map/map-context.tsx';
import type { LayerLook } from '../map/map-style.ts';
import type { Palette } from '../map/palette.ts';
import { linesOf, useFeatureStates, useTileLayer, type Describe } from '../map/tile-part.ts';
import { useWords } from '../ui/language.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

export const GRID_SYMBOL: SymbolDrawing = { paths: [{ d: 'M3 3h12v12H3zM3 9h12M9 3v12', stroke: '--c-text-3' }] };

/** Outlines nearer together than a finger's width say nothing. */
const READABLE_ZOOM = 12.5;

/** A row of `GridLoad`: the grid's tile number, its open incidents, the worst level or 0. */
type Load = readonly (readonly [number, number, number])[];
const NO_LOAD: Load = [];

interface Props {
  status: LayerStatus;
  /** Grids with open incidents; undefined while not known. */
  load?: Load | undefined;
}

export function GridLayer({ status, load = NO_LOAD }: Props) {
  const { map, palette, scale } = useMap();
  const { t } = useWords();
  const looks = useMemo(() => gridLooks(palette, scale), [palette, scale]);
  const open = useMemo(() => new Map(load.map(([no, count]) => [no, count])), [load]);
  const describe = useMemo((): Describe => {
    return ({ no, code, name }, point) => {
      if (typeof code !== 'string' || map.getZoom() < READABLE_ZOOM) return undefined;
      const count = open.get(Number(no)) ?? 0;
      // Grids are everywhere: only one in which something is open speaks up beneath the pointer.
      const lines = count > 0 ? linesOf(name, code, t('map.openIncidents', { n: count })) : [];
      return { selection: { kind: 'grids', id: code }, point, lines };
    };
  }, [map, t, open]);
  const part = useTileLayer(status, 'areas', looks, describe);
  useFeatureStates(
    part,
    useMemo(() => gridStates(load), [load]),
  );
  return null;
}

/** Feature states by tile number. */
export function gridStates(load: Load): Map<number, { open: number }> {
  return new Map(load.map(([no, open]) => [no, { open }]));
}

/** Steps, not a ramp: the eye tells four greys apart on the ground, not more. */
export function gridLooks(palette: Palette, scale: number): LayerLook[] {
  const open = ['coalesce', ['feature-state', 'open'], 0];
  return [
    {
      id: 'grids-fill',
      type: 'fill',
      paint: {
        'fill-color': palette.text,
        'fill-opacity': ['step', open, 0, 1, 0.04, 2, 0.07, 4, 0.1, 8, 0.14] as never,
      },
    },
    {
      id: 'grids-line',
      type: 'line',
      minzoom: READABLE_ZOOM,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.lineStrong,
        'line-opacity': 0.7,
        'line-width': ['interpolate', ['linear'], ['zoom'], READABLE_ZOOM, 0.4 * scale, 15, scale],
      },
    },
  ];
}
