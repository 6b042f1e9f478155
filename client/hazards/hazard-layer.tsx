// Registered hazards: small neutral squares, and areas as thin outlines. Their level is said in words, never drawn as a level.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import { useMap } from '../map/map-context.tsx';
import type { LayerLook } from '../map/map-style.ts';
import type { Palette } from '../map/palette.ts';
import { registerSymbol, symbolImage } from '../map/style-images.ts';
import { linesOf, useTileLayer, type Describe } from '../map/tile-part.ts';
import { useWords } from '../ui/language.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

/** A square of 6 in the box of 18. */
export const HAZARD_SYMBOL: SymbolDrawing = {
  paths: [{ d: 'M6 6h6v6H6z', fill: '--c-text-3', stroke: '--m-land', width: 0.8 }],
};
registerSymbol('hazard', HAZARD_SYMBOL);

export function HazardLayer({ status }: { status: LayerStatus }) {
  const { theme, palette, scale } = useMap();
  const { t } = useWords();
  const looks = useMemo(
    () => hazardLooks(palette, symbolImage('hazard', theme, scale), scale),
    [palette, theme, scale],
  );
  const describe = useMemo((): Describe => {
    const word = (key: string) => t(key as 'hazards.kinds.gas', { defaultValue: '' });
    return ({ id, name, kind, level }, point) => {
      if (typeof id !== 'string') return undefined;
      const grade = t(level ? `shell.level.long.${level as 1}` : 'hazards.notAssessed');
      const lines = linesOf(name, linesOf(word(`hazards.kinds.${String(kind)}`), grade).join(' · '));
      return { selection: { kind: 'hazards', id }, point, lines };
    };
  }, [t]);
  useTileLayer(status, 'sites', looks, describe);
  return null;
}

/** Pure, so that it is tested without a map. */
export function hazardLooks(palette: Palette, icon: string, scale: number): LayerLook[] {
  return [
    {
      id: 'hazards-area',
      type: 'fill',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.text3, 'fill-opacity': 0.08 },
    },
    {
      id: 'hazards-edge',
      type: 'line',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': palette.text3, 'line-width': scale },
    },
    {
      id: 'hazards-point',
      type: 'symbol',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': icon,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.55, 13, 1, 16, 1.4],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': ['interpolate', ['linear'], ['zoom'], 9, 0.55, 14, 0.95] },
    },
  ];
}
