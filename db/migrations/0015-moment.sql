-- Looking back: the versions of a moment as something to select from, and times of incidents that tell a late report.

-- <thing>_known_at(t) and <thing>_was_at(t) have the rows and columns of <thing>_timeline that belong to the moment t. Plain SQL that the
-- planner takes in as if it stood in the statement: policies and indexes of the thing and of its history hold, with the rights of who asks.
CREATE FUNCTION platform.offer_moments(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  schema CONSTANT text := (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
  word CONSTANT text := (SELECT relname FROM pg_class WHERE pg_class.oid = thing);
  timeline CONSTANT text := format('%I.%I', schema, word || '_timeline');
  columns CONSTANT text := (SELECT string_agg(format('v.%I', attname), ', ' ORDER BY attnum) FROM pg_attribute
                             WHERE attrelid = timeline::regclass AND attnum > 0 AND NOT attisdropped);
  way record;
BEGIN
  FOR way IN
    SELECT format('%I.%I', schema, word || ending) AS name, known FROM (VALUES
      ('_known_at', 'v.recorded_at <= moment AND (v.superseded_at IS NULL OR v.superseded_at > moment)'),
      ('_was_at', 'v.superseded_at IS NULL')) AS ways (ending, known)
  LOOP
    EXECUTE format('CREATE FUNCTION %s(moment timestamptz) RETURNS SETOF %s LANGUAGE sql STABLE AS $body$
                      SELECT %s FROM %2$s v
                       WHERE %4$s AND v.valid_from <= moment AND (v.valid_to IS NULL OR v.valid_to > moment) $body$',
                   way.name, timeline, columns, way.known);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s(timestamptz) FROM PUBLIC', way.name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s(timestamptz)
                       TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job', way.name);
  END LOOP;
END
$$;

-- As before, and the two functions with it: they hang on the view, so they go before it and come after it.
ALTER FUNCTION platform.refresh_history(regclass) RENAME TO rebuild_timeline;
CREATE FUNCTION platform.refresh_history(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name CONSTANT text := platform.qualified(thing);
BEGIN
  EXECUTE format('DROP FUNCTION IF EXISTS %s(timestamptz)', platform.beside(thing, '_known_at'));
  EXECUTE format('DROP FUNCTION IF EXISTS %s(timestamptz)', platform.beside(thing, '_was_at'));
  PERFORM platform.rebuild_timeline(thing);
  PERFORM platform.index_past(thing);
  PERFORM platform.offer_moments(thing);
END
$$;

-- The name of what stands beside a thing in its schema.
CREATE FUNCTION platform.beside(thing regclass, ending text) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT format('%I.%I', nspname, relname || ending) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing $$;

-- What a moment asks the past for: when a version was superseded or ended, and its text where the thing is searched.
CREATE FUNCTION platform.index_past(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  history CONSTANT regclass := platform.history_name(thing)::regclass;
  word CONSTANT text := (SELECT relname FROM pg_class WHERE pg_class.oid = history);
BEGIN
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (superseded_at)', word || '_superseded', history);
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (valid_to) WHERE superseded_at IS NULL', word || '_believed', history);
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = history AND attname = 'search_text' AND NOT attisdropped) THEN
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s USING gin (search_text gin_trgm_ops)', word || '_search', history);
  END IF;
END
$$;

DO $$
DECLARE
  thing regclass;
BEGIN
  FOR thing IN SELECT relation::regclass FROM platform.wall WHERE to_regclass(platform.beside(relation::regclass, '_timeline')) IS NOT NULL LOOP
    PERFORM platform.refresh_history(thing);
  END LOOP;
END
$$;

-- Since when anything that the caller may see has been recorded; NULL where nothing was.
CREATE FUNCTION platform.recorded_since() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  timeline record;
  first timestamptz;
  earliest timestamptz;
BEGIN
  FOR timeline IN
    SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'v' AND c.relname LIKE '%\_timeline'
       AND EXISTS (SELECT FROM pg_class h WHERE h.relnamespace = n.oid AND h.relname = replace(c.relname, '_timeline', '_history'))
       AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
  LOOP
    EXECUTE format('SELECT min(recorded_at) FROM %s', timeline.name) INTO first;
    earliest := least(earliest, first);
  END LOOP;
  RETURN earliest;
END
$$;

-- ---------------------------------------------------------------- incidents

-- An incident has been so since it happened, and is known since it was reported. Those that are here began at their report: their first
-- versions begin earlier now, and nothing else of them changes. (A sender's clock may run ahead: nothing begins after it was known.)
ALTER TABLE incidents.incident DISABLE TRIGGER USER;
CREATE TEMPORARY TABLE beginning ON COMMIT DROP AS
  SELECT id, min(valid_from) AS was, min(occurred_at) AS is_now FROM incidents.incident_timeline GROUP BY id HAVING min(occurred_at) < min(valid_from);
UPDATE incidents.incident i SET valid_from = b.is_now FROM beginning b WHERE i.id = b.id AND i.valid_from = b.was;
UPDATE incidents.incident_history h SET valid_from = b.is_now FROM beginning b WHERE h.id = b.id AND h.valid_from = b.was;
DROP TABLE beginning;
ALTER TABLE incidents.incident ENABLE TRIGGER USER;

-- Where it is and what it repeats are found out later and were so from the beginning: staff name since when.
GRANT UPDATE (valid_from) ON incidents.incident TO fengsui_staff;

-- Who saw an incident before it was found to be elsewhere may read again what had been told of it until then, and nothing after.
CREATE POLICY staff_read_past ON incidents.entry FOR SELECT TO fengsui_staff
  USING (EXISTS (SELECT FROM incidents.incident_history AS past WHERE past.id = entry.incident_id AND past.superseded_at > entry.at));

CREATE INDEX incident_history_open ON incidents.incident_history (division_path, received_at) WHERE state IN ('reported', 'acknowledged');
CREATE INDEX incident_history_occurred ON incidents.incident_history (occurred_at);
CREATE INDEX entry_at ON incidents.entry (at);
