// Vector tiles of a capability as a part of the map, and what a pointer finds in them.
import { useEffect, useMemo } from 'react';
import type { MapGeoJSONFeature } from 'maplibre-gl';
import type { LayerStatus } from '#contract/platform';
import type { Position } from '../../geodata/space/geometry.ts';
import type { TileBand } from './bands.ts';
import type { LayerLook, MapPart } from './map-style.ts';
import { useMap, useMapPart, usePickSource } from './map-context.tsx';
import type { Picked, PickSource } from './picking.ts';

/** A finger or a hasty mouse hits within this distance of a small symbol, CSS pixels. */
const REACH_PX = 5;

/** The part of a layer of tiles. The layer inside the tile has the layer's own name. */
export function tilePart(
  { layer, tiles, minZoom, maxZoom }: LayerStatus,
  band: TileBand,
  looks: readonly LayerLook[],
): MapPart {
  const source = { type: 'vector' as const, tiles: [`${location.origin}${tiles}`], minzoom: minZoom, maxzoom: maxZoom };
  return { name: layer, band, source, sourceLayer: layer, looks };
}

/** The properties of a tile's feature, and its number as `no`. From afar tiles leave names and codes out. */
export type TileProperties = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a feature of a tile is to the pointer; undefined where it cannot be chosen. `point` is its own place or the pointer's. */
export type Describe = (properties: TileProperties, point: Position) => Picked | undefined;

/** Draws the tiles while mounted and answers for what lies under the pointer. Memoize `looks` and `describe`. */
export function useTileLayer(
  status: LayerStatus,
  band: TileBand,
  looks: readonly LayerLook[],
  describe: Describe,
): MapPart {
  const { map, layerIds } = useMap();
  const { layer, tiles, minZoom, maxZoom } = status;
  const part = useMemo(
    () => tilePart({ layer, tiles, minZoom, maxZoom, count: 0, dataAt: null }, band, looks),
    [layer, tiles, minZoom, maxZoom, band, looks],
  );
  useMapPart(part);
  const source = useMemo(
    (): PickSource => ({
      band,
      pick: ({ x, y }) => {
        const ids = layerIds(layer);
        if (ids.length === 0) return undefined;
        const reach = band === 'sites' ? REACH_PX : 0;
        const box: [[number, number], [number, number]] = [
          [x - reach, y - reach],
          [x + reach, y + reach],
        ];
        const features = map.queryRenderedFeatures(box, { layers: ids });
        const nearest = nearestTo(features, ([lon, lat]) => {
          const at = map.project([lon, lat]);
          return Math.hypot(at.x - x, at.y - y);
        });
        if (!nearest) return undefined;
        const { lng, lat } = map.unproject([x, y]);
        return describe({ ...nearest.properties, no: Number(nearest.id) }, placeOf(nearest) ?? [lng, lat]);
      },
    }),
    [map, layerIds, layer, band, describe],
  );
  usePickSource(source);
  return part;
}

/** Colours the part's features by their numbers. Memoize the states. */
export function useFeatureStates(part: MapPart, states: ReadonlyMap<number, Readonly<Record<string, number>>>): void {
  const { setStates } = useMap();
  useEffect(() => setStates(part, states), [setStates, part, states]);
}

/** The nearest of the points; else the first area or line, which lies topmost. */
function nearestTo(
  features: MapGeoJSONFeature[],
  distanceTo: (point: Position) => number,
): MapGeoJSONFeature | undefined {
  const points = features.flatMap((feature) => {
    const place = placeOf(feature);
    return place ? [{ feature, far: distanceTo(place) }] : [];
  });
  points.sort((a, b) => a.far - b.far);
  return points[0]?.feature ?? features[0];
}

function placeOf({ geometry }: MapGeoJSONFeature): Position | undefined {
  if (geometry.type !== 'Point') return undefined;
  const [lon, lat] = geometry.coordinates;
  return lon === undefined || lat === undefined ? undefined : [lon, lat];
}

/** Those of the words that are there: a tile may leave some out, and a kind may be newer than this client. */
export function linesOf(...words: unknown[]): string[] {
  return words.filter((word): word is string => typeof word === 'string' && word !== '');
}
