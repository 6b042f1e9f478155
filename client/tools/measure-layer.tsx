// What is measured, drawn in the style: it is on the print as well as on the screen.
import { useEffect, useMemo } from 'react';
import type { Feature } from 'geojson';
import { MAP_FONT } from '../map/fonts.ts';
import { useMap, useMapPart } from '../map/map-context.tsx';
import type { LayerLook, MapPart } from '../map/map-style.ts';
import { useWords } from '../ui/language.ts';
import { lengthsOf, shapesOf } from './measure-features.ts';
import { useMeasuring, type Measuring } from './measuring.ts';

export function MeasureLayer() {
  const measuring = useMeasuring();
  return measuring.points.length === 0 ? null : <Drawn measuring={measuring} />;
}

function Drawn({ measuring }: { measuring: Measuring }) {
  const { language } = useWords();
  const { palette, scale } = useMap();
  const { accent, surface, text } = palette;
  const shapes = useMemo(
    (): MapPart => ({
      name: 'measure',
      band: 'flows',
      source: sourceOf(shapesOf(measuring)),
      looks: looksOf({ accent, surface }, scale),
    }),
    [measuring, accent, surface, scale],
  );
  const lengths = useMemo(
    (): MapPart => ({
      name: 'measure-lengths',
      band: 'labels',
      source: sourceOf(lengthsOf(measuring, language)),
      looks: [lengthLook({ surface, text }, scale)],
    }),
    [measuring, language, surface, text, scale],
  );
  useMapPart(shapes);
  useMapPart(lengths);
  useQuietDoubleClick(measuring.drawing);
  return null;
}

const sourceOf = (features: Feature[]): MapPart['source'] => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features },
});

/** The double click that ends a drawing shall not zoom. */
function useQuietDoubleClick(drawing: boolean): void {
  const { map } = useMap();
  useEffect(() => {
    if (!drawing) return undefined;
    map.doubleClickZoom.disable();
    return () => map.doubleClickZoom.enable();
  }, [map, drawing]);
}

function looksOf({ accent, surface }: { accent: string; surface: string }, scale: number): LayerLook[] {
  return [
    {
      id: 'measure-face',
      type: 'fill',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': accent, 'fill-opacity': 0.14 },
    },
    {
      id: 'measure-sides',
      type: 'line',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': accent, 'line-width': 2.5 * scale },
    },
    {
      id: 'measure-points',
      type: 'circle',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 4 * scale,
        'circle-color': surface,
        'circle-stroke-color': accent,
        'circle-stroke-width': 2 * scale,
      },
    },
  ];
}

/** Upright on its side, above the names of places, which give way. */
const lengthLook = ({ surface, text }: { surface: string; text: string }, scale: number): LayerLook => ({
  id: 'measure-lengths',
  type: 'symbol',
  layout: {
    'text-field': ['get', 'label'],
    'text-font': [MAP_FONT],
    'text-size': 12 * scale,
    'text-max-width': 20,
    'text-anchor': ['get', 'anchor'],
    'text-offset': ['match', ['get', 'anchor'], 'left', ['literal', [0.6, 0]], ['literal', [0, -0.4]]],
    'text-allow-overlap': true,
  },
  paint: { 'text-color': text, 'text-halo-color': surface, 'text-halo-width': 3 * scale },
});
