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
  EXECUTE format('UPDATE %s SET shared_with = (SELECT coalesce(array_agg(s.path ORDER BY s.path), ''{}'') FROM %I.sharing s
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
