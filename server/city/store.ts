// Reads the schema "city".
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { City, Place } from './contract.ts';

/** The city that is loaded; undefined before the first load. Whether 天地图 can be shown is for the configuration to say. */
export function findCity(db: Db): Promise<Omit<City, 'tianditu'> | undefined> {
  return db.one<Omit<City, 'tianditu'>>(sql`
    SELECT c.code, c.name, c.name_en AS "nameEn", c.pack, c.demo,
           json_build_array(ST_XMin(c.bounds), ST_YMin(c.bounds), ST_XMax(c.bounds), ST_YMax(c.bounds)) AS bounds,
           json_build_array(ST_X(c.centre), ST_Y(c.centre)) AS centre,
           c.loaded_at AS "loadedAt", c.basemap, c.sources
      FROM city.city c`);
}

/** A basemap archive by its name. */
export async function findBasemap(db: Db, name: string): Promise<Buffer | undefined> {
  const row = await db.one<{ archive: Buffer }>(sql`SELECT archive FROM city.basemap WHERE name = ${name}`);
  return row?.archive;
}

export function findPlace(db: Db, id: string): Promise<Place | undefined> {
  return db.one<Place>(sql`
    SELECT p.id, p.name, p.kind, json_build_array(ST_X(p.point), ST_Y(p.point)) AS point, p.approximate
      FROM city.place p WHERE p.id = ${id}`);
}
