-- Key sites (重点部位, 重点场所): what stands in the city and must be looked after.
CREATE SCHEMA sites;

CREATE TABLE sites.site (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  no             integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- feature id in tiles
  code           text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_initials  text NOT NULL,
  name_pinyin    text NOT NULL,
  search_text    text GENERATED ALWAYS AS (city.search_text(name, name_initials, name_pinyin, code)) STORED,
  kind           text NOT NULL CHECK (kind ~ '^[a-z-]{1,40}$'),
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
CREATE INDEX site_point ON sites.site USING gist (point);
CREATE INDEX site_search ON sites.site USING gin (search_text gin_trgm_ops);
CREATE INDEX site_division ON sites.site (division_path);
SELECT platform.protect('sites.site');
SELECT platform.keep_history('sites.site');
