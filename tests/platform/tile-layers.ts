// Layers of made-up shapes on a table of their own, for the tests of tiles.
import type { Db } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { allow } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import type { TileLayer } from '../../server/platform/tiles.ts';

const rows: TileLayer['rows'] = (box) =>
  sql`SELECT s.no, s.geom, s.name, s.level, s.demo FROM shapes.shape s WHERE s.geom && ${box}`;

export const shapeLayer: TileLayer = {
  name: 'shapes',
  access: allow('staff', 'shapes:read', { area: 'own', data: 'internal' }),
  minZoom: 6,
  maxZoom: 14,
  rows,
};

export const openLayer: TileLayer = {
  name: 'outlines',
  access: allow('public', 'shapes:read-outlines', { area: 'none', data: 'public' }),
  minZoom: 6,
  maxZoom: 14,
  rows: (box) => sql`SELECT o.no, o.geom, o.name FROM shapes.outline o WHERE o.geom && ${box}`,
};

export const shapes: Capability = { name: 'shapes', layers: [shapeLayer, openLayer] };

export async function makeShapes(owner: Db): Promise<void> {
  const statements = [
    'CREATE SCHEMA shapes',
    `CREATE TABLE shapes.shape (no integer PRIMARY KEY, name text NOT NULL, level smallint, demo boolean NOT NULL,
       division_path text NOT NULL, shared_with text[] NOT NULL DEFAULT '{}', geom geometry(Geometry, 4326) NOT NULL)`,
    'CREATE INDEX ON shapes.shape USING gist (geom)',
    `SELECT platform.protect('shapes.shape')`,
    'CREATE TABLE shapes.outline (no integer PRIMARY KEY, name text NOT NULL, geom geometry(Geometry, 4326) NOT NULL)',
    `SELECT platform.reference('shapes.outline')`,
  ];
  for (const statement of statements) await owner.many(trusted(statement));
  await owner.many(sql`
    INSERT INTO shapes.shape (no, name, level, demo, division_path, geom) VALUES
      (1, 'canary-a', 1, true, '320205001', ST_GeomFromText('POLYGON((120.30 31.50, 120.34 31.50, 120.34 31.54, 120.30 31.54, 120.30 31.50),(120.31 31.51, 120.32 31.51, 120.32 31.52, 120.31 31.52, 120.31 31.51))', 4326)),
      (2, 'canary-b', NULL, false, '320206001', ST_GeomFromText('POINT(120.33 31.57)', 4326)),
      (3, '线', 3, true, '320205002', ST_GeomFromText('LINESTRING(120.26 31.5, 120.3 31.6, 120.4 31.5)', 4326))`);
  await owner.many(
    sql`INSERT INTO shapes.outline (no, name, geom) SELECT no, name, geom FROM shapes.shape WHERE no = 1`,
  );
  await owner.many(
    sql`SELECT platform.bump_layer('shapes', ARRAY['320205', '320206']), platform.bump_layer('outlines', ARRAY['320205'])`,
  );
}
