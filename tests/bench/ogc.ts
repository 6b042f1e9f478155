// Paging through 30,000 grids by /ogc beside the same pages as GeoJSON straight from SQL, rounds in turn; then a whole export.
import { get } from 'node:http';
import { Client } from 'pg';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { staffHeaders } from '../support/accounts.ts';
import { emptyDataDir, startServer } from '../support/server.ts';
import { CITY, fengsui } from './city.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const GRIDS = 30_000;
const PAGE = 1000;
const ROUNDS = 5;

const databaseUrl = await createDatabase();
const dataDir = emptyDataDir();
await fengsui(databaseUrl, dataDir, 'city', 'load', CITY, '--grids', String(GRIDS));
const server = await startServer({ dataDir, databaseUrl });
const headers = await staffHeaders(server);
const database = new Client({ connectionString: databaseUrl });
await database.connect();

const paging: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  paging.ours.push(GRIDS / (await secondsOf(pageByOgc)));
  paging.reference.push(GRIDS / (await secondsOf(pageBySql)));
}
const measurements: Measurement[] = [{ what: `pages of ${PAGE}`, unit: 'features/s', ...paging, goal: '≥ 0.5' }];
for (const format of ['csv', 'geojson', 'xlsx', 'gpkg']) measurements.push(await measureExport(format));
printTable(`OGC API – Features and exports of ${GRIDS} grids with their outlines`, measurements);

await database.end();
await server.remove();
await dropDatabase(databaseUrl);

async function pageByOgc(): Promise<void> {
  let seen = 0;
  for (let url: string | undefined = `${server.url}/ogc/collections/grids/items?limit=${PAGE}`; url;) {
    const page = JSON.parse(await read(url)) as { features: unknown[]; links: { rel: string; href: string }[] };
    seen += page.features.length;
    url = page.links.find(({ rel }) => rel === 'next')?.href;
  }
  if (seen !== GRIDS) throw new Error(`${seen} features came by /ogc`);
}

/** The least that could be asked: key and outline as text, keyset pages, no row policy, no JSON to read. */
async function pageBySql(): Promise<void> {
  let seen = 0;
  for (let after = ''; ;) {
    const { rows } = await database.query<{ code: string }>(
      'SELECT code, ST_AsGeoJSON(g, 7) FROM grids.grid AS g WHERE code > $1 ORDER BY code LIMIT $2',
      [after, PAGE],
    );
    seen += rows.length;
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.code;
  }
  if (seen !== GRIDS) throw new Error(`${seen} features came by SQL`);
}

async function measureExport(format: string): Promise<Measurement> {
  const ours: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(GRIDS / (await secondsOf(() => read(`${server.url}/api/exports/grids.${format}`))));
    reference.push(GRIDS / (await secondsOf(pageBySql)));
  }
  return { what: `export as ${format}`, unit: 'rows/s', ours, reference, goal: '≥ 0.1' };
}

function read(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(parts).toString());
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
    }).once('error', reject);
  });
}
