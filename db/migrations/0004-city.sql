-- The city that is loaded and its gazetteer: public knowledge that every role may read. Also what all named and placed things share.
CREATE SCHEMA city;

-- What every geometry must be, in the order of its cost: a cap first, so that a huge one is never walked twice.
CREATE FUNCTION city.is_sound(geom geometry) RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
  WHEN ST_IsEmpty(geom) OR ST_NPoints(geom) > 20000 THEN false
  WHEN ST_XMin(geom) < -180 OR ST_XMax(geom) > 180 OR ST_YMin(geom) < -90 OR ST_YMax(geom) > 90 THEN false
  ELSE ST_IsValid(geom)
END;

-- What a name is searched by, in lower case. Its characters stand apart, each a word of its own, so that trigrams find one or two
-- Chinese characters too; then initials, pinyin and code, each at the start of a word: ` 三 阳 |sy|sanyang|320213…`.
-- Searched with ILIKE alone, which is leakproof and keeps its index.
CREATE FUNCTION city.search_text(name text, initials text, pinyin text, code text) RETURNS text IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(normalize(name, NFKC), '\s*(\S)\s*', ' \1', 'g') || ' |' || initials || '|' || pinyin || '|' || coalesce(code, ''));

-- PMTiles archives by a hash of what is in them: every server of the installation shows the same map, and a backup holds it.
CREATE TABLE city.basemap (
  name     text PRIMARY KEY CHECK (name ~ '^[0-9a-f]{16}\.pmtiles$'),
  archive  bytea NOT NULL
);
SELECT platform.reference('city.basemap');

CREATE TABLE city.city (
  code       text PRIMARY KEY CHECK (code ~ '^\d{6}$'),
  alone      boolean NOT NULL DEFAULT true UNIQUE CHECK (alone),  -- one city in one installation
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  name_en    text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 100),
  pack       text NOT NULL CHECK (pack ~ '^[a-z0-9-]{1,60}$'),
  demo       boolean NOT NULL,
  bounds     geometry(Polygon, 4326) NOT NULL CHECK (city.is_sound(bounds)),
  centre     geometry(Point, 4326) NOT NULL CHECK (city.is_sound(centre)),
  sources    text[] NOT NULL,
  basemap    text NOT NULL CHECK (basemap ~ '^[0-9a-f]{16}\.pmtiles$'),
  basemap_real text NOT NULL CHECK (basemap_real ~ '^[0-9a-f]{16}\.pmtiles$'),  -- the same without what was made up
  loaded_at  timestamptz NOT NULL
);
SELECT platform.reference('city.city');

CREATE TABLE city.place (
  id             uuid PRIMARY KEY,  -- made of kind, name and position: the same place in the next load has the same id
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, NULL)) STORED,
  kind           text NOT NULL CHECK (kind ~ '^[a-z-]{1,40}$'),
  rank           smallint NOT NULL CHECK (rank BETWEEN 1 AND 9),  -- 1 is shown first, 9 is for the search only
  point          geometry(Point, 4326) NOT NULL CHECK (city.is_sound(point)),
  approximate    boolean NOT NULL,
  pack           text NOT NULL
);
CREATE INDEX place_point ON city.place USING gist (point);
CREATE INDEX place_search ON city.place USING gin (search_text gin_trgm_ops);
SELECT platform.reference('city.place');
