// A feature as the text of its GeoJSON, over the alias `d`: the database writes it, and it goes out as it is.
import { join, sql, type Sql } from '../../db/sql.ts';
import type { DatasetField, DatasetSource } from './dataset.ts';

/** RFC 7946: seven decimals are a centimetre; outer rings run counter-clockwise. */
export function featureText({ key, geometry, shape, fields }: DatasetSource): Sql {
  const drawn = shape === 'Point' ? geometry : sql`ST_ForcePolygonCCW(${geometry})`;
  const properties = fields.map((field) => sql`${field.name}::text, ${jsonValue(field)}`);
  return sql`'{"type":"Feature","id":' || to_json(${key})::text
    || ',"geometry":' || coalesce(ST_AsGeoJSON(${drawn}, 7), 'null')
    || ',"properties":' || json_build_object(${join(properties, ', ')})::text || '}'`;
}

/** A number that may have decimals has them always: readers take the type from the first features that they meet. */
function jsonValue({ type, column }: DatasetField): Sql {
  if (type === 'number') return sql`(${column} || CASE WHEN ${column}::text ~ '[.e]' THEN '' ELSE '.0' END)::json`;
  if (type !== 'time') return column;
  return sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
