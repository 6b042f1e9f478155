// The look of the basemap: colours and widths of the design, for any client that draws its PMTiles.
import type {
  ExpressionSpecification,
  FontFacesSpecification,
  LayerSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';

export type BasemapTheme = 'dark' | 'light';

export interface BasemapOptions {
  /** Address of the archive, with its protocol: `pmtiles://…`. */
  url: string;
  /** Where the font files are; the client bundles them. */
  fontFaces: FontFacesSpecification;
  /** The face that `fontFaces` declares for names. */
  font?: string;
  /** Widths and letters grow by it: 1 at the desk, 3 on a 4K wall. */
  scale?: number;
  attribution?: string;
}

/** The `--m-*` values of design/tokens.css. */
const COLOURS = {
  dark: {
    outside: '#101317',
    land: '#181d23',
    water: '#0b151a',
    shore: '#2f3f47',
    road1: '#222930',
    road2: '#2d363e',
    road3: '#3b4650',
    metro: '#46525d',
    county: '#4a5661',
    label: '#8c98a4',
    labelCounty: '#a3aeb8',
    labelWater: '#768893',
  },
  light: {
    outside: '#e6e9eb',
    land: '#f4f5f4',
    water: '#dbe4e6',
    shore: '#b9c8cc',
    road1: '#e6e8e8',
    road2: '#d9dddd',
    road3: '#c6cccd',
    metro: '#a3adb3',
    county: '#98a3aa',
    label: '#55606a',
    labelCounty: '#424c56',
    labelWater: '#54696f',
  },
} as const;

/** Name of the vector source inside of the style. */
export const BASEMAP_SOURCE = 'basemap';
/** Layers of the archive; build-basemap.ts writes them. */
export const BASEMAP_LAYERS = [
  'land',
  'water',
  'shore',
  'roads',
  'metro',
  'metro-stations',
  'counties',
  'towns',
  'labels',
] as const;
export type BasemapLayer = (typeof BASEMAP_LAYERS)[number];

type Colours = (typeof COLOURS)[BasemapTheme];
const from = (layer: BasemapLayer) => ({ source: BASEMAP_SOURCE, 'source-layer': layer });

/**
 * The basemap as a MapLibre style without glyph server and sprite.
 *
 * Order: ground, water, roads, metro, boundaries, names; every name layer is a symbol layer and the last ones.
 */
export function basemapStyle(theme: BasemapTheme, options: BasemapOptions): StyleSpecification {
  const colours = COLOURS[theme];
  const { scale = 1, font = 'Noto Sans SC' } = options;
  return {
    version: 8,
    name: `fengsui-${theme}`,
    'font-faces': options.fontFaces,
    sources: {
      [BASEMAP_SOURCE]: {
        type: 'vector',
        url: options.url,
        ...(options.attribution === undefined ? {} : { attribution: options.attribution }),
      },
    },
    layers: [...groundLayers(colours, scale), ...lineLayers(colours, scale), ...nameLayers(colours, scale, font)],
  };
}

const groundLayers = (colours: Colours, scale: number): LayerSpecification[] => [
  { id: 'outside', type: 'background', paint: { 'background-color': colours.outside } },
  { id: 'land', type: 'fill', ...from('land'), paint: { 'fill-color': colours.land, 'fill-antialias': false } },
  { id: 'water', type: 'fill', ...from('water'), paint: { 'fill-color': colours.water } },
  { id: 'shore', type: 'line', ...from('shore'), paint: { 'line-color': colours.shore, 'line-width': scale } },
];

/** Class and width in pixels at the desk, and from which zoom a class is drawn. */
const ROADS = [
  { roadClass: 1, width: 0.8, minzoom: 12 },
  { roadClass: 2, width: 1.1, minzoom: 9 },
  { roadClass: 3, width: 1.7, minzoom: 6 },
] as const;

function lineLayers(colours: Colours, scale: number): LayerSpecification[] {
  const roads = ROADS.map(({ roadClass, width, minzoom }): LayerSpecification => ({
    id: `road-${roadClass}`,
    type: 'line',
    ...from('roads'),
    minzoom,
    filter: ['==', ['get', 'class'], roadClass],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': colours[`road${roadClass}`], 'line-width': widening(width * scale) },
  }));
  return [
    ...roads,
    {
      id: 'metro',
      type: 'line',
      ...from('metro'),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.metro, 'line-width': 1.6 * scale },
    },
    {
      id: 'metro-stations',
      type: 'circle',
      ...from('metro-stations'),
      minzoom: 11,
      paint: {
        'circle-color': colours.land,
        'circle-radius': 2 * scale,
        'circle-stroke-color': colours.metro,
        'circle-stroke-width': 1.2 * scale,
      },
    },
    {
      id: 'counties',
      type: 'line',
      ...from('counties'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.county, 'line-width': scale, 'line-dasharray': [6, 3, 1.5, 3] },
    },
  ];
}

/** Lines keep their width up to zoom 13, then widen slowly: a street seen close is still a street. */
const widening = (width: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  8,
  width * 0.8,
  13,
  width,
  16,
  width * 2.4,
];

function nameLayers(colours: Colours, scale: number, font: string): SymbolLayerSpecification[] {
  // A stroke of 3 px drawn beneath the letters shows half of itself on each side.
  const halo = { 'text-halo-color': colours.land, 'text-halo-width': 1.5 * scale };
  const name = (id: string, size: number, kinds: string[]): SymbolLayerSpecification => ({
    id,
    type: 'symbol',
    ...from('labels'),
    filter: ['all', ['in', ['get', 'kind'], ['literal', kinds]], ['<=', ['get', 'rank'], RANK_BY_ZOOM]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [font],
      'text-size': size * scale,
      'text-padding': 14 * scale,
      'text-max-width': 9,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': colours.label, ...halo },
  });
  const places = name('names-places', 12, ['place', 'landmark', 'transport', 'road', 'metro-station']);
  const water = name('names-water', 14, ['lake', 'river']);
  const counties = name('names-counties', 13, ['county']);
  return [
    { ...places, minzoom: 8 },
    {
      ...water,
      layout: { ...water.layout, 'text-letter-spacing': 0.6 },
      paint: { 'text-color': colours.labelWater },
    },
    {
      ...counties,
      maxzoom: 14,
      layout: { ...counties.layout, 'text-letter-spacing': 0.5 },
      paint: { 'text-color': colours.labelCounty, ...halo },
    },
  ];
}

/** The lowest rank (1 first) that has room at a zoom: about fifteen names on a screen. */
const RANK_BY_ZOOM: ExpressionSpecification = ['step', ['zoom'], 1, 8, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 8];
