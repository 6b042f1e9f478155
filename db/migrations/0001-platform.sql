-- The platform: roles, walls around rows, event topics, versions of layers. Everything later stands on this.

CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE SCHEMA IF NOT EXISTS platform;  -- the runner may have made it for its own record

-- Roles belong to the whole cluster: another database of it may have made them, or be making them at this moment.
DO $$
DECLARE
  scope_roles CONSTANT text[] := '{fengsui_staff,fengsui_public,fengsui_feed,fengsui_tile,fengsui_audit,fengsui_job}';
  granted text;
  member text;
BEGIN
  FOREACH granted IN ARRAY scope_roles || 'fengsui_server'::text LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', granted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- it is there, which is what was wanted
    END;
  END LOOP;
  -- The house's login enters as fengsui_server and takes the role of each scope; the owner enters all of them.
  FOREACH member IN ARRAY ARRAY['fengsui_server', current_user::text] LOOP
    FOREACH granted IN ARRAY scope_roles || 'fengsui_server'::text LOOP
      IF member <> granted AND NOT pg_has_role(member, granted, 'MEMBER') THEN
        BEGIN
          EXECUTE format('GRANT %I TO %I', granted, member);
        EXCEPTION WHEN unique_violation OR internal_error THEN
          NULL;  -- another database of the cluster granted it in the same moment
        END;
      END IF;
    END LOOP;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA platform TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job;

-- ---------------------------------------------------------------- who asks, and when

CREATE FUNCTION platform.areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT string_to_array(nullif(current_setting('app.areas', true), ''), ',') $$;
COMMENT ON FUNCTION platform.areas() IS 'Division paths of the caller''s scope; NULL, which matches nothing, where there is none.';

CREATE FUNCTION platform.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, clock_timestamp()) $$;
COMMENT ON FUNCTION platform.now() IS 'The clock of the house, one moment for a whole transaction; the database''s clock where none was given.';

