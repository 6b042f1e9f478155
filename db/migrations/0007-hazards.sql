-- Registered hazard sources and hazard areas (危险源、危险区域).
CREATE SCHEMA hazards;

CREATE TABLE hazards.hazard (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  no             integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- feature id in tiles
  code           text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, code)) STORED,
  class          text NOT NULL CHECK (class IN ('natural', 'accident', 'public-health', 'social-security')),
  kind           text NOT NULL CHECK (kind ~ '^[a-z-]{1,40}$'),
  level          smallint CHECK (level BETWEEN 1 AND 4),  -- 1 red to 4 blue; NULL is not yet assessed
  responsible_unit text NOT NULL CHECK (length(responsible_unit) <= 200),
  address        text CHECK (length(address) <= 300),
  geom           geometry(Geometry, 4326) NOT NULL CHECK (city.is_sound(geom)
                   AND GeometryType(geom) IN ('POINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON')),
  point          geometry(Point, 4326) GENERATED ALWAYS AS (ST_PointOnSurface(geom)) STORED,  -- on it, for pins and lists
  division_path  text NOT NULL CHECK (division_path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  shared_with    text[] NOT NULL DEFAULT '{}',
  demo           boolean NOT NULL,
  approximate    boolean NOT NULL,
  source         text NOT NULL CHECK (length(source) <= 200),
  pack           text  -- NULL: registered here, not loaded
);
CREATE INDEX hazard_geom ON hazards.hazard USING gist (geom);
-- The order of lists: red, orange, not yet assessed, yellow, blue.
CREATE INDEX hazard_worst_first ON hazards.hazard ((coalesce(2 * level, 5)), code);
CREATE INDEX hazard_search ON hazards.hazard USING gin (search_text gin_trgm_ops);
CREATE INDEX hazard_division ON hazards.hazard (division_path);
SELECT platform.protect('hazards.hazard');
SELECT platform.keep_history('hazards.hazard');
