import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import type { TileLayer } from '../platform/tiles.ts';

/** Hazard sources as points, hazard areas and lines as what they are. */
export const hazardTiles: TileLayer = {
  name: 'hazards',
  access: allow('staff', 'hazards:read', { area: 'own', data: 'internal' }),
  minZoom: 8,
  maxZoom: 16,
  rows: (box) => sql`
    SELECT h.no, h.geom, h.id::text AS id, h.code, h.name, h.kind, h.level
      FROM hazards.hazard h WHERE h.geom && ${box}`,
};