CREATE FUNCTION platform.is_path(path text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$' $$;

CREATE FUNCTION platform.are_paths(paths text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(bool_and(coalesce(path ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$', false)), true) FROM unnest(paths) AS given (path) $$;

CREATE FUNCTION platform.covers(areas text[], paths text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT EXISTS (SELECT FROM unnest(paths) AS given (path) WHERE path ^@ ANY (areas)) $$;
COMMENT ON FUNCTION platform.covers(text[], text[]) IS 'Whether one of the areas is or contains one of the paths.';

-- ---------------------------------------------------------------- walls

-- Every table of the house and how it is kept: a table that is not in here fails a test.
CREATE TABLE platform.wall (
  relation  text PRIMARY KEY,
  kind      text NOT NULL CHECK (kind IN ('protected', 'child', 'reference', 'internal'))
);

CREATE FUNCTION platform.qualified(thing regclass) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing $$;

CREATE FUNCTION platform.enlist(thing regclass, kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO platform.wall (relation, kind) VALUES (platform.qualified(thing), enlist.kind)
    ON CONFLICT (relation) DO UPDATE SET kind = excluded.kind;
END
$$;

-- Lets roles into the schema and, where they write, to the sequences of the table.
CREATE FUNCTION platform.admit(thing regclass, roles text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  sequence_name text;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %s TO %s', (SELECT relnamespace FROM pg_class WHERE oid = thing)::regnamespace, roles);
  FOR sequence_name IN
    SELECT platform.qualified(objid::regclass) FROM pg_depend
     WHERE refobjid = thing AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
       AND EXISTS (SELECT FROM pg_class WHERE pg_class.oid = objid AND relkind = 'S')
  LOOP
    EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %s', sequence_name, roles);
  END LOOP;
END
$$;

-- The caller's areas stand in a subselect that is run once, so that the comparison is cheap and the other predicates keep their index.
CREATE FUNCTION platform.in_areas(path text) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT format('%s ^@ ANY ((SELECT platform.areas())::text[])', path) $$;

CREATE FUNCTION platform.protect(thing regclass, feeds_write boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  inside CONSTANT text := platform.in_areas('division_path');
  seen CONSTANT text := inside || ' OR (shared_with <> ''{}'' AND platform.covers((SELECT platform.areas()), shared_with))';
BEGIN
  EXECUTE format('ALTER TABLE %s ALTER division_path SET NOT NULL, ADD CHECK (platform.is_path(division_path)),
                  ALTER shared_with SET NOT NULL, ALTER shared_with SET DEFAULT ''{}'', ADD CHECK (platform.are_paths(shared_with))', thing);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', thing);
  EXECUTE format('CREATE POLICY staff_read ON %s FOR SELECT TO fengsui_staff USING (%s)', thing, seen);
  EXECUTE format('CREATE POLICY staff_add ON %s FOR INSERT TO fengsui_staff WITH CHECK (%s)', thing, inside);
  EXECUTE format('CREATE POLICY staff_change ON %s FOR UPDATE TO fengsui_staff USING (%s) WITH CHECK (%2$s)', thing, inside);
  EXECUTE format('CREATE POLICY staff_remove ON %s FOR DELETE TO fengsui_staff USING (%s)', thing, inside);
  EXECUTE format('CREATE POLICY tile_read ON %s FOR SELECT TO fengsui_tile USING (%s)', thing, inside);
  EXECUTE format('CREATE POLICY job_all ON %s TO fengsui_job USING (true) WITH CHECK (true)', thing);
  EXECUTE format('GRANT SELECT ON %s TO fengsui_tile', thing);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fengsui_staff, fengsui_job', thing);
  PERFORM platform.admit(thing, 'fengsui_staff, fengsui_tile, fengsui_job');
  IF feeds_write THEN
    EXECUTE format('CREATE POLICY feed_read ON %s FOR SELECT TO fengsui_feed USING (%s)', thing, inside);
    EXECUTE format('CREATE POLICY feed_add ON %s FOR INSERT TO fengsui_feed WITH CHECK (%s)', thing, inside);
    EXECUTE format('CREATE POLICY feed_change ON %s FOR UPDATE TO fengsui_feed USING (%s) WITH CHECK (%2$s)', thing, inside);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO fengsui_feed', thing);
    PERFORM platform.admit(thing, 'fengsui_feed');
  END IF;
  PERFORM platform.enlist(thing, 'protected');
END
$$;

CREATE FUNCTION platform.protect_child(thing regclass, parent_column name, parent regclass, feeds_write boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent_key CONSTANT name := (platform.key_columns(parent))[1];
  -- The parent's own policies decide which parents the caller sees.
  seen CONSTANT text := format('EXISTS (SELECT FROM %s AS parent WHERE parent.%I = %s.%I)',
                               parent, parent_key, (SELECT quote_ident(relname) FROM pg_class WHERE oid = thing), parent_column);
  owned text := seen;
BEGIN
  IF cardinality(platform.key_columns(parent)) <> 1 THEN
    RAISE EXCEPTION 'The parent % must have a primary key of one column', parent;
  END IF;
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = parent AND attname = 'division_path') THEN
    owned := left(seen, -1) || ' AND ' || platform.in_areas('parent.division_path') || ')';
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', thing);
  EXECUTE format('CREATE POLICY staff_read ON %s FOR SELECT TO fengsui_staff USING (%s)', thing, seen);
  EXECUTE format('CREATE POLICY staff_add ON %s FOR INSERT TO fengsui_staff WITH CHECK (%s)', thing, owned);
  EXECUTE format('CREATE POLICY staff_change ON %s FOR UPDATE TO fengsui_staff USING (%s) WITH CHECK (%2$s)', thing, owned);
  EXECUTE format('CREATE POLICY staff_remove ON %s FOR DELETE TO fengsui_staff USING (%s)', thing, owned);
  EXECUTE format('CREATE POLICY tile_read ON %s FOR SELECT TO fengsui_tile USING (%s)', thing, owned);
  EXECUTE format('CREATE POLICY job_all ON %s TO fengsui_job USING (true) WITH CHECK (true)', thing);
  EXECUTE format('GRANT SELECT ON %s TO fengsui_tile', thing);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fengsui_staff, fengsui_job', thing);
  PERFORM platform.admit(thing, 'fengsui_staff, fengsui_tile, fengsui_job');
  IF feeds_write THEN
    EXECUTE format('CREATE POLICY feed_read ON %s FOR SELECT TO fengsui_feed USING (%s)', thing, owned);
    EXECUTE format('CREATE POLICY feed_add ON %s FOR INSERT TO fengsui_feed WITH CHECK (%s)', thing, owned);
    EXECUTE format('GRANT SELECT, INSERT ON %s TO fengsui_feed', thing);
    PERFORM platform.admit(thing, 'fengsui_feed');
  END IF;
  PERFORM platform.enlist(thing, 'child');
END
$$;

CREATE FUNCTION platform.reference(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  all_roles CONSTANT text := 'fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job';
BEGIN
  EXECUTE format('GRANT SELECT ON %s TO %s', thing, all_roles);
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %s TO fengsui_job', thing);
  PERFORM platform.admit(thing, all_roles);
  PERFORM platform.enlist(thing, 'reference');
END
$$;

-- For tables that only the house itself uses: the migration grants what is needed.
CREATE FUNCTION platform.internal(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fengsui_job', thing);
  PERFORM platform.admit(thing, 'fengsui_job');
  PERFORM platform.enlist(thing, 'internal');
END
$$;

CREATE FUNCTION platform.key_columns(thing regclass) RETURNS name[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(attname ORDER BY place)
    FROM pg_constraint
    CROSS JOIN LATERAL unnest(conkey) WITH ORDINALITY AS key (number, place)
    JOIN pg_attribute ON attrelid = conrelid AND attnum = number
   WHERE conrelid = thing AND contype = 'p'
$$;

-- ---------------------------------------------------------------- events, versions of layers, small facts

CREATE TABLE platform.topic (
  name       text PRIMARY KEY,
  seq        bigint NOT NULL DEFAULT 0 CHECK (seq >= low_water),
  low_water  bigint NOT NULL DEFAULT 0  -- events up to here have been removed
);

CREATE TABLE platform.event (
  topic       text NOT NULL REFERENCES platform.topic,
  seq         bigint NOT NULL,
  name        text NOT NULL,
  id          text NOT NULL,
  at          timestamptz NOT NULL CHECK (isfinite(at)),
  body        jsonb NOT NULL,
  visible_to  text[] NOT NULL CHECK (platform.are_paths(visible_to)),
  "left"      text[] NOT NULL DEFAULT '{}' CHECK (platform.are_paths("left")),
  PRIMARY KEY (topic, seq)
);

CREATE TABLE platform.layer_version (
  layer          text NOT NULL,
  division_path  text NOT NULL CHECK (platform.is_path(division_path)),
  version        bigint NOT NULL DEFAULT 1,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (layer, division_path)
);

CREATE TABLE platform.setting (
  name   text PRIMARY KEY,
  value  jsonb NOT NULL
);

SELECT platform.internal('platform.wall'), platform.internal('platform.topic'), platform.internal('platform.event'),
       platform.internal('platform.layer_version'), platform.internal('platform.setting'), platform.internal('platform.migration');

-- Whoever changes a thing tells of it in the same transaction: may add, may not read what others added.
GRANT SELECT (name, seq), UPDATE (seq) ON platform.topic TO fengsui_staff, fengsui_feed;
GRANT INSERT ON platform.event TO fengsui_staff, fengsui_feed;

-- Tiles of a layer are other tiles from now on for everybody whose scope touches these paths. Kept by county: one row is one lock.
CREATE FUNCTION platform.bump_layer(layer text, paths text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO platform.layer_version (layer, division_path, updated_at)
  SELECT DISTINCT bump_layer.layer, left(path, 6), platform.now() FROM unnest(paths) AS given (path) ORDER BY 2
  ON CONFLICT ON CONSTRAINT layer_version_pkey DO UPDATE SET version = layer_version.version + 1, updated_at = excluded.updated_at
$$;

-- Rises with every change that the scope could see; 0 where nothing ever changed.
CREATE FUNCTION platform.layer_version(layer text, areas text[], OUT version bigint, OUT updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(known.version), 0)::bigint, max(known.updated_at)
    FROM platform.layer_version AS known
   WHERE known.layer = layer_version.layer
     AND EXISTS (SELECT FROM unnest(areas) AS given (area) WHERE division_path ^@ area OR area ^@ division_path)
$$;

REVOKE EXECUTE ON FUNCTION platform.bump_layer(text, text[]), platform.layer_version(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.bump_layer(text, text[]) TO fengsui_staff, fengsui_feed, fengsui_job;
GRANT EXECUTE ON FUNCTION platform.layer_version(text, text[])
  TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job;
