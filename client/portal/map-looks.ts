// How published things look on the map: shelters ink teal, hazards grey squares and outlined areas. Level hues stay with levels.
import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import type { Published } from '#contract/portal';

/** Values of tokens.css, light: --c-accent, --c-text-2, --c-surface, --c-text. */
const INK = { shelter: '#0e4a56', hazard: '#424c56', ground: '#ffffff', text: '#14191e' };

/** Areas, hazards and shelters, as the map takes them. */
export function publishedFeatures({
  hazards,
  shelters,
}: Published): Exclude<GeoJSONSourceSpecification['data'], string> {
  const feature = (geometry: object, properties: object) => ({ type: 'Feature', geometry, properties });
  const pointOf = (coordinates: readonly number[]) => ({ type: 'Point', coordinates });
  const features = [
    ...hazards.flatMap(({ geometry, name }) => (geometry ? [feature(geometry, { thing: 'area', name })] : [])),
    ...hazards.map(({ point, name }) => feature(pointOf(point), { thing: 'hazard', name })),
    ...shelters.map(({ point, name, state }) => feature(pointOf(point), { thing: 'shelter', name, state })),
  ];
  return { type: 'FeatureCollection', features } as never;
}

export function publishedLayers(font: string): LayerSpecification[] {
  const of = (thing: string) => ({ source: 'published', filter: ['==', ['get', 'thing'], thing] as never });
  return [
    { id: 'area-fill', type: 'fill', ...of('area'), paint: { 'fill-color': INK.hazard, 'fill-opacity': 0.12 } },
    {
      id: 'area-edge',
      type: 'line',
      ...of('area'),
      paint: { 'line-color': INK.hazard, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
    {
      id: 'hazards',
      type: 'symbol',
      ...of('hazard'),
      minzoom: 9,
      layout: { 'text-field': '■', 'text-font': [font], 'text-size': 14, 'text-allow-overlap': true },
      paint: { 'text-color': INK.hazard, 'text-halo-color': INK.ground, 'text-halo-width': 1.5 },
    },
    {
      id: 'shelters',
      type: 'circle',
      ...of('shelter'),
      paint: {
        'circle-radius': 6,
        'circle-color': ['match', ['get', 'state'], 'open', INK.shelter, INK.ground],
        'circle-stroke-color': INK.shelter,
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'published',
      filter: ['!=', ['get', 'thing'], 'area'],
      minzoom: 13,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': [font],
        'text-size': 13,
        'text-anchor': 'top',
        'text-offset': [0, 0.7],
      },
      paint: { 'text-color': INK.text, 'text-halo-color': INK.ground, 'text-halo-width': 2 },
    },
  ];
}
