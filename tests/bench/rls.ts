// What the walls cost: the stores' own queries as staff of the whole city behind the row policies, beside the owner who stands behind none.
// Both get the same rows, in the same kind of transaction, in turn. 30,000 grids, 50,000 sites.
import pg from 'pg';
import { sql } from '../../db/sql.ts';
import type { Db } from '../../db/connection.ts';
import { openPostgres } from '../../db/postgres.ts';
import { gridTiles } from '../../server/grids/tiles.ts';
import { findPlaceAt } from '../../server/grids/place-at.ts';
import { findGrids } from '../../server/grids/store.ts';
import { encodeTile } from '../../server/platform/tile-encoding.ts';
import { readNeedle } from '../../server/search/algorithms/needle.ts';
import { findHits } from '../../server/search/store.ts';
import { siteTiles } from '../../server/sites/tiles.ts';
import { findSites } from '../../server/sites/store.ts';
import { quietLog } from '../support/database.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir } from '../support/server.ts';
import { CITY, fengsui } from './city.ts';
import { median, printTable, secondsOf, type Measurement } from './table.ts';

const ROUNDS = 7;
const AGAIN = 20;
const [LON, LAT] = [120.3, 31.57];

const databaseUrl = await createDatabase();
await fengsui(databaseUrl, emptyDataDir(), 'city', 'load', CITY, '--grids', '30000');
const database = await openPostgres({ databaseUrl, clock: () => new Date(), log: quietLog });
await database.owner.one(sql`
  INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
  SELECT s.code || '-' || n, s.name || n, s.name_initials, s.name_pinyin, s.kind, s.point, s.division_path, true, s.approximate, s.source
    FROM sites.site s CROSS JOIN generate_series(1, 55) AS n`);
// As the server's own upkeep does within a minute; it cannot be part of a transaction.
const upkeep = new pg.Client({ connectionString: databaseUrl });
await upkeep.connect();
await upkeep.query('VACUUM ANALYZE');
await upkeep.end();

const scope = { areas: ['3202'], departments: ['*'], actor: 'bench' };
const staff = database.as({ role: 'staff', ...scope });
const tile = database.as({ role: 'tile', ...scope });
const z12 = { z: 12, x: 3416, y: 1668 };
const needle = readNeedle('中学')!;

const queries: readonly (readonly [what: string, behind: Db, run: (db: Db) => Promise<unknown>])[] = [
  ['a page of grids', staff, (db) => findGrids(db, { limit: 100 })],
  ['a page of sites', staff, (db) => findSites(db, { limit: 100 })],
  ['search', staff, (db) => findHits(db, needle, 20, undefined)],
  ['owners at a point', staff, (db) => findPlaceAt(db, [LON, LAT], undefined)],
  ['count of sites', staff, (db) => db.one(sql`SELECT count(*) AS n FROM sites.site`)],
  ['a tile of grids', tile, (db) => encodeTile(db, 'postgres', gridTiles, z12)],
  ['a tile of sites', tile, (db) => encodeTile(db, 'postgres', siteTiles, z12)],
];

const measurements: Measurement[] = [];
for (const [what, behind, run] of queries) {
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    reference.push(await millisecondsOf(() => run(database.owner)));
    ours.push(await millisecondsOf(() => run(behind)));
  }
  const goal = median(reference) > 5 ? '≤ 1.3' : `≤ ${(median(reference) + 1).toFixed(2)} ms`;
  measurements.push({ what, unit: 'ms', ours, reference, goal });
}
printTable('Row policies, whole city: with and without', measurements);

await database.close();
await dropDatabase(databaseUrl);

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const seconds = await secondsOf(async () => {
    for (let n = 0; n < AGAIN; n += 1) await work();
  });
  return (seconds * 1000) / AGAIN;
}
