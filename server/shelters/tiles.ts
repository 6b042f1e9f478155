import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import type { TileLayer } from '../platform/tiles.ts';

export const shelterTiles: TileLayer = {
  name: 'shelters',
  access: allow('staff', 'shelters:read', { area: 'own', data: 'internal' }),
  minZoom: 8,
  maxZoom: 16,
  rows: (box) => sql`
    SELECT s.no, s.point AS geom, s.id::text AS id, s.code, s.name, s.kind, s.state
      FROM shelters.shelter s WHERE s.point && ${box}`,
};
