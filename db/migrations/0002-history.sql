-- History of tables: what was so in the world and when, and what was known and when.

-- Valid time says when a thing was so in the world, recorded time when we knew it. The table itself holds what is believed of the
-- present; <thing>_history holds what is believed of the past (superseded_at IS NULL) and what was once believed (superseded_at).
CREATE FUNCTION platform.keep_history(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name CONSTANT text := platform.qualified(thing);
  history CONSTANT text := platform.history_name(thing);
  key CONSTANT name[] := platform.key_columns(thing);
  kind CONSTANT text := (SELECT wall.kind FROM platform.wall WHERE relation = platform.qualified(thing));
  policy record;
BEGIN
  IF key IS NULL THEN RAISE EXCEPTION '% needs a primary key to keep a history', thing; END IF;
  IF kind IS NULL THEN RAISE EXCEPTION 'Put a wall around % first: platform.protect, protect_child or reference', thing; END IF;
  EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS valid_from timestamptz NOT NULL DEFAULT platform.now(),
                  ADD COLUMN IF NOT EXISTS recorded_at timestamptz NOT NULL DEFAULT platform.now(),
                  ADD CHECK (isfinite(valid_from)), ADD CHECK (isfinite(recorded_at))', name);
  EXECUTE format('CREATE TABLE %s (valid_to timestamptz CHECK (isfinite(valid_to)), superseded_at timestamptz,
                  CHECK (superseded_at > recorded_at), CHECK (valid_to > valid_from), LIKE %s)', history, name);
  -- Of one thing, two versions believed at once never cover the same moment.
  EXECUTE format('ALTER TABLE %s ADD EXCLUDE USING gist (%s, tstzrange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL)',
                 history, (SELECT string_agg(format('%I WITH =', part), ', ') FROM unnest(key) AS part));
  EXECUTE format('CREATE INDEX ON %s (%s, valid_from)', history, (SELECT string_agg(quote_ident(part), ', ') FROM unnest(key) AS part));
  PERFORM platform.index_shapes(history::regclass);
  -- The same walls: who may read the thing may read its past; nobody but the trigger writes it.
  EXECUTE format('GRANT SELECT ON %s TO fengsui_staff, fengsui_tile', history);
  IF kind = 'reference' THEN
    EXECUTE format('GRANT SELECT ON %s TO fengsui_public, fengsui_feed, fengsui_audit', history);
  ELSE
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', history);
    FOR policy IN
      SELECT polname, pg_get_expr(polqual, polrelid) AS seen, (SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE pg_roles.oid = ANY (polroles)) AS roles
        FROM pg_policy WHERE polrelid = thing AND polcmd = 'r' AND polname IN ('staff_read', 'tile_read')
    LOOP
      EXECUTE format('CREATE POLICY %I ON %s FOR SELECT TO %s USING (%s)', policy.polname, history, policy.roles,
                     platform.renamed(policy.seen, thing, history::regclass));
    END LOOP;
    EXECUTE format('CREATE POLICY job_all ON %s TO fengsui_job USING (true) WITH CHECK (true)', history);
  END IF;
  EXECUTE format('GRANT SELECT, DELETE ON %s TO fengsui_job', history);
  PERFORM platform.enlist(history::regclass, kind);
  PERFORM platform.refresh_history(thing);
END
$$;

CREATE FUNCTION platform.history_name(thing regclass) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT format('%I.%I', nspname, relname || '_history') FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing $$;

-- A policy that names its own table names the history's table there.
CREATE FUNCTION platform.renamed(expression text, thing regclass, history regclass) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT replace(expression, format('%I.', before.relname), format('%I.', after.relname))
    FROM pg_class AS before, pg_class AS after WHERE before.oid = thing AND after.oid = history
$$;

CREATE FUNCTION platform.index_shapes(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  shape name;
BEGIN
  FOR shape IN SELECT attname FROM pg_attribute WHERE attrelid = thing AND atttypid = 'geometry'::regtype AND NOT attisdropped LOOP
    EXECUTE format('CREATE INDEX ON %s USING gist (%I)', thing, shape);
  END LOOP;
END
$$;

-- Call again in every migration that adds a column to a table with a history.
CREATE FUNCTION platform.refresh_history(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name CONSTANT text := platform.qualified(thing);
  history CONSTANT text := platform.history_name(thing);
  timeline CONSTANT text := (SELECT format('%I.%I', nspname, relname || '_timeline') FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
  keeper CONSTANT text := format('platform.%I', 'keep ' || name);
  missing record;
  columns text;
  unchanged text;
BEGIN
  FOR missing IN
    SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = thing AND attnum > 0 AND NOT attisdropped
       AND attname NOT IN (SELECT attname FROM pg_attribute WHERE attrelid = history::regclass AND NOT attisdropped)
  LOOP
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s', history, missing.attname, missing.type);
  END LOOP;
  -- The past keeps no more rules than its key and its times: the thing's own may change.
  FOR missing IN
    SELECT attname FROM pg_attribute
     WHERE attrelid = history::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull
       AND attname <> ALL (platform.key_columns(thing) || '{valid_from,recorded_at}'::name[])
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER %I DROP NOT NULL', history, missing.attname);
  END LOOP;
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE attname NOT IN ('valid_from', 'recorded_at')),
         string_agg(format(CASE WHEN atttypid IN ('json'::regtype, 'xml'::regtype) THEN 'NEW.%1$I::text IS NOT DISTINCT FROM OLD.%1$I::text'
                                ELSE 'NEW.%1$I IS NOT DISTINCT FROM OLD.%1$I' END, attname), ' AND ' ORDER BY attnum)
           FILTER (WHERE attname NOT IN ('valid_from', 'recorded_at') AND attgenerated = '')
    INTO columns, unchanged
    FROM pg_attribute WHERE attrelid = thing AND attnum > 0 AND NOT attisdropped;

  EXECUTE platform.keeper_text(keeper, name, history, columns, unchanged, platform.key_columns(thing));
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %s() FROM PUBLIC', keeper);
  EXECUTE format('CREATE OR REPLACE TRIGGER history_1_given BEFORE UPDATE OF valid_from ON %s FOR EACH ROW EXECUTE FUNCTION platform.mark_given()', name);
  EXECUTE format('CREATE OR REPLACE TRIGGER history_2_keep BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', name, keeper);
  EXECUTE format('DROP VIEW IF EXISTS %s', timeline);
  EXECUTE format('CREATE VIEW %s WITH (security_invoker) AS
                    SELECT %s, valid_from, NULL::timestamptz AS valid_to, recorded_at, NULL::timestamptz AS superseded_at FROM %s
                     UNION ALL
                    SELECT %2$s, valid_from, valid_to, recorded_at, superseded_at FROM %4$s', timeline, columns, name, history);
  EXECUTE format('GRANT SELECT ON %s TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job', timeline);
END
$$;

-- Fires only where the statement names valid_from; the keeper, which runs next and sets recorded_at anew, reads the mark.
CREATE FUNCTION platform.mark_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := 'infinity';
  RETURN NEW;
END
$$;

CREATE FUNCTION platform.same_key(one text, other text, key name[]) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT string_agg(format('%s.%I = %s.%2$I', one, part, other), ' AND ') FROM unnest(key) AS part $$;

-- The trigger of one table. An UPDATE that names valid_from says since when the new state holds: later than before is a change, the same
-- moment a correction, earlier a correction that reaches back over versions kept in the history. One that does not name it changes the thing now.
CREATE FUNCTION platform.keeper_text(keeper text, thing text, history text, columns text, unchanged text, key name[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format($body$
    CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $keeper$
    DECLARE
      known_now timestamptz := platform.now();
      holds_since timestamptz;
      is_given boolean;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        NEW.recorded_at := known_now;
        -- Deleted once and back again, perhaps from before its deletion. (An upsert that meets the thing comes again as an UPDATE.)
        IF NOT EXISTS (SELECT FROM %9$s AS present WHERE %10$s) THEN
          holds_since := NEW.valid_from;
          %5$s
        END IF;
        RETURN NEW;
      END IF;

      known_now := greatest(known_now, OLD.recorded_at);  -- what we know never gets older
      IF TG_OP = 'UPDATE' THEN
        IF NOT (%7$s) THEN RAISE EXCEPTION 'The key of a thing with a history cannot change' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        is_given := NEW.recorded_at = 'infinity';
        NEW.recorded_at := known_now;
        IF NOT is_given THEN NEW.valid_from := greatest(platform.now(), OLD.valid_from); END IF;
        IF %4$s AND (NOT is_given OR NEW.valid_from = OLD.valid_from) THEN RETURN OLD; END IF;
        holds_since := NEW.valid_from;
      ELSE
        holds_since := greatest(platform.now(), OLD.valid_from);
      END IF;

      IF OLD.recorded_at < known_now THEN  -- else nobody but this transaction ever knew it
        INSERT INTO %2$s (%3$s, valid_from, valid_to, recorded_at, superseded_at)
        SELECT %8$s, OLD.valid_from, NULL, OLD.recorded_at, known_now;
      END IF;
      IF holds_since > OLD.valid_from THEN
        INSERT INTO %2$s (%3$s, valid_from, valid_to, recorded_at, superseded_at)
        SELECT %8$s, OLD.valid_from, holds_since, known_now, NULL;
      ELSIF holds_since < OLD.valid_from THEN
        %5$s
      END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END
    $keeper$
  $body$, keeper, history, columns, unchanged,
    -- What was believed from `holds_since` on gives way; the version that was in force then is believed up to `holds_since`.
    format($back$
          WITH overtaken AS (
            UPDATE %1$s AS past SET superseded_at = known_now
             WHERE %2$s AND superseded_at IS NULL AND valid_to > holds_since AND past.recorded_at < known_now RETURNING past.*
          ), forgotten AS (
            DELETE FROM %1$s AS past
             WHERE %2$s AND superseded_at IS NULL AND valid_to > holds_since AND past.recorded_at >= known_now RETURNING past.*
          )
          INSERT INTO %1$s (%3$s, valid_from, valid_to, recorded_at, superseded_at)
          SELECT %3$s, valid_from, holds_since, known_now, NULL FROM (SELECT * FROM overtaken UNION ALL SELECT * FROM forgotten) AS given_way
           WHERE valid_from < holds_since;$back$, history, platform.same_key('past', 'NEW', key), columns),
    platform.same_key('past', 'NEW', key), platform.same_key('OLD', 'NEW', key),
    'OLD.' || replace(columns, ', ', ', OLD.'), thing, platform.same_key('present', 'NEW', key))
$$;
