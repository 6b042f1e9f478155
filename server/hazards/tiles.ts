import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import { versionsOf } from '../platform/moment.ts';
import type { TileLayer } from '../platform/tiles.ts';

/** Hazard sources as points, hazard areas and lines as what they are. */
export const hazardTiles: TileLayer = {
  name: 'hazards',
  history: 'hazards.hazard',
  access: allow(['staff', 'wall'], 'hazards:read', { area: 'own', data: 'internal' }),
  minZoom: 8,
  maxZoom: 16,
  rows: (box, _zoom, moment) => sql`
    SELECT h.no, h.geom, h.id::text AS id, h.code, h.name, h.kind, h.level
      FROM ${versionsOf('hazards.hazard', moment)} h WHERE h.geom && ${box}`,
};
