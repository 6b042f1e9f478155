// The programs of GDAL connect without a tweak: what they count, copy and draw is what the database holds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { aDivision, twoCounties } from '../support/builders/grids.ts';
import { featuresOf, ogr2ogr, ogrinfo } from '../support/gdal.ts';
import { fill } from './city.ts';

const COLLECTIONS = ['divisions', 'grids', 'sites', 'hazards', 'shelters'];
const folder = mkdtempSync(join(tmpdir(), 'fengsui-gdal-'));

let app: TestApp;
let service: string;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await fill(app);
  service = `OAPIF:${await app.listen()}/ogc`;
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const TABLES: Readonly<Record<string, string>> = {
  divisions: 'grids.division',
  grids: 'grids.grid',
  sites: 'sites.site',
  hazards: 'hazards.hazard',
  shelters: 'shelters.shelter',
};
const countIn = async (table: string) => {
  const [schema, name] = table.split('.');
  const row = await app.database.owner.one<{ n: number }>(
    sql`SELECT (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', ${schema}::text, ${name}::text), true, false, '')))[1]::text::bigint AS n`,
  );
  return row!.n;
};

it('lists every collection with its count, its extent and typed fields', async () => {
  const layers = await ogrinfo(service);
  expect(layers.map(({ name }) => name)).toEqual(COLLECTIONS);
  for (const { name, featureCount } of layers) expect(featureCount, name).toBe(await countIn(TABLES[name]!));
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

it('copies every collection into a GeoPackage with the same counts and the same shapes', async () => {
  const copy = join(folder, 'copy.gpkg');
  expect(await ogr2ogr('-f', 'GPKG', copy, service)).not.toMatch(/error/i);
  for (const { name, featureCount } of await ogrinfo(copy))
    expect(featureCount, name).toBe(await countIn(TABLES[name]!));
  const shapes = await app.database.owner.many<{ code: string; shape: string }>(
    sql`SELECT code, ST_AsText(ST_Normalize(geom)) AS shape FROM grids.grid ORDER BY code`,
  );
  const copied = await featuresOf(copy, '-sql', 'SELECT * FROM grids ORDER BY code');
  for (const [at, { properties, geometry }] of copied.entries()) {
    const same = await app.database.owner.one<{ same: boolean }>(
      sql`SELECT ST_Equals(ST_GeomFromText(${shapes[at]!.shape}, 4326), ST_GeomFromGeoJSON(${JSON.stringify(geometry)})) AS same`,
    );
    expect([properties!['code'], same!.same]).toEqual([shapes[at]!.code, true]);
  }
  expect(copied).toHaveLength(shapes.length);
});

it('filters by box and by property on our side', async () => {
  const boxed = await featuresOf(service, 'sites', '-spat', '120.2', '31', '120.4', '31.2');
  expect(boxed.map(({ properties }) => properties!['code'])).toEqual(['S-2']);
  const filtered = await featuresOf(service, 'sites', '-where', "kind = 'hospital'");
  expect(filtered.map(({ properties }) => properties!['code'])).toEqual(['S-2']);
});

it('pages through more than ten thousand features, each once', async () => {
  const city = twoCounties();
  const villages = Array.from({ length: 11 }, (_, index) => `3202130010${10 + index}`);
  await settle(app, { ...city, divisions: [...city.divisions, ...villages.map((path) => aDivision({ path }))] });
  await app.database.owner.many(sql`
    INSERT INTO grids.grid (code, name, name_initials, name_pinyin, kind, division_path, geom, synthetic, demo, approximate, source)
    SELECT path || lpad(n::text, 3, '0'), path || n, '', '', 'basic', path,
           ST_Multi(ST_MakeEnvelope(120 + n * 1e-4, 30 + strip * 1e-4, 120.0001 + n * 1e-4, 30.0001 + strip * 1e-4, 4326)),
           false, false, false, 'test'
      FROM unnest(${villages}::text[]) WITH ORDINALITY AS village (path, strip), generate_series(1, 930) AS n
    RETURNING 1`);
  const copy = join(folder, 'many.gpkg');
  await ogr2ogr('-f', 'GPKG', copy, service, 'grids', '-oo', 'PAGE_SIZE=1000');
  const [layer] = await ogrinfo(copy);
  expect(layer!.featureCount).toBe(10_238);
  const codes = await featuresOf(copy, '-sql', 'SELECT count(DISTINCT code) AS n FROM grids');
  expect(codes[0]!.properties).toMatchObject({ n: 10_238 });
}, 180_000);
