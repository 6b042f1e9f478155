// Reads what stands in the city, for stories with real names in them. Writes nothing.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { DemoPlace } from './contract.ts';

/** Enough to seldom hear of the same place twice, few enough to send at once. */
const PLACES_AT_MOST = 3000;

/**
 * Places of the caller's areas, the busiest first.
 */
export function findDemoPlaces(db: Db): Promise<DemoPlace[]> {
  return db.many<DemoPlace>(sql`
    SELECT name, kind, json_build_array(ST_X(point), ST_Y(point)) AS point, town, county, weight
      FROM demo.places() ORDER BY weight DESC, name LIMIT ${PLACES_AT_MOST}`);
}
