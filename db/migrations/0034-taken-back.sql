-- What is taken back, or lies elsewhere, is not told by a look back, a wall, a story or a report.

-- ---------------------------------------------------------------- sharing

-- What a path is called after every reform since.
CREATE FUNCTION identity.present_path(path text) RETURNS text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE step (path, no) AS (
    SELECT present_path.path, 0
    UNION ALL
    SELECT (SELECT c.into_path FROM identity.closed_division c WHERE c.path = s.path ORDER BY c.closed_at DESC LIMIT 1), s.no + 1
      FROM step s WHERE s.no < 20 AND EXISTS (SELECT FROM identity.closed_division c WHERE c.path = s.path))
  SELECT s.path FROM step s ORDER BY s.no DESC LIMIT 1
$$;

CREATE FUNCTION platform.still_shared(told text[], open text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT t.path FROM unnest(told) WITH ORDINALITY AS t (path, no)
                WHERE identity.present_path(t.path) IN (SELECT identity.present_path(o.path) FROM unnest(open) AS o (path)) ORDER BY t.no)
$$;
COMMENT ON FUNCTION platform.still_shared(text[], text[]) IS 'Those of the paths that something was shared with which it is shared with now, whatever they were called then.';

-- With whom a thing is shared now holds for its past and for what was told of it. The first path of an event is where the thing lay.
CREATE FUNCTION platform.take_back(thing regclass, thing_id uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  schema CONSTANT name := (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
  open text[];
BEGIN
  EXECUTE format('SELECT coalesce(array_agg(s.path), ''{}'') FROM %I.sharing s WHERE s.thing_id = $1 AND s.ended_at IS NULL', schema) INTO open USING thing_id;
  EXECUTE format('UPDATE %s SET shared_with = platform.still_shared(shared_with, $1) WHERE id = $2 AND shared_with <> ''{}''', platform.history_name(thing))
    USING open, thing_id;
  UPDATE platform.event SET visible_to = visible_to[1:1] || platform.still_shared(visible_to[2:], open)
   WHERE topic IN (schema, 'sharing') AND id = thing_id::text AND cardinality(visible_to) > 1;
END
$$;
REVOKE ALL ON FUNCTION platform.take_back(regclass, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION platform.follow_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %s SET valid_from = valid_from, shared_with = (SELECT coalesce(array_agg(s.path ORDER BY s.path), ''{}'') FROM %I.sharing s
                   WHERE s.thing_id = $1 AND s.ended_at IS NULL) WHERE id = $1', TG_ARGV[0]::regclass, TG_TABLE_SCHEMA) USING NEW.thing_id;
  -- After the thing: its version of until now is in the past by then.
  IF NEW.ended_at IS NOT NULL THEN PERFORM platform.take_back(TG_ARGV[0]::regclass, NEW.thing_id); END IF;
  RETURN NULL;
END
$$;

-- What was taken back before today.
DO $$
DECLARE
  thing regclass;
  schema name;
BEGIN
  FOREACH thing IN ARRAY '{incidents.incident,hazards.hazard,sites.site,shelters.shelter}'::regclass[] LOOP
    schema := (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
    EXECUTE format('SELECT platform.take_back($1, s.thing_id) FROM (SELECT DISTINCT thing_id FROM %I.sharing WHERE ended_at IS NOT NULL) AS s', schema) USING thing;
    EXECUTE format('SELECT platform.bump_layer($1, array_agg(s.path)) FROM %I.sharing s WHERE s.ended_at IS NOT NULL HAVING count(*) > 0', schema) USING schema;
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- walls

-- Of the incidents that a screen says it shows those that lie in the area of the wall: what a phone at it is given, which is nobody.
CREATE FUNCTION walls.shown_on(wall uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id
    FROM walls.wall w
   CROSS JOIN LATERAL (SELECT w.focus UNION SELECT (said.row ->> 'id')::uuid FROM jsonb_array_elements(w.feed) AS said (row)) AS said (id)
    JOIN incidents.incident i ON i.id = said.id
   WHERE w.id = shown_on.wall AND platform.covers(ARRAY[w.division_path], i.division_path || i.shared_with)
     AND (current_setting('role') = 'fengsui_job' OR current_setting('role') = 'fengsui_remote'
          AND EXISTS (SELECT FROM walls.pairing p WHERE p.wall_id = w.id AND p.id::text = current_setting('app.actor') AND p.expires_at > platform.now()))
$$;
REVOKE ALL ON FUNCTION walls.shown_on(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION walls.shown_on(uuid) TO fengsui_remote, fengsui_job;

-- ---------------------------------------------------------------- stories

-- A line about another incident names it by its id, so that each reader is told the number of what he may see alone.
ALTER TABLE incidents.entry ADD COLUMN other_id uuid;
CREATE FUNCTION incidents.name_other() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Servers of the version before write the number.
  NEW.other_id := (SELECT i.id FROM incidents.incident i WHERE i.number = NEW.text);
  IF NEW.other_id IS NOT NULL THEN NEW.text := NULL; END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION incidents.name_other() FROM PUBLIC;
CREATE TRIGGER name_other BEFORE INSERT ON incidents.entry FOR EACH ROW
  WHEN (NEW.act IN ('repeated', 'marked-duplicate') AND NEW.text IS NOT NULL AND NEW.other_id IS NULL) EXECUTE FUNCTION incidents.name_other();
UPDATE incidents.entry e SET other_id = i.id, text = NULL
  FROM incidents.incident i WHERE e.act IN ('repeated', 'marked-duplicate') AND i.number = e.text;
-- What was told of duplicates before today went to all who saw them.
UPDATE platform.event SET body = body || '{"duplicateOf": null}' WHERE topic = 'incidents' AND body ->> 'duplicateOf' IS NOT NULL;

-- ---------------------------------------------------------------- reports of emergency access

-- Where the thing lies that a line of the audit is about; NULL where it lies nowhere, or is no more.
CREATE FUNCTION sealed.place_of(object text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  named CONSTANT text[] := regexp_match(object, '^([a-z_]+\.[a-z_]+)/([0-9A-Za-z-]+)$');
  place text;
BEGIN
  IF NOT EXISTS (SELECT FROM platform.wall w WHERE w.relation = named[1] AND 2 = (
       SELECT count(*) FROM pg_attribute a WHERE a.attrelid = w.relation::regclass AND a.attname IN ('id', 'division_path') AND NOT a.attisdropped)) THEN
    RETURN NULL;
  END IF;
  EXECUTE format('SELECT t.division_path FROM %s AS t WHERE t.id = %L', named[1], named[2]) INTO place;
  RETURN place;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;

-- Lines of an access to several areas go to who oversees where their things lie; who oversees all of it sees all.
CREATE FUNCTION sealed.deeds_of(request uuid) RETURNS TABLE (no bigint, at timestamptz, act text, object text, overseen boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.no, a.at, a.act, a.object,
         NOT EXISTS (SELECT FROM unnest(e.areas) AS given (path) WHERE sealed.oversees(given.path) IS NOT TRUE)
           OR sealed.oversees(sealed.place_of(a.object)) IS TRUE
    FROM sealed.emergency e JOIN audit.entry a ON a.actor = e.person_id AND a.purpose = 'emergency'
         AND a.at >= e.began_at AND a.at <= coalesce(e.ended_at, e.until)
   WHERE e.request_id = request AND sealed.oversees(e.division_path)
$$;

CREATE OR REPLACE FUNCTION sealed.deeds_under(request uuid) RETURNS TABLE (no bigint, at timestamptz, act text, object text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.no, d.at, d.act, d.object FROM sealed.deeds_of(request) d WHERE d.overseen ORDER BY d.no
$$;

CREATE FUNCTION sealed.deeds_elsewhere(request uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*)::integer FROM sealed.deeds_of(request) d WHERE NOT d.overseen
$$;

REVOKE ALL ON FUNCTION sealed.place_of(text), sealed.deeds_of(uuid), sealed.deeds_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sealed.deeds_elsewhere(uuid) TO fengsui_staff, fengsui_audit;
