// However much lies in a tile, it stays within its bound, and what is left is the largest.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { encodeTile, LARGEST_TILE } from '../../server/platform/tile-encoding.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeShapes, shapeLayer } from './tile-layers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await makeShapes(database.owner);
  // 200 × 150 discs of 32 corners over the home tile, and one large one
  await database.owner.many(sql`
    INSERT INTO shapes.shape (no, name, demo, division_path, geom)
    SELECT 100 + x * 150 + y, '网格' || x || '-' || y, true, '320205001',
           ST_Buffer(ST_SetSRID(ST_MakePoint(120.24 + x * 0.003, 31.40 + y * 0.003), 4326), 0.0014, 8)
      FROM generate_series(0, 199) x, generate_series(0, 149) y`);
  await database.owner.many(sql`
    INSERT INTO shapes.shape (no, name, demo, division_path, geom)
    VALUES (99999, 'large', true, '320205001', ST_Buffer(ST_SetSRID(ST_MakePoint(120.5, 31.6), 4326), 0.05, 64))`);
});
afterAll(() => database.close());

it('stays within 500 kB with 30,000 dense polygons in one tile', async () => {
  const db = database.as({ role: 'tile', areas: ['3202'], actor: 'test' });
  const { bytes, generalised } = await encodeTile(db, database.engine, shapeLayer, { z: 9, x: 427, y: 208 });
  expect(bytes.length).toBeLessThanOrEqual(LARGEST_TILE);
  expect(LARGEST_TILE).toBeLessThanOrEqual(500_000);
  expect(generalised).toBeGreaterThan(0);
  const layer = new VectorTile(new PbfReader(bytes)).layers['shapes']!;
  const names = Array.from({ length: layer.length }, (_, at) => layer.feature(at).properties['name']);
  expect(names).toContain('large');
  expect(names.length).toBeGreaterThan(1000);
});

it('leaves a tile as it is where it fits', async () => {
  const db = database.as({ role: 'tile', areas: ['320206'], actor: 'test' });
  const { generalised } = await encodeTile(db, database.engine, shapeLayer, { z: 9, x: 427, y: 208 });
  expect(generalised).toBe(0);
});
