// Reads what others keep, through the views derived.search_entry and, for the past, derived.search_timeline.
import type { Db } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { holdsAt, type Moment } from '../platform/moment.ts';
import type { Needle } from './algorithms/needle.ts';
import type { SearchHit } from './contract.ts';

/** The best matches: what is it, then what begins with it, then what holds it; places and divisions before the rest. */
export function findHits(db: Db, needle: Needle, limit: number, moment: Moment): Promise<SearchHit[]> {
  return db.many<SearchHit>(hits(needle, limit, moment));
}

/** The statement of `findHits`; a test reads its plan. */
export function hits({ text, apart, pattern, vague }: Needle, limit: number, moment?: Moment): Sql {
  const [entries, then] = moment
    ? [sql`derived.search_timeline`, sql`AND ${holdsAt(sql`e`, moment)}`]
    : [sql`derived.search_entry`, sql``];
  const kinds = vague ? sql`AND e.kind <> 'grids'` : sql``;
  return sql`
    WITH found AS MATERIALIZED (
      SELECT e.kind, e.id, e.name, e.code, e.point, e.division_path, e.floor, e.rank,
             CASE WHEN starts_with(e.search_text, ${apart} || ' |') THEN 0
                  WHEN starts_with(e.search_text, ${apart}) THEN 1
                  WHEN strpos(e.search_text, ${apart}) > 0 THEN 2 END AS by_name,
             ${quality(sql`e.initials`, text)} AS by_initials, ${quality(sql`e.pinyin`, text)} AS by_pinyin,
             ${quality(sql`lower(e.code)`, text)} AS by_code
        FROM ${entries} e WHERE e.search_text ILIKE ${pattern} ${kinds} ${then}
    ), best AS (
      SELECT f.kind, f.id, f.name, f.code, f.point, f.division_path, f.floor, f.rank, f.by_name, f.by_initials, f.by_pinyin,
             least(f.by_name, f.by_initials, f.by_pinyin, f.by_code) AS quality
        FROM found f WHERE coalesce(f.by_name, f.by_initials, f.by_pinyin, f.by_code) IS NOT NULL
       ORDER BY quality, f.floor, f.rank, length(f.name), f.name, f.id LIMIT ${limit}
    )
    SELECT b.kind, b.id, b.name, b.code, nullif(concat_ws(' ', county.name, town.name), '') AS "where",
           json_build_array(ST_X(b.point), ST_Y(b.point)) AS point,
           CASE b.quality WHEN b.by_name THEN 'name' WHEN b.by_initials THEN 'initials'
                          WHEN b.by_pinyin THEN 'pinyin' ELSE 'code' END AS matched
      FROM best b
      CROSS JOIN LATERAL (SELECT coalesce(b.division_path, CASE WHEN b.kind = 'places' THEN ${townAt(sql`b.point`)} END) AS path) w
      LEFT JOIN grids.division county ON county.path = left(w.path, 6) AND county.level = 'county'
      LEFT JOIN grids.division town ON town.path = left(w.path, 9) AND town.level = 'town'
     ORDER BY b.quality, b.floor, b.rank, length(b.name), b.name, b.id`;
}

/** 0 the field is what is looked for, 1 it begins with it, 2 it holds it, NULL not at all. */
const quality = (field: Sql, text: string) => sql`
  CASE WHEN ${field} = ${text} THEN 0 WHEN starts_with(${field}, ${text}) THEN 1 WHEN strpos(${field}, ${text}) > 0 THEN 2 END`;

/** Places are kept without a division; a handful of them is looked up when found. */
const townAt = (point: Sql) => sql`(
  SELECT d.path FROM grids.division d
   WHERE d.level = 'town' AND d.geom && ${point} AND ST_Intersects(d.geom, ${point}) ORDER BY d.path LIMIT 1)`;
