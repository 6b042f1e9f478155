// The whole style of the map from its parts, in one go: basemap, marks of the bands, and the layers that capabilities add.
import type { FontFacesSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { basemapStyle } from '../../geodata/basemap/style.ts';
import { bandEnd, withBands, type TileBand } from './bands.ts';
import { MAP_FONT } from './fonts.ts';
import type { Theme } from './map-context.tsx';

/** A style layer without its source: the source is that of the tile layer it belongs to. */
export type LayerLook = LayerSpecification extends infer One
  ? One extends { source: string }
    ? Omit<One, 'source' | 'source-layer'>
    : never
  : never;

/** What a capability draws from one source. Several of them may share the source by its name. */
export interface MapPart {
  /** Name of the source, and the word by which `drawnLayers` reports the part. */
  readonly name: string;
  readonly band: TileBand;
  readonly source: SourceSpecification;
  /** Layer inside of a vector tile; undefined for GeoJSON. */
  readonly sourceLayer?: string;
  /** Bottom to top; every id begins with the name. */
  readonly looks: readonly LayerLook[];
}

export interface StyleParts {
  readonly theme: Theme;
  /** Absolute address of the archive, without protocol. */
  readonly basemap: string;
  /** Template of raster tiles drawn over the own ground; undefined for none. */
  readonly raster?: string | undefined;
  readonly fontFaces: FontFacesSpecification;
  readonly scale: number;
  /** How much of the basemap is seen, 0 to 1. */
  readonly ground: number;
  readonly parts: readonly MapPart[];
}

/** Pure: the same parts give the same style, so that MapLibre applies only what differs. */
export function composeStyle({
  theme,
  basemap,
  raster,
  fontFaces,
  scale,
  ground: seen,
  parts,
}: StyleParts): StyleSpecification {
  const ground = basemapStyle(theme, { url: `pmtiles://${basemap}`, fontFaces, font: MAP_FONT, scale });
  const style = withBands(faded(raster === undefined ? ground : withRaster(ground, raster), seen));
  const sources = { ...style.sources };
  let layers = style.layers;
  for (const part of parts) {
    sources[part.name] = part.source;
    const mark = layers.findIndex(({ id }) => id === bandEnd(part.band));
    const added = part.looks.map((look) => layerOf(part, look));
    layers = [...layers.slice(0, mark), ...added, ...layers.slice(mark)];
  }
  return { ...style, sources, layers };
}

/** A veil of the background's colour over the ground, beneath what capabilities draw; names lose their strength with it. */
function faded(style: StyleSpecification, seen: number): StyleSpecification {
  if (seen >= 1) return style;
  const isName = ({ type }: LayerSpecification) => type === 'symbol';
  const bottom = style.layers.find((layer) => layer.type === 'background');
  const veil: LayerSpecification = {
    id: 'veil',
    type: 'background',
    paint: { 'background-color': bottom?.paint?.['background-color'] ?? '#000', 'background-opacity': 1 - seen },
  };
  const names = style.layers.filter(isName).map((layer) => {
    return { ...layer, paint: { ...layer.paint, 'text-opacity': seen } } as LayerSpecification;
  });
  return { ...style, layers: [...style.layers.filter((layer) => !isName(layer)), veil, ...names] };
}

function layerOf({ name, sourceLayer }: MapPart, look: LayerLook): LayerSpecification {
  const from = sourceLayer === undefined ? { source: name } : { source: name, 'source-layer': sourceLayer };
  return { ...look, ...from } as LayerSpecification;
}

/** Online raster tiles take the place of the own ground; the own names stay off, as the raster has its own. */
function withRaster(style: StyleSpecification, tiles: string): StyleSpecification {
  const background = style.layers.filter(({ type }) => type === 'background');
  return {
    ...style,
    sources: { ...style.sources, raster: { type: 'raster', tiles: [tiles], tileSize: 256, maxzoom: 18 } },
    layers: [...background, { id: 'raster', type: 'raster', source: 'raster' }],
  };
}
