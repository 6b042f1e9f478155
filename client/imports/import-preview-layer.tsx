// Where the rows of a file would lie, drawn above all else: nothing of it is written yet.
import { useMemo } from 'react';
import type { Feature } from 'geojson';
import type { Preview } from '#contract/imports';
import { useMap, useMapPart } from '../map/map-context.tsx';
import type { LayerLook, MapPart } from '../map/map-style.ts';
import { usePreview } from './preview-store.ts';

export function ImportPreviewLayer() {
  const preview = usePreview((state) => state.sample ?? state.checked);
  return preview && preview.features.length > 0 ? <Drawn preview={preview} /> : null;
}

function Drawn({ preview }: { preview: Preview }) {
  const { palette, scale } = useMap();
  const { accent, surface } = palette;
  const part = useMemo(
    (): MapPart => ({
      name: 'import-preview',
      band: 'flows',
      source: { type: 'geojson', data: { type: preview.type, features: preview.features as Feature[] } },
      looks: looksOf(accent, surface, scale),
    }),
    [preview, accent, surface, scale],
  );
  useMapPart(part);
  return null;
}

/** Added rows are filled, changed ones are rings, unchanged ones are small. */
export function looksOf(accent: string, surface: string, scale: number): LayerLook[] {
  const verdict = ['get', 'verdict'] as const;
  return [
    {
      id: 'import-preview-face',
      type: 'fill',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': accent, 'fill-opacity': 0.18 },
    },
    {
      id: 'import-preview-line',
      type: 'line',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': accent, 'line-width': 2 * scale, 'line-dasharray': [2, 1] },
    },
    {
      id: 'import-preview-point',
      type: 'circle',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['match', [...verdict], 'unchanged', 3 * scale, 5 * scale],
        'circle-color': ['match', [...verdict], 'changed', surface, accent],
        'circle-stroke-color': ['match', [...verdict], 'changed', accent, surface],
        'circle-stroke-width': 2 * scale,
      },
    },
  ];
}
