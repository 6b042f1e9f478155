// Reads what others keep, through the view derived.search_entry.
import type { Db } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Needle } from './algorithms/needle.ts';
import type { SearchHit } from './contract.ts';

/** The best matches: what is it, then what begins with it, then what holds it; places and divisions before the rest. */
export function findHits(db: Db, needle: Needle, limit: number): Promise<SearchHit[]> {
  return db.many<SearchHit>(hits(needle, limit));
}

/** The statement of `findHits`; a test reads its plan. */
export function hits({ text, pattern, vague }: Needle, limit: number): Sql {
  const kinds = vague ? sql`AND e.kind <> 'grids'` : sql``;
  return sql`
    WITH found AS MATERIALIZED (
      SELECT e.kind, e.id, e.name, e.code, e.point, e.division_path, e.floor, e.rank,
             derived.match_quality(e.name, ${text}) AS by_name, derived.match_quality(e.initials, ${text}) AS by_initials,
             derived.match_quality(e.pinyin, ${text}) AS by_pinyin, derived.match_quality(e.code, ${text}) AS by_code
        FROM derived.search_entry e WHERE e.search_text ILIKE ${pattern} ${kinds}
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
      LEFT JOIN grids.division county ON county.path = left(b.division_path, 6) AND county.level = 'county'
      LEFT JOIN grids.division town ON town.path = left(b.division_path, 9) AND town.level = 'town'
     ORDER BY b.quality, b.floor, b.rank, length(b.name), b.name, b.id`;
}
