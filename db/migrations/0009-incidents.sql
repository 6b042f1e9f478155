-- Incidents: what happens, from the report that brings it to its closing. An incident is never deleted; its story is only added to.
CREATE SCHEMA incidents;

CREATE TYPE incidents.state AS ENUM ('reported', 'acknowledged', 'closed', 'duplicate');

CREATE TABLE incidents.incident (
  id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number           text NOT NULL UNIQUE CHECK (number ~ '^[A-Z0-9]{1,8}-\d{8}-\d{4,}$'),
  feed_id          text NOT NULL,
  external_id      text CHECK (length(external_id) BETWEEN 1 AND 100),
  source           text NOT NULL CHECK (source IN ('110', '119', '120', '12345', 'grid', 'public', 'sensor')),
  kind             text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  level            smallint CHECK (level BETWEEN 1 AND 4),  -- 1 red to 4 blue; NULL is unknown, not calm
  state            incidents.state NOT NULL DEFAULT 'reported',
  title            text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  title_initials   text NOT NULL,
  title_pinyin     text NOT NULL,
  search_text      text GENERATED ALWAYS AS (city.search_text(title, title_initials, title_pinyin, number)) STORED,
  description      text CHECK (length(description) <= 4000),
  address          text CHECK (length(address) <= 200),
  geom             geometry(Point, 4326) NOT NULL CHECK (city.is_sound(geom)),
  grid_code        text,
  division_path    text NOT NULL,
  shared_with      text[] NOT NULL DEFAULT '{}',
  occurred_at      timestamptz NOT NULL,
  received_at      timestamptz NOT NULL,
  acknowledged_at  timestamptz,
  closed_at        timestamptz,
  duplicate_of     uuid REFERENCES incidents.incident CHECK (duplicate_of <> id),
  demo             boolean NOT NULL DEFAULT false,
  revision         integer NOT NULL DEFAULT 1,
  UNIQUE (feed_id, external_id),
  CHECK (state NOT IN ('acknowledged', 'closed') OR acknowledged_at IS NOT NULL),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL))
);

