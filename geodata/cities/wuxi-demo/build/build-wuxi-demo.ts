// Makes the pack that the project ships. The same seed gives the same bytes.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHazards } from '../../../generate/hazards.ts';
import { makeOwners } from '../../../generate/owners.ts';
import { makeShelters } from '../../../generate/shelters.ts';
import { makeSites } from '../../../generate/sites.ts';
import { formatCsv } from '../../../pack/csv.ts';
import { readPack } from '../../../pack/read-pack.ts';
import type { ShelterRecord, SiteRecord } from '../../../pack/records.ts';
import type { Area, Position } from '../../../space/geometry.ts';
import { cityFile } from './city-file.ts';
import { smoothCounties } from './county-outlines.ts';
import { drawRoads, landTest } from './draw-roads.ts';
import { drawWater } from './draw-water.ts';
import { knownThings, type KnownThings } from './known-things.ts';
import { takeSources, type Sources } from './take-sources.ts';

export const SEED = 320200;
const HAZARDS = 400;
const SHELTERS = 217;
const MADE_SITES = 800;

export interface BuildOptions {
  /** The folder of the pack; its files are written over. */
  out: string;
  onProgress?: (line: string) => void;
}

/**
 * Builds the pack from two npm packages, GMT's shore lines and what is written down beside this file.
 *
 * @throws PackError where npm, tar or gmt (Debian: gmt, gmt-gshhg-full) cannot be run
 */
