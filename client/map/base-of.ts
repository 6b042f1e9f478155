// What a map stands on, with the addresses that its parts are fetched from.
import type { CityMapBase } from './city-map.ts';
import type { Theme } from './map-context.tsx';

const BASEMAPS = '/api/city/basemap/';
const RASTER_TILES = '/api/city/tianditu/{z}/{x}/{y}';

export const baseOf = (theme: Theme, scale: number, basemap: string, raster: boolean, ground: number): CityMapBase => ({
  theme,
  scale,
  ground,
  basemap: new URL(basemap, `${location.origin}${BASEMAPS}`).href,
  raster: raster ? `${location.origin}${RASTER_TILES}` : undefined,
});
