-- Departments on what may be limited to them, sharing with neighbours, and what events tell of both.

-- Division paths of the caller's scope, as before; what is no path is dropped: an empty one would be the beginning of every other.
CREATE OR REPLACE FUNCTION platform.areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_agg(area) FROM unnest(string_to_array(current_setting('app.areas', true), ',')) AS given (area) WHERE platform.is_path(area)
$$;

-- Tiles are made of registers alone.
REVOKE SELECT ON incidents.incident, incidents.incident_history, incidents.incident_timeline, incidents.entry, imports.import,
                 imports.staged_row, walls.wall FROM fengsui_tile;

-- For which departments a thing was before a change that named others: those who lose it are told that it is gone. NULL: none changed.
ALTER TABLE platform.event
  ADD COLUMN departments_before text[] CHECK (platform.are_departments(departments_before));

SELECT platform.protect_departments('incidents.incident'), platform.protect_departments('hazards.hazard'),
       platform.protect_departments('sites.site'), platform.protect_departments('shelters.shelter');
GRANT UPDATE (departments) ON incidents.incident TO fengsui_staff;

-- Whom a thing is for now holds for its past and for what was told of it: limiting it would be in vain if a look back showed it.
CREATE FUNCTION platform.limit_past() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %I.%I SET departments = $1 WHERE id = $2', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history') USING NEW.departments, NEW.id;
  UPDATE platform.event SET departments = NEW.departments WHERE topic = TG_TABLE_SCHEMA AND id = NEW.id::text;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION platform.limit_past() FROM PUBLIC;

-- What is for some departments is not for everybody.
CREATE FUNCTION platform.withhold_limited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.published := false;
  RETURN NEW;
END
$$;
CREATE TRIGGER before_withheld BEFORE INSERT OR UPDATE ON hazards.hazard FOR EACH ROW
  WHEN (NEW.departments <> '{}' AND NEW.published) EXECUTE FUNCTION platform.withhold_limited();
CREATE TRIGGER before_withheld BEFORE INSERT OR UPDATE ON shelters.shelter FOR EACH ROW
  WHEN (NEW.departments <> '{}' AND NEW.published) EXECUTE FUNCTION platform.withhold_limited();

-- What a feed of some departments reports is for them; the feed does not say so itself.
CREATE FUNCTION incidents.limit_to_departments_of_feed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.departments := coalesce((SELECT f.departments FROM identity.feed f WHERE f.id = NEW.feed_id), '{}');
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION incidents.limit_to_departments_of_feed() FROM PUBLIC;
CREATE TRIGGER departments_of_feed BEFORE INSERT ON incidents.incident FOR EACH ROW EXECUTE FUNCTION incidents.limit_to_departments_of_feed();

-- ---------------------------------------------------------------- sharing

