-- What derived.search_entry finds, of all times: every version of what has a history, with the times at which it was so and was known.
-- What has none (divisions, places) was always there.
CREATE VIEW derived.search_timeline WITH (security_invoker = true) AS
SELECT 'divisions'::text AS kind, d.path AS id, d.name, d.code, d.name_initials AS initials, d.name_pinyin AS pinyin,
       d.search_text, d.centre::geometry AS point, d.parent_path AS division_path, 0 AS floor, length(d.path) AS rank,
       '-infinity'::timestamptz AS valid_from, NULL::timestamptz AS valid_to,
       '-infinity'::timestamptz AS recorded_at, NULL::timestamptz AS superseded_at
  FROM grids.division d
UNION ALL
SELECT 'places'::text, p.id::text, p.name, NULL::text, p.name_initials, p.name_pinyin,
       p.search_text, p.point::geometry, NULL::text, 0, p.rank::integer,
       '-infinity'::timestamptz, NULL::timestamptz, '-infinity'::timestamptz, NULL::timestamptz
  FROM city.place p
UNION ALL
SELECT 'grids'::text, g.code, g.name, g.code, g.name_initials, g.name_pinyin,
       g.search_text, g.centre::geometry, g.division_path, 1, 0,
       g.valid_from, g.valid_to, g.recorded_at, g.superseded_at
  FROM grids.grid_timeline g
UNION ALL
SELECT 'sites'::text, s.id::text, s.name, s.code, s.name_initials, s.name_pinyin,
       s.search_text, s.point::geometry, s.division_path, 1, 0,
       s.valid_from, s.valid_to, s.recorded_at, s.superseded_at
  FROM sites.site_timeline s
UNION ALL
SELECT 'hazards'::text, h.id::text, h.name, h.code, h.name_initials, h.name_pinyin,
       h.search_text, h.point::geometry, h.division_path, 1, 0,
       h.valid_from, h.valid_to, h.recorded_at, h.superseded_at
  FROM hazards.hazard_timeline h
UNION ALL
SELECT 'shelters'::text, s.id::text, s.name, s.code, s.name_initials, s.name_pinyin,
       s.search_text, s.point::geometry, s.division_path, 1, 0,
       s.valid_from, s.valid_to, s.recorded_at, s.superseded_at
  FROM shelters.shelter_timeline s
UNION ALL
SELECT 'incidents'::text, i.id::text, i.title, i.number, i.title_initials, i.title_pinyin,
       i.search_text, i.geom::geometry, i.division_path, 1, 0,
       i.valid_from, i.valid_to, i.recorded_at, i.superseded_at
  FROM incidents.incident_timeline i;
