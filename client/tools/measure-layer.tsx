// What is measured, drawn in the style: it is on the print as well as on the screen.
import { useEffect, useMemo } from 'react';
import type { Feature } from 'geojson';
import type { Position } from '../../geodata/space/geometry.ts';
import { MAP_FONT } from '../map/fonts.ts';
import { useMap, useMapPart } from '../map/map-context.tsx';
import type { LayerLook, MapPart } from '../map/map-style.ts';
import type { Language } from '../platform/url-state.ts';
import { useWords } from '../ui/language.ts';
import { formatLength } from './figures.ts';
import { areaFigures, lineFigures } from './geodesic.ts';
import { drawnPoints, useMeasuring, type Measuring } from './measuring.ts';

export function MeasureLayer() {
  const measuring = useMeasuring();
  return measuring.points.length === 0 ? null : <Drawn measuring={measuring} />;
}

function Drawn({ measuring }: { measuring: Measuring }) {
  const { language } = useWords();
  const { palette, scale } = useMap();
  const { accent, surface, text } = palette;
  const part = useMemo(
    (): MapPart => ({
      name: 'measure',
      band: 'flows',
      source: { type: 'geojson', data: { type: 'FeatureCollection', features: featuresOf(measuring, language) } },
      looks: looksOf({ accent, surface, text }, scale),
    }),
    [measuring, language, accent, surface, text, scale],
  );
  useMapPart(part);
  useQuietDoubleClick(measuring.drawing);
  return null;
}

/** The double click that ends a drawing shall not zoom. */
function useQuietDoubleClick(drawing: boolean): void {
  const { map } = useMap();
  useEffect(() => {
    if (!drawing) return undefined;
    map.doubleClickZoom.disable();
    return () => map.doubleClickZoom.enable();
  }, [map, drawing]);
}

/** Points, sides with their lengths, and the face of an area. */
export function featuresOf(measuring: Measuring, language: Language): Feature[] {
  const points = drawnPoints(measuring);
  const closed = measuring.measure === 'area' && points.length > 2;
  const ring = closed ? [...points, points[0]!] : points;
  const { segmentsM } = closed ? areaFigures(points) : lineFigures(points);
  const sides = segmentsM.map((lengthM, at): Feature => {
    const line = [ring[at]!, ring[at + 1]!].map((point) => [...point]);
    const properties = { label: formatLength(lengthM, language) };
    return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } };
  });
  const face: Feature = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [ring.map((point) => [...point])] },
  };
  return [...(closed ? [face] : []), ...sides, ...points.map(pointFeature)];
}

const pointFeature = (point: Position): Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'Point', coordinates: [...point] },
});

function looksOf({ accent, surface, text }: { accent: string; surface: string; text: string }, scale: number) {
  const looks: LayerLook[] = [
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
    {
      id: 'measure-lengths',
      type: 'symbol',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'label'],
        'text-font': [MAP_FONT],
        'text-size': 12 * scale,
        'text-offset': [0, -0.9],
        'text-max-angle': 180,
        // What was measured is not left out for the name of a place.
        'text-allow-overlap': true,
      },
      paint: { 'text-color': text, 'text-halo-color': surface, 'text-halo-width': 2 * scale },
    },
  ];
  return looks;
}
