// Key sites: small neutral strokes, told apart by what people do there.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import { useMap } from '../map/map-context.tsx';
import type { LayerLook } from '../map/map-style.ts';
import { registerSymbol, symbolImage } from '../map/style-images.ts';
import { linesOf, useTileLayer, type Describe } from '../map/tile-part.ts';
import { useWords } from '../ui/language.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

const strokes = (d: string, width = 1.4): SymbolDrawing => ({
  paths: [
    { d, stroke: '--m-land', width: width + 1.6 },
    { d, stroke: '--c-text-3', width },
  ],
});

/** A plus: what most sites are drawn as. */
export const SITE_SYMBOL = strokes('M9 5v8M5 9h8');
const SYMBOLS = {
  'site-learning': strokes('M6.5 5.5v7M11.5 5.5v7'),
  'site-health': strokes('M9 5v8M5 9h8', 2.4),
  'site-travel': strokes('M6 6l6 6M12 6l-6 6'),
  'site-other': SITE_SYMBOL,
} as const;
for (const [name, drawing] of Object.entries(SYMBOLS)) registerSymbol(name, drawing);

const LEARNING = ['kindergarten', 'primary-school', 'secondary-school', 'university'];
const HEALTH = ['hospital', 'clinic', 'care-home'];
const TRAVEL = ['railway-station', 'metro-station', 'bus-station', 'airport', 'port'];

export function SiteLayer({ status }: { status: LayerStatus }) {
  const { theme, scale } = useMap();
  const { t } = useWords();
  const looks = useMemo(() => siteLooks((name) => symbolImage(name, theme, scale)), [theme, scale]);
  const describe = useMemo((): Describe => {
    return ({ id, name, kind }, point) => {
      if (typeof id !== 'string') return undefined;
      const kindWord = t(`sites.kinds.${String(kind)}` as 'sites.kinds.other', { defaultValue: '' });
      return { selection: { kind: 'sites', id }, point, lines: linesOf(name, kindWord) };
    };
  }, [t]);
  useTileLayer(status, 'sites', looks, describe);
  return null;
}

export function siteLooks(icon: (name: keyof typeof SYMBOLS) => string): LayerLook[] {
  const kinds = [
    'match',
    ['get', 'kind'],
    LEARNING,
    icon('site-learning'),
    HEALTH,
    icon('site-health'),
    TRAVEL,
    icon('site-travel'),
  ];
  return [
    {
      id: 'sites-point',
      type: 'symbol',
      layout: {
        'icon-image': [...kinds, icon('site-other')] as never,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.5, 13, 0.8, 16, 1.1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': ['interpolate', ['linear'], ['zoom'], 9, 0.55, 14, 0.95] },
    },
  ];
}