-- Who shared a thing with whom and why, <schema>.sharing: the open lines of it are the thing's shared_with. Staff write it where the thing is theirs.
CREATE FUNCTION platform.keep_sharing(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  schema CONSTANT name := (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
  lines CONSTANT text := format('%I.sharing', schema);
  readers CONSTANT text := platform.in_areas('division_path') || ' OR (shared_with <> ''{}'' AND platform.covers((SELECT platform.areas()), shared_with))';
BEGIN
  EXECUTE format('CREATE TABLE %s (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    thing_id   uuid NOT NULL REFERENCES %s ON DELETE CASCADE,
    path       text NOT NULL CHECK (platform.is_path(path)),
    from_path  text NOT NULL CHECK (platform.is_path(from_path)),
    actor      text NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    reason     text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
    shared_at  timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(shared_at)),
    ended_by   text,
    ended_at   timestamptz CHECK (isfinite(ended_at)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)))', lines, thing);
  EXECUTE format('CREATE UNIQUE INDEX sharing_open ON %s (thing_id, path) WHERE ended_at IS NULL', lines);
  PERFORM platform.protect_child(lines::regclass, 'thing_id', thing);
  EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM fengsui_staff', lines);
  EXECUTE format('GRANT UPDATE (ended_by, ended_at) ON %s TO fengsui_staff', lines);
  EXECUTE format('REVOKE SELECT ON %s FROM fengsui_tile', lines);
  EXECUTE format('CREATE TRIGGER follow_sharing AFTER INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION platform.follow_sharing(%L)', lines, thing);
  EXECUTE format('CREATE TRIGGER limit_past AFTER UPDATE OF departments ON %s FOR EACH ROW
                    WHEN (OLD.departments <> NEW.departments) EXECUTE FUNCTION platform.limit_past()', thing);
  -- What is shared is on the map too.
  EXECUTE format('ALTER POLICY tile_read ON %s USING (%s)', thing, readers);
  EXECUTE format('ALTER POLICY tile_read ON %s USING (%s)', platform.history_name(thing), readers);
END
$$;

CREATE FUNCTION platform.follow_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %s SET shared_with = (SELECT coalesce(array_agg(s.path ORDER BY s.path), ''{}'') FROM %I.sharing s
                   WHERE s.thing_id = $1 AND s.ended_at IS NULL) WHERE id = $1', TG_ARGV[0]::regclass, TG_TABLE_SCHEMA) USING NEW.thing_id;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION platform.follow_sharing() FROM PUBLIC;

SELECT platform.keep_sharing('incidents.incident'), platform.keep_sharing('hazards.hazard'),
       platform.keep_sharing('sites.site'), platform.keep_sharing('shelters.shelter');
-- A feed is answered with its own incident as it now is.
GRANT SELECT ON incidents.sharing TO fengsui_feed;
CREATE POLICY feed_read ON incidents.sharing FOR SELECT TO fengsui_feed
  USING (EXISTS (SELECT FROM incidents.incident AS parent WHERE parent.id = thing_id));
-- A row is shared by its line alone, which says who did it and why.
REVOKE UPDATE, INSERT ON hazards.hazard, sites.site, shelters.shelter FROM fengsui_staff;
DO $$
DECLARE
  thing regclass;
BEGIN
  FOREACH thing IN ARRAY '{hazards.hazard,sites.site,shelters.shelter}'::regclass[] LOOP
    EXECUTE (SELECT format('GRANT INSERT (%1$s), UPDATE (%1$s) ON %2$s TO fengsui_staff', string_agg(quote_ident(attname), ', '), thing)
               FROM pg_attribute WHERE attrelid = thing AND attnum > 0 AND NOT attisdropped AND attname <> 'shared_with' AND attgenerated = '');
  END LOOP;
END
$$;

-- The story tells of both.
ALTER TABLE incidents.entry DROP CONSTRAINT entry_act_check;
ALTER TABLE incidents.entry ADD CONSTRAINT entry_act_check
  CHECK (act IN ('reported', 'repeated', 'acknowledged', 'noted', 'relocated', 'marked-duplicate', 'closed', 'limited', 'shared', 'unshared'));

-- The demonstration's stories happen at places that everybody of the area may know.
DO $$
BEGIN
  EXECUTE replace(replace(pg_get_functiondef('demo.places()'::regprocedure),
    'WHERE s.kind IN (''mall''', 'WHERE s.departments = ''{}'' AND s.kind IN (''mall'''),
    'WHERE h.kind IN (''waterlogging''', 'WHERE h.departments = ''{}'' AND h.kind IN (''waterlogging''');
END
$$;

-- ---------------------------------------------------------------- imports

-- An import sees and writes as far as who ordered it; its rows say what was there before, which only who sees as far may read.
ALTER TABLE imports.import
  ADD COLUMN departments text[] NOT NULL DEFAULT platform.departments() CHECK (departments = '{*}' OR platform.are_departments(departments));
CREATE FUNCTION imports.sees_as_far(given text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT '{*}' = platform.departments() OR (given <> '{*}' AND given <@ platform.departments()) $$;
COMMENT ON FUNCTION imports.sees_as_far(text[]) IS 'Whether the caller''s post is of all of these departments.';
CREATE POLICY whole_department ON imports.import AS RESTRICTIVE TO fengsui_staff
  USING (imports.sees_as_far(departments)) WITH CHECK (imports.sees_as_far(departments));
CREATE POLICY whole_department ON imports.staged_row AS RESTRICTIVE TO fengsui_staff
  USING (import_id IN (SELECT i.id FROM imports.import i WHERE imports.sees_as_far(i.departments)));

-- What was learnt of a file belongs to who imported it: constants of it may name what others must not know. The table of before is empty now;
-- servers of the version before may still use it, those of this one do not.
DELETE FROM imports.known_mapping;
CREATE FUNCTION imports.sight() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT platform.areas()::text || platform.departments()::text $$;
COMMENT ON FUNCTION imports.sight() IS 'How far the caller sees, as one text; NULL for who sees nothing.';
CREATE TABLE imports.learnt_mapping (
  sight     text NOT NULL DEFAULT imports.sight() CHECK (sight <> ''),
  layer     text NOT NULL,
  headings  text NOT NULL,
  mapping   jsonb NOT NULL,
  crs       text NOT NULL,
  used_at   timestamptz NOT NULL CHECK (isfinite(used_at)),
  PRIMARY KEY (sight, layer, headings)
);
SELECT platform.internal('imports.learnt_mapping');
GRANT SELECT, INSERT, UPDATE ON imports.learnt_mapping TO fengsui_staff;
ALTER TABLE imports.learnt_mapping ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON imports.learnt_mapping TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY own_areas ON imports.learnt_mapping TO fengsui_staff
  USING (sight = imports.sight()) WITH CHECK (sight = imports.sight());

-- Which feeds are silent is for those whom they serve.
ALTER POLICY staff_read ON incidents.feed_pulse USING (feed_id IN (SELECT k.id FROM incidents.known_feeds() k));

-- Who answers for what, with duty phones, is for staff of the area, of those above it and of those below.
REVOKE SELECT ON grids.owner FROM fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_unit, fengsui_system, fengsui_security;
ALTER TABLE grids.owner ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON grids.owner TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY staff_read ON grids.owner FOR SELECT TO fengsui_staff
  USING (division_path ^@ ANY ((SELECT platform.areas())::text[])
         OR EXISTS (SELECT FROM unnest((SELECT platform.areas())) AS mine (path) WHERE mine.path ^@ division_path));
SELECT platform.enlist('grids.owner', 'protected');

-- As before, and feeds of some departments are known to those alone.
CREATE OR REPLACE FUNCTION incidents.known_feeds() RETURNS TABLE (id text, name text, areas text[], interval_s integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.id, f.name, f.areas, f.interval_s
    FROM identity.feed f
   WHERE f.revoked_at IS NULL
     AND CASE current_setting('role')
           WHEN 'fengsui_job' THEN true
           WHEN 'fengsui_feed' THEN f.id = current_setting('app.actor')
           WHEN 'fengsui_staff' THEN platform.serves(f.departments)
                AND (platform.covers(platform.areas(), f.areas) OR platform.covers(f.areas, platform.areas()))
           ELSE false
         END
$$;
