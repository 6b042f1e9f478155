// What the database knows of where things lie, as far as it tells in which system a file is.
import type { Db } from '../../db/connection.ts';
import { join, sql } from '../../db/sql.ts';
import { knownPlaces, plainName, type KnownPlaces, type NamedPlace } from '../../geodata/files/known-places.ts';
import type { Area, Box } from '../../geodata/space/geometry.ts';

/** What a file of another city still lies in, degrees around the bounds. */
const MARGIN = 0.1;
/** What `plainName` leaves out; a blank of any width is a plain one after NFKC. */
const LEFT_OUT = ' \t·•-—–_()[]{}【】「」"\'“”';

/** What is approximate or made up lies roughly where it is; what was brought here (it has no pack) may have been in a wrong system itself. */
const ROUGH = sql`(approximate OR pack IS NULL)`;
const ROUGH_OR_DEMO = sql`(approximate OR demo OR pack IS NULL)`;
const REGISTERS = [
  { table: sql`city.place`, rough: ROUGH },
  { table: sql`sites.site`, rough: ROUGH_OR_DEMO },
  { table: sql`shelters.shelter`, rough: ROUGH_OR_DEMO },
  { table: sql`hazards.hazard`, rough: ROUGH_OR_DEMO },
];

/**
 * The places of the city that bear these names, as far as the caller may see them, and its counties.
 *
 * @param names  as they stand in the file; some thousand
 * @returns undefined where no city is loaded
 */
export async function findKnownPlaces(db: Db, names: readonly string[]): Promise<KnownPlaces | undefined> {
  const city = await db.one<{ bounds: Box }>(sql`
    SELECT json_build_array(ST_XMin(bounds) - ${MARGIN}::float8, ST_YMin(bounds) - ${MARGIN}::float8,
                            ST_XMax(bounds) + ${MARGIN}::float8, ST_YMax(bounds) + ${MARGIN}::float8) AS bounds FROM city.city`);
  if (!city) return undefined;
  const wanted = names.map(plainName).filter((name) => name !== '');
  const named = REGISTERS.map(
    ({ table, rough }) => sql`
      SELECT name, json_build_array(ST_X(point), ST_Y(point)) AS point, ${rough} AS rough FROM ${table}
       WHERE translate(lower(normalize(name, NFKC)), ${LEFT_OUT}, '') = ANY(${wanted}::text[])`,
  );
  const places = await db.many<NamedPlace & { name: string }>(join(named, ' UNION ALL '));
  const counties = await db.many<{ name: string; area: Area }>(sql`
    SELECT name, ST_AsGeoJSON(geom, 7)::json AS area FROM grids.division WHERE level = 'county' AND geom IS NOT NULL`);
  return knownPlaces({ ...city, places, roads: [], counties });
}
