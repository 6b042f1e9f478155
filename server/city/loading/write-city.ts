// The head of the city, and what must be told when its rows have changed.
import type { Tx } from '../../../db/connection.ts';
import { identifier, sql } from '../../../db/sql.ts';
import type { CityHead } from '../../../geodata/pack.ts';
import { record } from '../../audit/record.ts';
import { basemapName } from '../basemap.ts';
import type { Changes } from './write-layers.ts';

/** Tables that a city fills, each before those that it refers to. */
const TABLES = [
  'shelters.shelter',
  'hazards.hazard',
  'sites.site',
  'city.place',
  'grids.owner',
  'grids.grid',
  'grids.division',
  'city.city',
];
/** Tile layers and the rows that they show. */
const LAYERS = ['grids', 'divisions', 'sites', 'hazards', 'shelters'] as const;

/** One load at a time, over all processes, until the transaction ends. */
export async function lockLoading(tx: Tx): Promise<void> {
  await tx.one(sql`SELECT pg_advisory_xact_lock(hashtextextended('city.load', 0))`);
}

/** Removes a city and all that was registered in it. The past of it and its incidents stay on record. */
export async function clearCity(tx: Tx, code: string): Promise<void> {
  for (const table of TABLES) await tx.many(sql`DELETE FROM ${identifier(table)}`);
  for (const layer of LAYERS) await bumpLayer(tx, layer, code);
  await record(tx, { act: 'city:replace', object: `city.city/${code}` });
}

/** Tells the planner what is there now: before, it thinks the tables small or empty and chooses badly. */
async function takeStatistics(tx: Tx): Promise<void> {
  for (const table of TABLES) await tx.many(sql`ANALYZE ${identifier(table)}`);
}

/** Archive of the basemap, and of the same without what was made up. */
export interface Basemaps {
  readonly shown: Uint8Array;
  readonly real: Uint8Array;
}

/** Keeps an archive under its name. */
async function keepBasemap(tx: Tx, archive: Uint8Array): Promise<string> {
  const name = basemapName(archive);
  await tx.one(sql`INSERT INTO city.basemap (name, archive) VALUES (${name}, ${archive}) ON CONFLICT DO NOTHING`);
  return name;
}

/** Writes the head and raises the versions of the layers that changed; nothing at all where nothing did. */
export async function writeCity(tx: Tx, city: CityHead, basemaps: Basemaps, changes: Changes, at: Date): Promise<void> {
  const anything = Object.values(changes).some((count) => count > 0);
  const head = await writeHead(tx, city, basemaps, anything, at);
  for (const layer of LAYERS) if (changes[layer] > 0) await bumpLayer(tx, layer, city.code);
  if (anything) await takeStatistics(tx);
  if (anything || head)
    await record(tx, { act: 'city:load', object: `city.city/${city.code}`, after: { pack: city.pack, changes } });
}

async function writeHead(tx: Tx, city: CityHead, basemaps: Basemaps, anything: boolean, at: Date): Promise<boolean> {
  const [west, south, east, north] = city.bounds;
  const shown = await keepBasemap(tx, basemaps.shown);
  const real = await keepBasemap(tx, basemaps.real);
  const sources = city.sources.map(({ text, licence }) => `${text} (${licence})`);
  const row = await tx.one(sql`
    INSERT INTO city.city AS t (code, name, name_en, pack, demo, bounds, centre, sources, basemap, basemap_real, loaded_at)
    VALUES (${city.code}, ${city.name}, ${city.nameEn}, ${city.pack}, ${city.demo},
            ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326),
            ST_SetSRID(ST_MakePoint(${city.centre[0]}, ${city.centre[1]}), 4326), ${sources}, ${shown}, ${real}, ${at})
    ON CONFLICT (code) DO UPDATE
       SET (name, name_en, pack, demo, bounds, centre, sources, basemap, basemap_real, loaded_at) =
           (excluded.name, excluded.name_en, excluded.pack, excluded.demo, excluded.bounds, excluded.centre,
            excluded.sources, excluded.basemap, excluded.basemap_real, excluded.loaded_at)
     WHERE ${anything} OR (t.name, t.name_en, t.pack, t.demo, t.bounds, t.centre, t.sources, t.basemap, t.basemap_real) IS DISTINCT FROM
           (excluded.name, excluded.name_en, excluded.pack, excluded.demo, excluded.bounds, excluded.centre,
            excluded.sources, excluded.basemap, excluded.basemap_real)
    RETURNING 1`);
  await tx.many(sql`DELETE FROM city.basemap WHERE name NOT IN (${shown}, ${real})`);
  return row !== undefined;
}

/** The whole city's tiles change: its path is the code without the county's zeros. */
async function bumpLayer(tx: Tx, layer: string, code: string): Promise<void> {
  await tx.one(sql`SELECT platform.bump_layer(${layer}, ${[code.slice(0, 4)]})`);
}
