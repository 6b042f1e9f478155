import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import { versionsOf } from '../platform/moment.ts';
import type { TileLayer } from '../platform/tiles.ts';

/** Below this zoom a tile holds so many sites that their names would not be read: they are left out. */
const NAMES_FROM_ZOOM = 12;

export const siteTiles: TileLayer = {
  name: 'sites',
  history: 'sites.site',
  access: allow(['staff', 'wall'], 'sites:read', { area: 'own', data: 'internal' }),
  minZoom: 8,
  maxZoom: 16,
  rows: (box, zoom, moment) => sql`
    SELECT s.no, s.point AS geom, s.id::text AS id, s.kind${zoom < NAMES_FROM_ZOOM ? sql`` : sql`, s.code, s.name`}
      FROM ${versionsOf('sites.site', moment)} s WHERE s.point && ${box}`,
};
