-- Where a made-up story may happen: names and points of what stands in the caller's areas, for the demonstration feed.
CREATE SCHEMA demo;
GRANT USAGE ON SCHEMA demo TO fengsui_feed;

-- A community weighs its residents in thousands; where people come together weighs what lives around it: the centre is busier than the rim.
CREATE FUNCTION demo.places() RETURNS TABLE (name text, kind text, point geometry, town text, county text, weight double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lived AS (
    SELECT g.division_path AS path, sum(coalesce(g.population, 0)) / 1000.0 AS thousands FROM grids.grid g GROUP BY g.division_path
  ), spot AS (
    -- 沁园社区居民委员会 is called 沁园社区, 云新村村民委员会 is called 云新村.
    SELECT regexp_replace(d.name, '(居民委员会|居委会|(?<=村)村民委员会|(?<=村)村委会|民委员会|委会)$', '') AS name,
           'community' AS kind, d.centre AS point, d.path
      FROM lived JOIN grids.division d ON d.path = lived.path
    UNION ALL
    SELECT regexp_replace(p.name, '（地铁站）$', '站'),
           CASE WHEN p.kind IN ('metro-station', 'transport') THEN 'metro' WHEN p.kind = 'river' THEN 'water'
                WHEN p.kind = 'road' THEN 'road' WHEN p.name ~ '(园|湖|山|渚|湾)$' THEN 'park' ELSE 'mall' END, p.point, g.division_path
      FROM city.place p JOIN grids.grid g ON g.geom && p.point AND ST_Covers(g.geom, p.point)
     WHERE p.kind IN ('road', 'metro-station', 'transport', 'landmark', 'river')
    UNION ALL
    SELECT s.name, CASE WHEN s.kind IN ('mall', 'market') THEN 'mall' WHEN s.kind IN ('hospital', 'park') THEN s.kind ELSE 'school' END,
           s.point, s.division_path
      FROM sites.site s
     WHERE s.kind IN ('mall', 'market', 'hospital', 'park', 'primary-school', 'secondary-school')
    UNION ALL
    SELECT CASE h.kind WHEN 'waterlogging' THEN regexp_replace(h.name, '积水(区|点)$', '') ELSE h.responsible_unit END,
           CASE h.kind WHEN 'waterlogging' THEN 'road' ELSE 'plant' END, h.point, h.division_path
      FROM hazards.hazard h
     WHERE h.kind IN ('waterlogging', 'hazardous-chemicals', 'steel', 'cement', 'power', 'dust-explosion')
  )
  SELECT spot.name, spot.kind, spot.point, town.name, county.name, greatest(0.2, coalesce(lived.thousands, 0))::float8
    FROM spot
    LEFT JOIN lived ON lived.path = spot.path
    LEFT JOIN grids.division town ON town.path = left(spot.path, 9) AND town.level = 'town'
    LEFT JOIN grids.division county ON county.path = left(spot.path, 6) AND county.level = 'county'
   WHERE spot.path ^@ ANY (platform.areas())
$$;
REVOKE ALL ON FUNCTION demo.places FROM PUBLIC;
GRANT EXECUTE ON FUNCTION demo.places TO fengsui_feed;