export async function buildWuxiDemo({ out, onProgress = () => {} }: BuildOptions): Promise<void> {
  const tempDir = await mkdtemp(join(tmpdir(), 'fengsui-city-'));
  try {
    await mkdir(out, { recursive: true });
    onProgress('Taking divisions and county outlines');
    const sources = await takeSources(tempDir);
    const counties = smoothCounties(sources.counties);
    onProgress('Drawing lakes and the Yangtze');
    const waters = await drawWater([119.35, 30.95, 120.8, 32.15], tempDir);
    const known = await knownThings();
    await writeGround(out, { ...sources, counties }, waters, known);
    onProgress('Drawing roads');
    await writeNetworks(
      out,
      counties.map(({ area }) => area),
      waters.map(({ area }) => area),
      known,
    );
    onProgress('Making registrations');
    await writeRegistrations(out, known);
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

type Properties = Record<string, string | number | boolean | null | string[]>;

/** One feature a line, six decimals: a change of one feature is a change of one line. */
function collection(features: { properties: Properties; type: string; coordinates: unknown }[]): string {
  const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value);
  const lines = features.map(({ properties, type, coordinates }) =>
    JSON.stringify({ type: 'Feature', properties, geometry: { type, coordinates } }, rounded),
  );
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

async function writeGround(
  out: string,
  { counties, divisions, villages }: Sources,
  waters: { name: string | null; kind: string; area: Area }[],
  { places, seats, stations }: KnownThings,
): Promise<void> {
  const write = (file: string, text: string) => writeFile(join(out, file), text);
  await write('city.json', JSON.stringify(cityFile(seats, SEED), null, 2) + '\n');
  await write('divisions.csv', formatCsv(['code', 'name', 'level'], divisions));
  await write('villages.csv', formatCsv(['code', 'name'], villages));
  await write(
    'counties.geojson',
    collection(counties.map(({ code, name, area }) => ({ properties: { code, name }, ...area }))),
  );
  await write(
    'water.geojson',
    collection(waters.map(({ name, kind, area }) => ({ properties: { name, kind }, ...area }))),
  );
  const nameOf = new Map(divisions.map(({ code, name }) => [code, name]));
  const towns = Object.entries(seats).map(([code, at]) => ({
    name: nameOf.get(code)!.replace(/(街道|镇)$/, ''),
    kind: 'place',
    rank: 5,
    at,
  }));
  const metro = [...new Map(stations.map((station) => [station.name, station])).values()].map(({ name, at }) => ({
    name,
    kind: 'metro-station',
    rank: 6,
    at,
  }));
  const rows = [...places, ...towns, ...metro].map(({ name, kind, rank, at: [lon, lat] }) => ({
    name,
    kind,
    lon,
    lat,
    rank,
    approximate: true,
  }));
  await write('places.csv', formatCsv(['name', 'kind', 'lon', 'lat', 'rank', 'approximate'], rows));
}

async function writeNetworks(
  out: string,
  counties: Area[],
  waters: Area[],
  { roads, seats, stations }: KnownThings,
): Promise<void> {
  const places = Object.entries(seats).map(([path, at]) => ({ path, at }));
  const drawn = drawRoads(roads, places, landTest(counties, waters), SEED);
  await writeFile(
    join(out, 'roads.geojson'),
    collection(
      drawn.map((road) => ({
        properties: { name: road.name, class: road.class, demo: true },
        type: 'LineString',
        coordinates: road.line,
      })),
    ),
  );
  const lines = grouped(stations, ({ line }) => line);
  const byName = grouped(stations, ({ name }) => name);
  await writeFile(
    join(out, 'metro.geojson'),
    collection([
      ...[...lines].map(([name, stops]) => ({
        properties: { kind: 'line', name, approximate: true },
        type: 'LineString',
        coordinates: stops.map(({ at }) => at),
      })),
      ...[...byName].map(([name, stops]) => ({
        properties: { kind: 'station', name, lines: stops.map(({ line }) => line), approximate: true },
        type: 'Point',
        coordinates: stops[0]!.at,
      })),
    ]),
  );
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Registrations need the grids: the pack is read as far as it is written. */
async function writeRegistrations(out: string, { places, stations }: KnownThings): Promise<void> {
  const pack = await readPack(out);
  const [{ records: divisions }, { records: grids }] = [await pack.layer('divisions'), await pack.layer('grids')];
  const input = (count: number) => ({ divisions, grids, seed: SEED, count });
  const write = (file: string, text: string) => writeFile(join(out, file), text);
  await write(
    'owners.csv',
    formatCsv(
      ['divisionPath', 'duty', 'unit', 'phone', 'demo'],
      makeOwners(input(0)).map((owner) => ({ ...owner })),
    ),
  );
  const hazards = makeHazards(input(HAZARDS)).map(({ geometry, ...properties }) => ({
    properties,
    type: geometry.type,
    coordinates: geometry.coordinates,
  }));
  await write('hazards.geojson', collection(hazards));
  const shelterColumns = [
    'code',
    'name',
    'kind',
    'state',
    'capacityPersons',
    'areaM2',
    'indoor',
    'address',
    'manager',
    'lon',
    'lat',
    'demo',
    'approximate',
    'source',
    'published',
  ];
  await write('shelters.csv', formatCsv(shelterColumns, makeShelters(input(SHELTERS)).map(withLonLat)));
  const sites = [...knownSites(places, stations), ...makeSites(input(MADE_SITES))];
  await write(
    'sites.csv',
    formatCsv(
      ['code', 'name', 'kind', 'address', 'manager', 'lon', 'lat', 'demo', 'approximate', 'source'],
      sites.map(withLonLat),
    ),
  );
}

function withLonLat(record: ShelterRecord | SiteRecord): Record<string, unknown> {
  const [lon, lat]: Position = record.point;
  return { ...record, lon: Math.round(lon * 1e6) / 1e6, lat: Math.round(lat * 1e6) / 1e6 };
}

/** Stations and well-known houses: real, and about where they are. */
function knownSites(places: KnownThings['places'], stations: KnownThings['stations']): SiteRecord[] {
  const houses = places
    .filter(({ site }) => site !== '')
    .map(({ name, site, at }) => ({ name, kind: site as SiteRecord['kind'], at }));
  const stops = [
    ...new Map(
      stations.map(({ name, at }) => [name, { name: `${name}（地铁站）`, kind: 'metro-station' as const, at }]),
    ).values(),
  ];
  return [...houses, ...stops].map(({ name, kind, at }, index) => ({
    code: `WXK-${String(index + 1).padStart(5, '0')}`,
    name,
    kind,
    address: null,
    manager: null,
    point: at,
    demo: false,
    approximate: true,
    source: 'general knowledge',
  }));
}
