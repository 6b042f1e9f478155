import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import { versionsOf } from '../platform/moment.ts';
import type { TileLayer } from '../platform/tiles.ts';

export const shelterTiles: TileLayer = {
  name: 'shelters',
  history: 'shelters.shelter',
  access: allow(['staff', 'wall'], 'shelters:read', { area: 'own', data: 'internal' }),
  minZoom: 8,
  maxZoom: 16,
  rows: (box, _zoom, moment) => sql`
    SELECT s.no, s.point AS geom, s.id::text AS id, s.code, s.name, s.kind, s.state
      FROM ${versionsOf('shelters.shelter', moment)} s WHERE s.point && ${box}`,
};
