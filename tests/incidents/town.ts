// A town to report into: two counties side by side, each a square of 0.2°, with one town, one village and one grid in its lower half.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';

export const WEST = { county: '320213', town: '320213001', village: '320213001001', grid: '320213001001001' } as const;
export const EAST = { county: '320205', town: '320205001', village: '320205001001', grid: '320205001001001' } as const;

/** In the grid of each county. */
export const IN_WEST: [number, number] = [120.1, 31.55];
export const IN_EAST: [number, number] = [120.3, 31.55];
/** In the county, where no town, village or grid is drawn: on the lake. */
export const ON_WATER_WEST: [number, number] = [120.1, 31.65];
/** In no county of the city. */
export const ABROAD: [number, number] = [121.5, 31.2];

/** Loads the city into an empty database. */
export async function loadTown(owner: Db): Promise<void> {
  await owner.one(sql`
    INSERT INTO city.city (code, name, name_en, pack, demo, bounds, centre, sources, basemap, basemap_real, loaded_at)
    VALUES ('320200', '无锡市', 'Wuxi', 'test', true, ${square(120, 31.5, 120.4, 31.7)}, 'SRID=4326;POINT(120.2 31.6)', '{}',
            '0123456789abcdef.pmtiles', '0123456789abcdef.pmtiles', '2026-01-01T00:00:00Z')`);
  await addDivision(owner, '3202', '无锡市', 'city', null, [120, 31.5, 120.4, 31.7]);
  await addCounty(owner, WEST, '梁溪区', '金匮街道', '沁园社区', 120);
  await addCounty(owner, EAST, '锡山区', '东亭街道', '东亭社区', 120.2);
}

type Corners = readonly [west: number, south: number, east: number, north: number];

async function addCounty(
  owner: Db,
  codes: Record<keyof typeof WEST, string>,
  county: string,
  town: string,
  village: string,
  west: number,
) {
  const lower: Corners = [west, 31.5, west + 0.2, 31.6];
  await addDivision(owner, codes.county, county, 'county', '3202', [west, 31.5, west + 0.2, 31.7]);
  await addDivision(owner, codes.town, town, 'town', codes.county, lower);
  await addDivision(owner, codes.village, village, 'village', codes.town, lower);
  await owner.one(sql`
    INSERT INTO grids.grid (code, name, name_initials, name_pinyin, kind, division_path, geom, population, synthetic, demo, approximate, source)
    VALUES (${codes.grid}, ${`${village}一网格`}, 'x', 'x', 'basic', ${codes.village}, ST_Multi(${square(...lower)}::geometry), 1200,
            true, true, false, 'test')`);
}

async function addDivision(
  owner: Db,
  path: string,
  name: string,
  level: string,
  parent: string | null,
  corners: Corners,
) {
  const area = square(...corners);
  await owner.one(sql`
    INSERT INTO grids.division (path, code, name, name_initials, name_pinyin, level, parent_path, geom, centre, bounds, quasi, synthetic)
    VALUES (${path}, ${path.padEnd(12, '0')}, ${name}, 'x', 'x', ${level}, ${parent}, ST_Multi(${area}::geometry),
            ST_PointOnSurface(${area}::geometry), ${area}::geometry, false, true)`);
}

const square = (west: number, south: number, east: number, north: number) =>
  `SRID=4326;POLYGON((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south}))`;
