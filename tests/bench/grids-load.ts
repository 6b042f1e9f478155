// Loads a city of 30,000 grids, all checks and history included, beside a bare insert of the same grids.
import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir } from '../support/server.ts';
import { CITY, fengsui } from './city.ts';
import { printTable, secondsOf } from './table.ts';

const GRIDS = 30_000;
const ROUNDS = 3;
const CHUNK = 1_000;

const loads: number[] = [];
const inserts: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const [databaseUrl, dataDir] = [await createDatabase(), emptyDataDir()];
  await fengsui(databaseUrl, dataDir, 'migrate');
  loads.push(await secondsOf(() => fengsui(databaseUrl, dataDir, 'city', 'load', CITY, '--grids', String(GRIDS))));
  inserts.push(await bareInsert(databaseUrl));
  await dropDatabase(databaseUrl);
  rmSync(dataDir, { recursive: true, force: true });
}
const what = `city of ${GRIDS} grids: read, cut, checked, kept with history, basemap`;
printTable('Loading a city', [{ what, unit: 's', ours: loads, reference: inserts, goal: 'none set' }]);

/** Seconds for the same rows by multi-row unnest into a table with an index on the outline and no check at all. */
async function bareInsert(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    'CREATE TABLE public.bare (code text, name text, geom geometry(MultiPolygon, 4326)); CREATE INDEX ON public.bare USING gist (geom)',
  );
  const { rows } = await client.query<{ code: string; name: string; geom: string }>(
    'SELECT code, name, geom::text FROM grids.grid ORDER BY code',
  );
  if (rows.length < GRIDS * 0.9) throw new Error(`only ${rows.length} grids were loaded`);
  const seconds = await secondsOf(async () => {
    for (let at = 0; at < rows.length; at += CHUNK) {
      const chunk = rows.slice(at, at + CHUNK);
      const columns = [chunk.map(({ code }) => code), chunk.map(({ name }) => name), chunk.map(({ geom }) => geom)];
      await client.query(
        'INSERT INTO public.bare SELECT c, n, g::geometry FROM unnest($1::text[], $2::text[], $3::text[]) t (c, n, g)',
        columns,
      );
    }
  });
  await client.end();
  return seconds;
}
