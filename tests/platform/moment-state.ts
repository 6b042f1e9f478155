// The whole answer for a moment, gathered through the front door: what a hash of it says is what a screen would show.
import { createHash } from 'node:crypto';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { sql } from '../../db/sql.ts';
import type { LayerStatus } from '../../server/platform/contract.ts';
import type { House } from '../incidents/house.ts';
import { IN_WEST, WEST } from '../incidents/town.ts';

/** An hour and minute of the day of the story, UTC. */
export const at = (clock: string) => `2026-07-08T${clock}:00.000Z`;

/** A level-3 hazard, a shelter and a site in the western county, registered as a command would. */
export async function addRegisters({ services: { db } }: House): Promise<{ hazard: string }> {
  const point = sql`ST_SetSRID(ST_MakePoint(${IN_WEST[0]}::float8, ${IN_WEST[1]}::float8), 4326)`;
  const place = sql`${WEST.village}, false, false, 'test'`;
  const hazard = await db.one<{ id: string }>(sql`
    INSERT INTO hazards.hazard (code, name, name_initials, name_pinyin, class, kind, level, responsible_unit, geom, division_path, demo, approximate, source)
    VALUES ('H-1', '沁园加油站', 'qyjyz', 'qinyuanjiayouzhan', 'accident', 'petrol-station', 3, '沁园', ${point}, ${place}) RETURNING id`);
  await db.one(sql`
    INSERT INTO shelters.shelter (code, name, name_initials, name_pinyin, kind, state, capacity_persons, indoor, point, division_path, demo, approximate, source)
    VALUES ('S-1', '沁园中学', 'qyzx', 'qinyuanzhongxue', 'short-term', 'ready', 300, true, ${point}, ${place})`);
  await db.one(sql`
    INSERT INTO sites.site (code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
    VALUES ('P-1', '沁园小学', 'qyxx', 'qinyuanxiaoxue', 'primary-school', ${point}, ${place})`);
  return { hazard: hazard!.id };
}

/** Corrects what was never so: the hazard was red, the shelter full, the grid differently named; and tells the tiles. */
export async function correctRegisters({ services: { db } }: House): Promise<void> {
  await db.one(sql`UPDATE hazards.hazard SET level = 1, valid_from = valid_from`);
  await db.one(sql`UPDATE shelters.shelter SET state = 'unavailable', valid_from = valid_from`);
  await db.one(sql`UPDATE sites.site SET name = '沁园第二小学', valid_from = valid_from`);
  await db.one(sql`UPDATE grids.grid SET name = '改名网格', valid_from = valid_from WHERE code = ${WEST.grid}`);
  for (const layer of ['hazards', 'shelters', 'sites', 'grids'])
    await db.one(sql`SELECT platform.bump_layer(${layer}, ${[WEST.village]})`);
}

type Ask = (url: string) => ReturnType<House['inject']>;

/** Staff of an area; the whole city without one. */
export const asking =
  (house: House, areas: readonly string[] = ['3202']): Ask =>
  (url) =>
    house.as({ areas }).inject(url);

/** Every read of the house at a moment: `query` is `asKnownAt=…`, `asItWasAt=…` or nothing. */
export async function wholeState(ask: Ask, query: string, incidentIds: readonly string[]): Promise<unknown> {
  const parts: Record<string, unknown> = {};
  const read = async (path: string) => {
    const answer = await ask(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    parts[path] = answer.statusCode === 200 ? answer.json() : answer.statusCode;
    return parts[path];
  };
  for (const list of ['hazards', 'shelters', 'sites', 'grids']) {
    const { items } = (await read(`/api/${list}?bbox=120,31.5,120.4,31.7`)) as {
      items: { id?: string; code: string }[];
    };
    for (const { id, code } of items) await read(`/api/${list}/${id ?? code}`);
  }
  await read(`/api/grids/at?lon=${IN_WEST[0]}&lat=${IN_WEST[1]}`);
  for (const path of ['', '?state=closed', '?state=duplicate', '/by-grid', '/hourly?hours=24'])
    await read(`/api/incidents${path}`);
  for (const id of incidentIds) await read(`/api/incidents/${id}`);
  for (const word of ['qy', '沁园', 'H-1', '320213001']) await read(`/api/search?q=${encodeURIComponent(word)}`);
  for (const dataset of ['grids', 'hazards', 'shelters', 'sites', 'incidents'])
    parts[`file ${dataset}`] = (await ask(`/api/exports/${dataset}.geojson?${query}`)).body;
  parts['table incidents'] = (await ask(`/api/exports/incidents.csv?${query}`)).body;
  for (const collection of ['grids', 'hazards', 'shelters', 'sites'])
    parts[`collection ${collection}`] = await readCollection(ask, `/ogc/collections/${collection}/items`, query);
  const layers = (await ask(`/api/layers?${query}`)).json<LayerStatus[]>();
  // The template holds the version of today, which a correction raises.
  parts.layers = layers.map(({ layer, count, dataAt }) => ({
    layer,
    count,
    dataAt: layer === 'divisions' ? null : dataAt,
  }));
  for (const { layer, tiles } of layers) parts[`tile ${layer}`] = await readTile(ask, tiles);
  return parts;
}

/** The features of a collection and each by itself; without links, and without the time at which they were asked for. */
async function readCollection(ask: Ask, path: string, query: string) {
  const { features, numberMatched } = (await ask(`${path}?limit=1000&${query}`)).json<{
    features: { id: string; properties: object }[];
    numberMatched: number;
  }>();
  const [first] = features;
  const alone = first && (await ask(`${path}/${first.id}?${query}`)).json<{ properties: object }>().properties;
  return { features, numberMatched, alone };
}

/** The features of the tile that holds the western county, by their number; their order in the bytes says nothing. */
async function readTile(ask: Ask, template: string) {
  const answer = await ask(template.replace('{z}/{x}/{y}', '12/3414/1669'));
  const [layer] = Object.values(new VectorTile(new PbfReader(answer.rawPayload)).layers);
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => layer!.feature(index))
    .map((feature) => ({ id: feature.id, properties: feature.properties, geometry: feature.loadGeometry() }))
    .toSorted((one, other) => one.id! - other.id!);
}

export const hashOf = (state: unknown) => createHash('sha256').update(JSON.stringify(state)).digest('hex');