CREATE INDEX incident_geom ON incidents.incident USING gist (geom);
CREATE INDEX incident_open ON incidents.incident (division_path, received_at) WHERE state IN ('reported', 'acknowledged');
CREATE INDEX incident_past ON incidents.incident (state, received_at DESC, id DESC);
CREATE INDEX incident_occurred ON incidents.incident (occurred_at);
CREATE INDEX incident_duplicate_of ON incidents.incident (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX incident_demo ON incidents.incident (id) WHERE demo;
CREATE INDEX incident_search ON incidents.incident USING gin (search_text gin_trgm_ops);

-- The story, only ever added to.
CREATE TABLE incidents.entry (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  incident_id  uuid NOT NULL REFERENCES incidents.incident,
  no           bigint GENERATED ALWAYS AS IDENTITY,  -- order of entries of one instant
  at           timestamptz NOT NULL,
  act          text NOT NULL
               CHECK (act IN ('reported', 'repeated', 'acknowledged', 'noted', 'relocated', 'marked-duplicate', 'closed')),
  actor        text NOT NULL,
  text         text CHECK (length(text) <= 2000)
);

CREATE INDEX entry_incident ON incidents.entry (incident_id, at DESC, no DESC);

-- What a feed sent under which key: the same key brings the same incident, whatever happened on the way.
CREATE TABLE incidents.receipt (
  feed_id          text NOT NULL,
  idempotency_key  text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  body_hash        text NOT NULL CHECK (length(body_hash) = 64),
  incident_id      uuid NOT NULL REFERENCES incidents.incident,
  received_at      timestamptz NOT NULL,
  PRIMARY KEY (feed_id, idempotency_key)
);

CREATE INDEX receipt_incident ON incidents.receipt (incident_id);

-- The last serial given on a day; a number is not given back, gaps are allowed.
CREATE TABLE incidents.day_serial (
  day   date PRIMARY KEY,
  last  integer NOT NULL CHECK (last > 0)
);

-- The sign of life of each feed that ever spoke.
CREATE TABLE incidents.feed_pulse (
  feed_id        text PRIMARY KEY,
  interval_s     integer NOT NULL CHECK (interval_s BETWEEN 5 AND 86400),
  last_heard_at  timestamptz NOT NULL,
  told_at        timestamptz NOT NULL,  -- when the screens were last told of it
  state          text NOT NULL CHECK (state IN ('current', 'stale'))
);

-- ---------------------------------------------------------------- who may what

SELECT platform.protect('incidents.incident');
SELECT platform.protect_child('incidents.entry', 'incident_id', 'incidents.incident');
SELECT platform.internal('incidents.receipt');
SELECT platform.internal('incidents.day_serial');
SELECT platform.internal('incidents.feed_pulse');

-- An incident is never deleted, and its story is only added to; what was reported stays as it was reported.
REVOKE DELETE, UPDATE ON incidents.incident FROM fengsui_staff;
GRANT UPDATE (state, geom, grid_code, division_path, address, acknowledged_at, closed_at, duplicate_of, revision)
   ON incidents.incident TO fengsui_staff;
REVOKE DELETE, UPDATE ON incidents.entry FROM fengsui_staff;

-- A feed adds what lies in its areas and sees what it sent itself, wherever that was moved to since.
SELECT platform.admit('incidents.incident', 'fengsui_feed');
GRANT SELECT, INSERT, UPDATE (revision) ON incidents.incident TO fengsui_feed;
CREATE POLICY feed_read ON incidents.incident FOR SELECT TO fengsui_feed USING (feed_id = current_setting('app.actor'));
CREATE POLICY feed_add ON incidents.incident FOR INSERT TO fengsui_feed
  WITH CHECK (feed_id = current_setting('app.actor') AND division_path ^@ ANY ((SELECT platform.areas())::text[]));
CREATE POLICY feed_change ON incidents.incident FOR UPDATE TO fengsui_feed USING (feed_id = current_setting('app.actor'));

SELECT platform.admit('incidents.entry', 'fengsui_feed');
GRANT INSERT ON incidents.entry TO fengsui_feed;
CREATE POLICY feed_add ON incidents.entry FOR INSERT TO fengsui_feed
  WITH CHECK (EXISTS (SELECT FROM incidents.incident AS parent WHERE parent.id = incident_id));

ALTER TABLE incidents.receipt ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON incidents.receipt TO fengsui_feed;
CREATE POLICY feed_own ON incidents.receipt TO fengsui_feed USING (feed_id = current_setting('app.actor'));
CREATE POLICY job_all ON incidents.receipt TO fengsui_job USING (true);

ALTER TABLE incidents.feed_pulse ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON incidents.feed_pulse TO fengsui_feed;
CREATE POLICY feed_own ON incidents.feed_pulse TO fengsui_feed USING (feed_id = current_setting('app.actor'));
CREATE POLICY job_all ON incidents.feed_pulse TO fengsui_job USING (true);
-- Which sources are silent is no secret among staff: their screens are blind there too.
GRANT SELECT ON incidents.feed_pulse TO fengsui_staff;
CREATE POLICY staff_read ON incidents.feed_pulse FOR SELECT TO fengsui_staff USING (true);

SELECT platform.keep_history('incidents.incident');

-- ---------------------------------------------------------------- what a role may do without seeing the table

-- Raises the day's serial; a feed may take the next number but not read how many there were.
CREATE FUNCTION incidents.next_serial(on_day date) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO incidents.day_serial AS s (day, last) VALUES (on_day, 1)
  ON CONFLICT (day) DO UPDATE SET last = s.last + 1
  RETURNING last
$$;
REVOKE ALL ON FUNCTION incidents.next_serial FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents.next_serial TO fengsui_feed, fengsui_job;

-- Where a position lies: the grid that holds it (a border belongs to the lower code), else the lowest division that does; no row for none.
-- Outlines of divisions are public; of the grids a reporter learns the code of the one it stands in.
CREATE FUNCTION incidents.place_at(spot geometry, OUT grid_code text, OUT division_path text, OUT is_ours boolean) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT place.grid_code, place.path, coalesce(place.path ^@ ANY (platform.areas()), false)
    FROM ((SELECT g.code AS grid_code, g.division_path AS path FROM grids.grid g
            WHERE g.geom && spot AND ST_Covers(g.geom, spot) ORDER BY g.code LIMIT 1)
          UNION ALL
          (SELECT NULL, d.path FROM grids.division d
            WHERE d.geom && spot AND ST_Covers(d.geom, spot) ORDER BY length(d.path) DESC, d.path LIMIT 1)) AS place
   LIMIT 1
$$;
REVOKE ALL ON FUNCTION incidents.place_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents.place_at TO fengsui_feed, fengsui_staff;

-- Names and areas of the feeds that matter to the caller, never their keys: all to a job, itself to a feed, those that serve its areas to staff.
CREATE FUNCTION incidents.known_feeds() RETURNS TABLE (id text, name text, areas text[], interval_s integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.id, f.name, f.areas, f.interval_s
    FROM identity.feed f
   WHERE f.revoked_at IS NULL
     AND CASE current_setting('role')
           WHEN 'fengsui_job' THEN true
           WHEN 'fengsui_feed' THEN f.id = current_setting('app.actor')
           WHEN 'fengsui_staff' THEN platform.covers(platform.areas(), f.areas) OR platform.covers(f.areas, platform.areas())
           ELSE false
         END
$$;
REVOKE ALL ON FUNCTION incidents.known_feeds FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents.known_feeds TO fengsui_staff, fengsui_feed, fengsui_job;

-- Takes out every made-up incident with its story, receipts, past, events and audit records; answers which were open and where.
CREATE FUNCTION incidents.clear_demo() RETURNS TABLE (id uuid, division_path text, was_open boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
    SELECT i.id, i.division_path, i.state IN ('reported', 'acknowledged') AS was_open FROM incidents.incident i WHERE i.demo;
  -- A real incident that was marked as repeating a made-up one is open again.
  UPDATE incidents.incident i
     SET state = CASE WHEN i.acknowledged_at IS NULL THEN 'reported' ELSE 'acknowledged' END::incidents.state,
         duplicate_of = NULL, revision = i.revision + 1
   WHERE NOT i.demo AND i.duplicate_of IN (SELECT g.id FROM pg_temp.gone g);
  DELETE FROM incidents.entry e USING pg_temp.gone g WHERE e.incident_id = g.id;
  DELETE FROM incidents.receipt r USING pg_temp.gone g WHERE r.incident_id = g.id;
  UPDATE incidents.incident i SET state = 'reported', duplicate_of = NULL, closed_at = NULL WHERE i.demo AND i.duplicate_of IS NOT NULL;
  DELETE FROM incidents.incident i WHERE i.demo;
  DELETE FROM incidents.incident_history h WHERE h.demo;
  DELETE FROM incidents.feed_pulse p WHERE NOT EXISTS (SELECT FROM incidents.incident i WHERE i.feed_id = p.feed_id);
  DELETE FROM platform.event e USING pg_temp.gone g WHERE e.topic = 'incidents' AND e.id = g.id::text;
  DELETE FROM audit.entry a USING pg_temp.gone g WHERE a.object = 'incidents.incident/' || g.id;
  RETURN QUERY SELECT g.id, g.division_path, g.was_open FROM pg_temp.gone g;
END
$$;
REVOKE ALL ON FUNCTION incidents.clear_demo FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents.clear_demo TO fengsui_job;
