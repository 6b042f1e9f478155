// Shelters: a house. Open ones are filled at the foot, those that cannot be used are crossed out.
import { useMemo } from 'react';
import type { LayerStatus } from '#contract/platform';
import { useMap } from '../map/map-context.tsx';
import type { LayerLook } from '../map/map-style.ts';
import { registerSymbol, symbolImage } from '../map/style-images.ts';
import { linesOf, useTileLayer, type Describe } from '../map/tile-part.ts';
import { useWords } from '../ui/language.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

const ROOF = 'M3.5 9 9 3.5 14.5 9';
const WALLS = 'M5 8v6.5h8V8';
const GROUND = { d: 'M9 3.5 3.5 9H5v5.5h8V9h1.5z', fill: '--m-land' } as const;

export const SHELTER_SYMBOL: SymbolDrawing = {
  paths: [GROUND, { d: ROOF, stroke: '--c-text-2' }, { d: WALLS, stroke: '--c-text-2' }],
};
const OPEN: SymbolDrawing = {
  paths: [
    GROUND,
    { d: ROOF, stroke: '--c-text', width: 1.6 },
    { d: WALLS, stroke: '--c-text', width: 1.6 },
    { d: 'M5.8 10.4h6.4v4H5.8z', fill: '--c-text' },
  ],
};
const UNAVAILABLE: SymbolDrawing = {
  paths: [
    GROUND,
    { d: ROOF, stroke: '--c-text-3' },
    { d: WALLS, stroke: '--c-text-3' },
    { d: 'M3 15 15 3', stroke: '--c-text-3' },
  ],
};
registerSymbol('shelter-ready', SHELTER_SYMBOL);
registerSymbol('shelter-open', OPEN);
registerSymbol('shelter-unavailable', UNAVAILABLE);

export function ShelterLayer({ status }: { status: LayerStatus }) {
  const { theme, scale } = useMap();
  const { t } = useWords();
  const looks = useMemo(() => shelterLooks((state) => symbolImage(`shelter-${state}`, theme, scale)), [theme, scale]);
  const describe = useMemo((): Describe => {
    const word = (key: string) => t(key as 'shelters.states.open', { defaultValue: '' });
    return ({ id, name, kind, state }, point) => {
      if (typeof id !== 'string') return undefined;
      const words = linesOf(word(`shelters.kinds.${String(kind)}`), word(`shelters.states.${String(state)}`));
      return { selection: { kind: 'shelters', id }, point, lines: linesOf(name, words.join(' · ')) };
    };
  }, [t]);
  useTileLayer(status, 'sites', looks, describe);
  return null;
}

/** Open ones are drawn last, so that nothing covers them. */
export function shelterLooks(icon: (state: string) => string): LayerLook[] {
  return [
    {
      id: 'shelters-point',
      type: 'symbol',
      layout: {
        'icon-image': [
          'match',
          ['get', 'state'],
          'open',
          icon('open'),
          'unavailable',
          icon('unavailable'),
          icon('ready'),
        ],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.45, 12, 0.75, 15, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['match', ['get', 'state'], 'open', 1, 0],
      },
      // From afar those that take nobody in step back; an open one never does.
      paint: {
        'icon-opacity': ['interpolate', ['linear'], ['zoom'], 9, ['match', ['get', 'state'], 'open', 1, 0.5], 13, 1],
      },
    },
  ];
}
