// Vector tiles over HTTP beside raw ST_AsMVT over pgbench, same database, same tiles, rounds in turn. 30,000 grids.
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { Client } from 'pg';
import { ask } from '../prepare/command.ts';
import { findPostgres } from '../prepare/postgres.ts';
import type { LayerStatus } from '../../server/platform/contract.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { staffHeaders } from '../support/accounts.ts';
import { emptyDataDir, startServer } from '../support/server.ts';
import { CITY, fengsui } from './city.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const GRIDS = '30000';
const ROUNDS = 5;
const CLIENTS = 4;
const TILES = 400;
const ZOOMS = [12, 14];

interface Address {
  readonly i: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const databaseUrl = await createDatabase();
const dataDir = emptyDataDir();
await fengsui(databaseUrl, dataDir, 'city', 'load', CITY, '--grids', GRIDS);
const server = await startServer({ dataDir, databaseUrl });
const headers = await staffHeaders(server);
const database = new Client({ connectionString: databaseUrl });
await database.connect();
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

const measurements: Measurement[] = [];
for (const zoom of ZOOMS) measurements.push(...(await measure(zoom)));
printTable(`Vector tiles of ${GRIDS} grids, ${CLIENTS} clients`, measurements);

agent.destroy();
await database.end();
await server.remove();
await dropDatabase(databaseUrl);

async function measure(zoom: number): Promise<Measurement[]> {
  const tiles = await chooseTiles(zoom);
  const script = join(dataDir, 'raw.sql');
  writeFileSync(script, `\\set i random(1, ${tiles.length})\n${rawTile(':i')};\n`);
  await compare(tiles);
  const fresh: number[] = [];
  const kept: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    raw.push(pgbench(script, tiles.length));
    await database.query(`SELECT platform.bump_layer('grids', '3202')`);
    const urls = await tileUrls(tiles);
    fresh.push(tiles.length / (await secondsOf(() => fetchAll(urls))));
    kept.push(tiles.length / (await secondsOf(() => fetchAll(urls))));
  }
  return [
    { what: `z${zoom}, each made anew`, unit: 'tiles/s', ours: fresh, reference: raw, goal: '≥ 0.8' },
    { what: `z${zoom}, from the cache`, unit: 'tiles/s', ours: kept, reference: raw, goal: '> 1' },
  ];
}

/** Tiles that hold grids, at most TILES of them, kept in a table so that both sides take the same. */
async function chooseTiles(zoom: number): Promise<Address[]> {
  await database.query('CREATE SCHEMA IF NOT EXISTS bench; DROP TABLE IF EXISTS bench.tile');
  await database.query(`
    CREATE TABLE bench.tile AS
    SELECT row_number() OVER (ORDER BY md5(x::text || ' ' || y))::integer AS i, ${zoom} AS z, x, y
      FROM (SELECT DISTINCT floor((ST_X(centre) + 180) / 360 * ${2 ** zoom})::integer AS x,
                   floor((1 - ln(tan(radians(ST_Y(centre))) + 1 / cos(radians(ST_Y(centre)))) / pi()) / 2 * ${2 ** zoom})::integer AS y
              FROM grids.grid) t
     ORDER BY i LIMIT ${TILES}`);
  await database.query('ALTER TABLE bench.tile ADD PRIMARY KEY (i); ANALYZE bench.tile');
  return (await database.query<Address>('SELECT i, z, x, y FROM bench.tile ORDER BY i')).rows;
}

function rawTile(i: string): string {
  return `SELECT ST_AsMVT(t, 'grids', 4096, 'geom', 'no') AS tile FROM (
    SELECT g.no::bigint AS no, ST_AsMVTGeom(ST_Transform(g.geom, 3857), ST_TileEnvelope(b.z, b.x, b.y), 4096, 64, true) AS geom,
           g.code, g.name, g.kind
      FROM bench.tile b JOIN grids.grid g ON g.geom && ST_Transform(ST_TileEnvelope(b.z, b.x, b.y, margin => 64.0 / 4096), 4326)
     WHERE b.i = ${i}) t`.replace(/\s+/g, ' ');
}

/** Tiles a second of pgbench, without the time of connecting. */
function pgbench(script: string, transactions: number): number {
  const program = join(findPostgres() ?? '', 'pgbench');
  const each = Math.ceil(transactions / CLIENTS);
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(CLIENTS),
    '-j',
    '1',
    '-t',
    String(each),
    '-f',
    script,
    databaseUrl,
  ];
  const said = ask(program, args);
  const rate = /tps = ([\d.]+) \(without/.exec(said ?? '')?.[1];
  if (!rate) throw new Error(`pgbench said nothing of use: ${said ?? 'it failed'}`);
  return Number(rate);
}

async function tileUrls(tiles: readonly Address[]): Promise<string[]> {
  const layers = (await (await fetch(`${server.url}/api/layers`, { headers })).json()) as LayerStatus[];
  const template = layers.find(({ layer }) => layer === 'grids')!.tiles;
  return tiles.map(
    ({ z, x, y }) =>
      new URL(template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)), server.url).href,
  );
}

async function fetchAll(urls: readonly string[]): Promise<void> {
  const waiting = [...urls];
  const client = async () => {
    for (let url = waiting.pop(); url; url = waiting.pop()) await fetchTile(url);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

function fetchTile(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip', cookie: headers.cookie } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}

/** Both sides must give the same grids before they are measured. */
async function compare(tiles: readonly Address[]): Promise<void> {
  const some = tiles.slice(0, 20);
  const urls = await tileUrls(some);
  for (const [at, { i }] of some.entries()) {
    const { rows } = await database.query<{ tile: Buffer }>(rawTile('$1'), [i]);
    const [ours, raw] = [numbersIn(gunzipSync(await fetchTile(urls[at]!))), numbersIn(rows[0]!.tile)];
    if (ours.join() !== raw.join())
      throw new Error(`${urls[at]} holds ${ours.length} grids, ST_AsMVT gives ${raw.length}`);
  }
}

function numbersIn(tile: Buffer): number[] {
  const layer = new VectorTile(new PbfReader(tile)).layers['grids'];
  return Array.from({ length: layer?.length ?? 0 }, (_, at) => layer!.feature(at).id ?? 0).toSorted((a, b) => a - b);
}
