// What the walls cost: the stores' own queries as staff behind the row policies, beside the owner who asks for the same rows by hand.
// In the same kind of transaction, in turn. 30,000 grids, 50,000 sites: the whole city, one county of it, a county with rows shared by others.
import pg from 'pg';
import { sql } from '../../db/sql.ts';
import type { Database, Db } from '../../db/connection.ts';
import { openPostgres } from '../../db/postgres.ts';
import { gridTiles } from '../../server/grids/tiles.ts';
import { findPlaceAt } from '../../server/grids/place-at.ts';
import { findGrids } from '../../server/grids/store.ts';
import { EVERYTHING } from '../../server/platform/page.ts';
import { totalOf } from '../../server/platform/total.ts';
import { encodeTile } from '../../server/platform/tile-encoding.ts';
import { readNeedle } from '../../server/search/algorithms/needle.ts';
import { findHits } from '../../server/search/store.ts';
import { siteTiles } from '../../server/sites/tiles.ts';
import { findSites } from '../../server/sites/store.ts';
import { quietLog } from '../support/database.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir } from '../support/server.ts';
import { askByHand } from './by-hand.ts';
import { CITY, fengsui } from './city.ts';
import { median, printTable, secondsOf, type Measurement } from './table.ts';

const ROUNDS = 15;
const AGAIN = 10;
const [LON, LAT] = [120.3, 31.57];
const COUNTY = '320213';

const databaseUrl = await createDatabase();
await fengsui(databaseUrl, emptyDataDir(), 'city', 'load', CITY, '--grids', '30000');
const database = await openPostgres({ databaseUrl, clock: () => new Date(), log: quietLog });
await database.owner.one(sql`
  INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
  SELECT s.code || '-' || n, s.name || n, s.name_initials, s.name_pinyin, s.kind, s.point, s.division_path, true, s.approximate, s.source
    FROM sites.site s CROSS JOIN generate_series(1, 55) AS n`);
await tidy();

await measure('the whole city', database, '3202', database.owner);
const inCounty = `starts_with(division_path, '${COUNTY}')`;
await measure('one county', database, COUNTY, askByHand(database.owner, inCounty));
await database.owner.one(sql`
  UPDATE sites.site SET shared_with = ${[COUNTY]} WHERE no % 50 = 0 AND NOT starts_with(division_path, ${COUNTY})`);
await tidy();
const shared = `(${inCounty} OR shared_with @> '{${COUNTY}}')`;
await measure(
  'a county, and rows of others shared with it',
  database,
  COUNTY,
  askByHand(database.owner, inCounty, shared),
);

await database.close();
await dropDatabase(databaseUrl);

/** As the server's own upkeep does within a minute; it cannot be part of a transaction. */
async function tidy(): Promise<void> {
  const upkeep = new pg.Client({ connectionString: databaseUrl });
  await upkeep.connect();
  await upkeep.query('VACUUM ANALYZE');
  await upkeep.end();
}

async function measure(title: string, { as }: Database, area: string, byHand: Db): Promise<void> {
  const scope = { areas: [area], departments: ['*'], actor: 'bench' };
  const staff = as({ role: 'staff', ...scope });
  const tile = as({ role: 'tile', ...scope });
  const measurements: Measurement[] = [];
  for (const [what, role, run] of queries()) {
    const [ours, reference]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      reference.push(await millisecondsOf(() => run(byHand)));
      ours.push(await millisecondsOf(() => run(role === 'tile' ? tile : staff)));
    }
    const goal = median(reference) > 5 ? '≤ 1.3' : `≤ ${(median(reference) + 1).toFixed(2)} ms`;
    measurements.push({ what, unit: 'ms', ours, reference, goal });
  }
  printTable(`Row policies, ${title}: with and without`, measurements);
}

function queries(): readonly (readonly [what: string, role: 'staff' | 'tile', run: (db: Db) => Promise<unknown>])[] {
  const z12 = { z: 12, x: 3416, y: 1668 };
  const needle = readNeedle('中学')!;
  return [
    ['a page of grids', 'staff', (db) => findGrids(db, { limit: 100 })],
    ['a page of sites', 'staff', (db) => findSites(db, { limit: 100 })],
    ['search', 'staff', (db) => findHits(db, needle, 20, undefined)],
    ['owners at a point', 'staff', (db) => findPlaceAt(db, [LON, LAT], undefined)],
    ['total of sites', 'staff', (db) => db.one(totalOf('sites.site', sql`s`, EVERYTHING, undefined))],
    ['sites of a kind', 'staff', (db) => findSites(db, { limit: 100, kind: 'primary-school' })],
    ['a bare count of sites', 'staff', (db) => db.one(sql`SELECT count(*) AS n FROM sites.site s`)],
    ['a tile of grids', 'tile', (db) => encodeTile(db, 'postgres', gridTiles, z12)],
    ['a tile of sites', 'tile', (db) => encodeTile(db, 'postgres', siteTiles, z12)],
  ];
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const seconds = await secondsOf(async () => {
    for (let n = 0; n < AGAIN; n += 1) await work();
  });
  return (seconds * 1000) / AGAIN;
}
