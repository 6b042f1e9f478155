-- Divisions (市–县–镇–村), the grids in them, and which unit answers for what in which of them.
CREATE SCHEMA grids;

-- Outlines of divisions are public knowledge.
CREATE TABLE grids.division (
  path           text PRIMARY KEY CHECK (path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  no             integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- feature id in tiles
  code           text NOT NULL UNIQUE CHECK (code = rpad(path, 12, '0')),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, code)) STORED,
  level          text NOT NULL CHECK (length(path) = CASE level
                   WHEN 'province' THEN 2 WHEN 'city' THEN 4 WHEN 'county' THEN 6 WHEN 'town' THEN 9 WHEN 'village' THEN 12 END),
  parent_path    text REFERENCES grids.division CHECK (starts_with(path, parent_path) AND parent_path <> path),
  geom           geometry(MultiPolygon, 4326) CHECK (city.is_sound(geom)),  -- NULL: listed, not drawn
  centre         geometry(Point, 4326) NOT NULL CHECK (city.is_sound(centre)),
  bounds         geometry(Polygon, 4326) NOT NULL CHECK (city.is_sound(bounds)),  -- what is not drawn has those it lies in
  quasi          boolean NOT NULL,  -- a zone that statistics treats like a township; no part of the partition
  synthetic      boolean NOT NULL,  -- the outline was generated
  pack           text
);
CREATE INDEX division_geom ON grids.division USING gist (geom);
CREATE INDEX division_parent ON grids.division (parent_path);
CREATE INDEX division_search ON grids.division USING gin (search_text gin_trgm_ops);
SELECT platform.reference('grids.division');

CREATE TABLE grids.grid (
  code           text PRIMARY KEY CHECK (code ~ '^\d{15}$'),
  no             integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- feature id in tiles
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, code)) STORED,
  kind           text NOT NULL CHECK (kind IN ('basic', 'special')),
  division_path  text NOT NULL REFERENCES grids.division CHECK (length(division_path) = 12 AND starts_with(code, division_path)),
  shared_with    text[] NOT NULL DEFAULT '{}',
  geom           geometry(MultiPolygon, 4326) NOT NULL CHECK (city.is_sound(geom)),
  centre         geometry(Point, 4326) GENERATED ALWAYS AS (ST_PointOnSurface(geom)) STORED,
  area_km2       double precision GENERATED ALWAYS AS (ST_Area(geom::geography) / 1e6) STORED,
  population     integer CHECK (population >= 0),  -- residents, a count; NULL is unknown
  synthetic      boolean NOT NULL,
  demo           boolean NOT NULL,
  approximate    boolean NOT NULL,
  source         text NOT NULL CHECK (length(source) <= 200),
  pack           text
);
CREATE INDEX grid_geom ON grids.grid USING gist (geom);
CREATE INDEX grid_division ON grids.grid (division_path);
CREATE INDEX grid_search ON grids.grid USING gin (search_text gin_trgm_ops);
SELECT platform.protect('grids.grid');
SELECT platform.keep_history('grids.grid');

-- Names and duty phones of authorities, no persons: whoever may see a grid may know who answers for it, from the county down.
CREATE TABLE grids.owner (
  division_path  text NOT NULL CHECK (division_path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  duty           text NOT NULL CHECK (duty ~ '^[a-z-]{1,40}$'),
  unit           text NOT NULL CHECK (length(unit) BETWEEN 1 AND 200),
  phone          text CHECK (length(phone) <= 200),
  demo           boolean NOT NULL,
  pack           text,
  PRIMARY KEY (division_path, duty)
);
SELECT platform.reference('grids.owner');
