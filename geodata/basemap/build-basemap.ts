// The basemap of a city as one file: vector tiles of its pack, zoom 6 to 14.
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Box } from '../space/geometry.ts';
import type { Pack } from '../pack/records.ts';
import { basemapSlices, type Slice } from './layers.ts';
import { writePmtiles, type Tile } from './write-pmtiles.ts';
import { BASEMAP_LAYERS } from './style.ts';

const MIN_ZOOM = 6;
const MAX_ZOOM = 14;
const EXTENT = 4096;
/** Tiles reach so far beyond the city, degrees: the lake does not end at its border. */
const MARGIN = 0.12;

interface Index {
  layer: Slice['layer'];
  minZoom: number;
  tiles: GeoJSONVT;
}

/**
 * Builds the archive. The same pack gives the same bytes.
 *
 * @param madeUp   draw what was made up for demonstration (roads) too
 * @returns a PMTiles v3 archive with the layers that `basemapStyle` draws
 */
export async function buildBasemap(pack: Pack, { madeUp = true } = {}): Promise<Uint8Array> {
  const slices = (await basemapSlices(pack, madeUp)).filter(({ features }) => features.length > 0);
  const indexes = slices.map(({ layer, minZoom, features }): Index => ({
    layer,
    minZoom,
    tiles: new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom: MAX_ZOOM, indexMaxZoom: MAX_ZOOM - 3, extent: EXTENT, tolerance: 3, buffer: 64 },
    ),
  }));
  const { bounds, centre, name, sources } = pack.city;
  return writePmtiles(tilesOf(indexes, widened(bounds)), {
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    bounds: widened(bounds),
    centre,
    centreZoom: 10,
    metadata: {
      name,
      attribution: sources.map(({ text }) => text).join('；'),
      vector_layers: BASEMAP_LAYERS.map((id) => ({ id, fields: {}, minzoom: MIN_ZOOM, maxzoom: MAX_ZOOM })),
    },
  });
}

const widened = ([west, south, east, north]: Box): Box => [
  west - MARGIN,
  south - MARGIN,
  east + MARGIN,
  north + MARGIN,
];

function tilesOf(indexes: readonly Index[], [west, south, east, north]: Box): Tile[] {
  const tiles: Tile[] = [];
  for (let z = MIN_ZOOM; z <= MAX_ZOOM; z++) {
    const [[left, top], [right, bottom]] = [tileAt(z, west, north), tileAt(z, east, south)];
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const data = tileOf(indexes, z, x, y);
        if (data !== undefined) tiles.push({ z, x, y, data });
      }
    }
  }
  return tiles;
}

function tileOf(indexes: readonly Index[], z: number, x: number, y: number): Uint8Array | undefined {
  const layers: Record<string, GeoJSONVTTile> = {};
  for (const { layer, minZoom, tiles } of indexes) {
    if (z < minZoom) continue;
    const tile = tiles.getTile(z, x, y);
    if (tile === null || tile.features.length === 0) continue;
    const known = layers[layer];
    layers[layer] =
      known === undefined ? tile : ({ ...tile, features: [...known.features, ...tile.features] } as GeoJSONVTTile);
  }
  return Object.keys(layers).length === 0 ? undefined : fromGeojsonVt(layers, { version: 2, extent: EXTENT });
}

/** Column and row of the tile that holds a place (web mercator). */
function tileAt(z: number, lon: number, lat: number): [number, number] {
  const [size, sine] = [2 ** z, Math.sin((lat * Math.PI) / 180)];
  return [
    Math.floor(((lon + 180) / 360) * size),
    Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size),
  ];
}
