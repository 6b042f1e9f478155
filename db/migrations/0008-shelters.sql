-- Shelters (应急避难场所): where people go.
CREATE SCHEMA shelters;

CREATE TABLE shelters.shelter (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  no             integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- feature id in tiles
  code           text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, code)) STORED,
  kind           text NOT NULL CHECK (kind IN ('emergency', 'short-term', 'long-term')),
  state          text NOT NULL CHECK (state IN ('ready', 'open', 'unavailable')),
  capacity_persons integer NOT NULL CHECK (capacity_persons >= 0),
  area_m2        double precision CHECK (area_m2 >= 0),  -- effective sheltering area; NULL is unknown
  indoor         boolean NOT NULL,
  address        text CHECK (length(address) <= 300),
  manager        text CHECK (length(manager) <= 200),
  point          geometry(Point, 4326) NOT NULL CHECK (city.is_sound(point)),
  division_path  text NOT NULL CHECK (division_path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  shared_with    text[] NOT NULL DEFAULT '{}',
  demo           boolean NOT NULL,
  approximate    boolean NOT NULL,
  source         text NOT NULL CHECK (length(source) <= 200),
  pack           text  -- NULL: registered here, not loaded
);
CREATE INDEX shelter_point ON shelters.shelter USING gist (point);
CREATE INDEX shelter_search ON shelters.shelter USING gin (search_text gin_trgm_ops);
CREATE INDEX shelter_division ON shelters.shelter (division_path);
SELECT platform.protect('shelters.shelter');
SELECT platform.keep_history('shelters.shelter');
