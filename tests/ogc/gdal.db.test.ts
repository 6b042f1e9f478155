// The programs of GDAL connect without a tweak: what they count, copy and draw is what the database holds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier, sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { featuresOf, ogr2ogr, ogrinfo } from '../support/gdal.ts';
import { fill } from './city.ts';

/** Each collection, its table and its key. */
const COLLECTIONS = {
  divisions: { table: 'grids.division', key: 'path' },
  grids: { table: 'grids.grid', key: 'code' },
  sites: { table: 'sites.site', key: 'code' },
  hazards: { table: 'hazards.hazard', key: 'code' },
  shelters: { table: 'shelters.shelter', key: 'code' },
} as const;
const NAMES = Object.keys(COLLECTIONS) as (keyof typeof COLLECTIONS)[];
const folder = mkdtempSync(join(tmpdir(), 'fengsui-gdal-'));

let app: TestApp;
let service: string;
let counts: Record<string, number>;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await fill(app);
  await addSites(10_000);
  counts = Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await countIn(name)])));
  service = `OAPIF:${await app.listen()}/ogc`;
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A metre lies between one and the next. Their history is nothing that is asked for here: writing it takes most of the time. */
const addSites = (many: number) =>
  app.database.owner.transaction(async (tx) => {
    await tx.many(sql`ALTER TABLE sites.site DISABLE TRIGGER USER`);
    await tx.many(sql`
      INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
      SELECT 'M-' || lpad(n::text, 5, '0'), '场所' || n, '', '', 'other', ST_SetSRID(ST_MakePoint(120 + n * 1e-5, 31.05), 4326),
             '320205001001', false, false, 'test'
        FROM generate_series(1, ${many}::int) AS n`);
    await tx.many(sql`ALTER TABLE sites.site ENABLE TRIGGER USER`);
  });

const tableOf = (name: keyof typeof COLLECTIONS) => identifier(COLLECTIONS[name].table);

async function countIn(name: keyof typeof COLLECTIONS): Promise<number> {
  const row = await app.database.owner.one<{ total: number }>(sql`SELECT count(*) AS total FROM ${tableOf(name)}`);
  return row!.total;
}

it('lists every collection with its count, its extent and typed fields', async () => {
  const layers = await ogrinfo(service);
  expect(layers.map(({ name }) => name)).toEqual(NAMES);
  expect(Object.fromEntries(layers.map(({ name, featureCount }) => [name, featureCount]))).toEqual(counts);
  const shelters = layers.find(({ name }) => name === 'shelters')!;
  expect(shelters.geometry).toBe('Point');
  expect(shelters.extent).toEqual([120.05, 31.05, 120.35, 31.15]);
  expect(shelters.fields).toMatchObject({
    name: 'String',
    capacityPersons: 'Integer',
    areaM2: 'Real',
    indoor: 'Integer(Boolean)',
    validFrom: 'DateTime',
  });
});

it('copies every collection into a GeoPackage, page by page: the same counts, keys and shapes, more than ten thousand', async () => {
  const copy = join(folder, 'copy.gpkg');
  expect(await ogr2ogr('-f', 'GPKG', copy, service, '-oo', 'PAGE_SIZE=1000')).not.toMatch(/error/i);
  const layers = await ogrinfo(copy);
  expect(Object.fromEntries(layers.map(({ name, featureCount }) => [name, featureCount]))).toEqual(counts);
  expect(counts['sites']).toBe(10_002);
  for (const name of NAMES) expect(await strangersIn(copy, name), name).toEqual([]);
}, 60_000);

/** Keys whose feature in the copy is not what the table holds: missing on one side, twice, or of another shape. */
async function strangersIn(copy: string, name: keyof typeof COLLECTIONS): Promise<string[]> {
  const { key } = COLLECTIONS[name];
  const features = await featuresOf(copy, name, '-select', key);
  const copied = JSON.stringify(
    features.map(({ properties, geometry }) => ({ key: properties![key] as string, geometry })),
  );
  const rows = await app.database.owner.many<{ key: string }>(sql`
    WITH copied AS MATERIALIZED (SELECT key, ST_GeomFromGeoJSON(geometry) AS geom FROM json_to_recordset(${copied}::json) AS c (key text, geometry json)),
         held AS (SELECT ${identifier(key)} AS key, ${identifier(name === 'sites' || name === 'shelters' ? 'point' : 'geom')} AS geom FROM ${tableOf(name)})
    SELECT coalesce(held.key, copied.key) AS key FROM held FULL JOIN copied ON copied.key = held.key
     GROUP BY 1
    HAVING count(*) <> 1 OR count(held.key) <> 1 OR count(copied.key) <> 1
        OR NOT bool_and(CASE WHEN held.geom IS NULL THEN copied.geom IS NULL ELSE coalesce(ST_Equals(held.geom, copied.geom), false) END)`);
  return rows.map((row) => row.key);
}

it('filters by box and by property on our side', async () => {
  const boxed = await featuresOf(service, 'sites', '-spat', '120.2', '31', '120.4', '31.2');
  expect(boxed.map(({ properties }) => properties!['code'])).toEqual(['S-2']);
  const filtered = await featuresOf(service, 'sites', '-where', "kind = 'hospital'");
  expect(filtered.map(({ properties }) => properties!['code'])).toEqual(['S-2']);
});
