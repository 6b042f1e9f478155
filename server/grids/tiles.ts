import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import { versionsOf } from '../platform/moment.ts';
import type { TileLayer } from '../platform/tiles.ts';

/** Metres that one pixel of a 512-pixel tile covers at zoom 0 and latitude 31.5°, where Wuxi lies. */
const METRES_PER_PIXEL = 66_700;
/** A grid narrower than this is not drawn yet: this bounds a tile to (512 / 6)² grids, however many there are. */
const LEAST_PIXELS = 6;
/** From here on every grid is drawn, whatever its size. */
const ALL_FROM_ZOOM = 12;

const leastAreaKm2 = (zoom: number) => ((METRES_PER_PIXEL / 2 ** zoom) * LEAST_PIXELS) ** 2 / 1e6;

/** Outlines alone; the state of a grid is an array that the client joins by `no`. */
export const gridTiles: TileLayer = {
  name: 'grids',
  history: 'grids.grid',
  access: allow(['staff', 'wall'], 'grids:read', { area: 'own', data: 'internal' }),
  minZoom: 9,
  maxZoom: 15,
  rows: (box, zoom, moment) => sql`
    SELECT g.no, g.geom, g.code${zoom < ALL_FROM_ZOOM ? sql`` : sql`, g.name, g.kind`}
      FROM ${versionsOf('grids.grid', moment)} g
     WHERE g.geom && ${box} AND g.area_km2 >= ${zoom < ALL_FROM_ZOOM ? leastAreaKm2(zoom) : 0}`,
};

/** From this zoom on villages are drawn inside of their towns. */
const VILLAGES_FROM_ZOOM = 12;

/** Boundaries of counties and towns, closer by of villages too. */
export const divisionTiles: TileLayer = {
  name: 'divisions',
  access: allow('public', 'grids:read-divisions', { area: 'none', data: 'public' }),
  minZoom: 7,
  maxZoom: 14,
  rows: (box, zoom) => sql`
    SELECT d.no, d.geom, d.path, d.name, d.level
      FROM grids.division d
     WHERE d.geom && ${box} AND d.level = ANY(${levelsAt(zoom)})`,
};

function levelsAt(zoom: number): string[] {
  const always = ['county', 'town'];
  return zoom < VILLAGES_FROM_ZOOM ? always : [...always, 'village'];
}
