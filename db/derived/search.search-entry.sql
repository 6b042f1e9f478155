-- All that the one search box finds, whoever asks: each part stays behind the policies of its own table.
-- search_text is searched with ILIKE, which keeps the trigram index of every part; all parts have the same types, or it would not.
-- Among equal matches `floor` 0 stands before 1, then a low `rank` before a high one.
CREATE VIEW derived.search_entry WITH (security_invoker = true) AS
SELECT 'divisions'::text AS kind, d.path AS id, d.name, d.code, d.name_initials AS initials, d.name_pinyin AS pinyin,
       d.search_text, d.centre::geometry AS point, d.parent_path AS division_path, 0 AS floor, length(d.path) AS rank
  FROM grids.division d
UNION ALL
SELECT 'places'::text, p.id::text, p.name, NULL::text, p.name_initials, p.name_pinyin,
       p.search_text, p.point::geometry, NULL::text, 0, p.rank::integer
  FROM city.place p
UNION ALL
SELECT 'grids'::text, g.code, g.name, g.code, g.name_initials, g.name_pinyin,
       g.search_text, g.centre::geometry, g.division_path, 1, 0
  FROM grids.grid g
UNION ALL
SELECT 'sites'::text, s.id::text, s.name, s.code, s.name_initials, s.name_pinyin,
       s.search_text, s.point::geometry, s.division_path, 1, 0
  FROM sites.site s
UNION ALL
SELECT 'hazards'::text, h.id::text, h.name, h.code, h.name_initials, h.name_pinyin,
       h.search_text, h.point::geometry, h.division_path, 1, 0
  FROM hazards.hazard h
UNION ALL
SELECT 'shelters'::text, s.id::text, s.name, s.code, s.name_initials, s.name_pinyin,
       s.search_text, s.point::geometry, s.division_path, 1, 0
  FROM shelters.shelter s
UNION ALL
SELECT 'incidents'::text, i.id::text, i.title, i.number, i.title_initials, i.title_pinyin,
       i.search_text, i.geom::geometry, i.division_path, 1, 0
  FROM incidents.incident i;
