// Reads the schema "portal" and reference data, as the public may.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { PlaceRow, Published, PublishedHazard, PublishedShelter } from './contract.ts';

/** What decides whether an answer that was kept is still that of now. */
export interface Edition {
  readonly no: number;
  readonly loadedAt: string | null;
  readonly basemap: string | null;
}

export async function findEdition(db: Db): Promise<Edition> {
  const edition = await db.one<Edition>(sql`
    SELECT e.no, c.loaded_at AS "loadedAt", c.basemap FROM portal.edition e LEFT JOIN city.city c ON true`);
  return edition!;
}

export type PublishedSet = Omit<Published, 'advice'>;

/** All that is published, of one moment; undefined before a city is loaded. */
export function findPublished(db: Db): Promise<PublishedSet | undefined> {
  return db.transaction(async (tx) => {
    const city = await tx.one<Published['city'] & { changedAt: string }>(sql`
      SELECT c.code, c.name, c.name_en AS "nameEn", c.demo, c.basemap, c.sources,
             json_build_array(ST_XMin(c.bounds), ST_YMin(c.bounds), ST_XMax(c.bounds), ST_YMax(c.bounds)) AS bounds,
             e.changed_at AS "changedAt"
        FROM city.city c, portal.edition e`);
    if (!city) return undefined;
    const { changedAt, ...known } = city;
    return { city: known, changedAt, hazards: await findHazards(tx), shelters: await findShelters(tx) };
  });
}

/** Five decimals are about a metre. */
const findHazards = (tx: Tx) =>
  tx.many<PublishedHazard>(sql`
    SELECT h.code, h.name, h.class, h.kind, h.level, h.address, county.name AS county, town.name AS town,
           ST_AsGeoJSON(h.point, 5)::json -> 'coordinates' AS point,
           CASE WHEN GeometryType(h.geom) <> 'POINT' THEN ST_AsGeoJSON(h.geom, 5)::json END AS geometry,
           h.demo, h.approximate, h.published_at AS "publishedAt", h.changed_at AS "changedAt"
      FROM portal.hazard h
      LEFT JOIN grids.division county ON county.path = left(h.division_path, 6) AND county.level = 'county'
      LEFT JOIN grids.division town ON town.path = left(h.division_path, 9) AND town.level = 'town'
     ORDER BY h.division_path, h.code`);

const findShelters = (tx: Tx) =>
  tx.many<PublishedShelter>(sql`
    SELECT s.code, s.name, s.kind, s.state, s.capacity_persons AS "capacityPersons", s.indoor, s.address,
           county.name AS county, town.name AS town, ST_AsGeoJSON(s.point, 5)::json -> 'coordinates' AS point,
           s.demo, s.approximate, s.published_at AS "publishedAt", s.changed_at AS "changedAt"
      FROM portal.shelter s
      LEFT JOIN grids.division county ON county.path = left(s.division_path, 6) AND county.level = 'county'
      LEFT JOIN grids.division town ON town.path = left(s.division_path, 9) AND town.level = 'town'
     ORDER BY s.division_path, s.code`);

interface Named {
  readonly name: string;
  readonly pinyin: string;
  readonly lon: number;
  readonly lat: number;
  readonly within: string | null;
}

/** The gazetteer with counties, towns and villages, the best known first. A village is called by its community. */
export async function findPlaces(db: Db): Promise<{ within: string[]; places: PlaceRow[] }> {
  const rows = await db.many<Named>(sql`
    SELECT n.name, n.pinyin, round(ST_X(n.point)::numeric, 5)::float8 AS lon, round(ST_Y(n.point)::numeric, 5)::float8 AS lat, n.within
      FROM (
        SELECT p.name, p.name_pinyin AS pinyin, p.point, p.rank::integer AS rank, town.name AS within
          FROM city.place p
          LEFT JOIN LATERAL (SELECT d.name FROM grids.division d
                              WHERE d.level = 'town' AND d.geom && p.point AND ST_Intersects(d.geom, p.point)
                              ORDER BY d.path LIMIT 1) town ON true
         WHERE p.kind NOT IN ('lake', 'river')
        UNION ALL
        SELECT d.name, d.name_pinyin, d.centre, CASE d.level WHEN 'county' THEN 2 WHEN 'town' THEN 4 ELSE 8 END, parent.name
          FROM grids.division d JOIN grids.division parent ON parent.path = d.parent_path
         WHERE d.level IN ('county', 'town', 'village') AND NOT d.quasi AND d.geom IS NOT NULL
      ) n
     ORDER BY n.rank, n.name, n.point`);
  const within = [...new Set(rows.flatMap((row) => row.within ?? []))];
  const numbers = new Map(within.map((name, at) => [name, at]));
  return {
    within,
    places: rows.map(({ name, pinyin, lon, lat, within: lies }) => [
      name,
      pinyin,
      lon,
      lat,
      lies === null ? -1 : numbers.get(lies)!,
    ]),
  };
}

/** Takes made-up copies out before their registers are cleared, and their lines of the ledger; answers how many copies there were. */
export async function clearPortalDemo(tx: Tx): Promise<number> {
  const removed = await tx.one<{ count: number }>(sql`
    WITH hazard AS (DELETE FROM portal.hazard WHERE demo RETURNING 1),
         shelter AS (DELETE FROM portal.shelter WHERE demo RETURNING 1),
         line AS (DELETE FROM portal.ledger WHERE demo RETURNING 1)
    SELECT (SELECT count(*) FROM hazard) + (SELECT count(*) FROM shelter) AS count,
           (SELECT count(*) FROM line) AS lines`);
  if (removed!.count > 0)
    await tx.many(sql`UPDATE portal.edition SET no = no + 1, changed_at = platform.now() RETURNING no`);
  return removed!.count;
}
