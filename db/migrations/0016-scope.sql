-- Scope: posts of departments and units beside areas, the three administrators, and what an event tells of departments.

-- Roles belong to the whole cluster: another database of it may have made them, or be making them at this moment.
DO $$
DECLARE
  scope_roles CONSTANT text[] := '{fengsui_unit,fengsui_system,fengsui_security}';
  granted text;
  member text;
BEGIN
  FOREACH granted IN ARRAY scope_roles LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', granted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- it is there, which is what was wanted
    END;
    FOREACH member IN ARRAY ARRAY['fengsui_server', current_user::text] LOOP
      IF NOT pg_has_role(member, granted, 'MEMBER') THEN
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

GRANT USAGE ON SCHEMA platform, audit TO fengsui_unit, fengsui_system, fengsui_security;
GRANT INSERT (act, object, before, after) ON audit.entry TO fengsui_unit, fengsui_system, fengsui_security, fengsui_audit;
GRANT SELECT (name, seq), UPDATE (seq) ON platform.topic TO fengsui_unit, fengsui_system, fengsui_security;
GRANT INSERT ON platform.event TO fengsui_unit, fengsui_system, fengsui_security;

-- Reference data is for every role, the new ones too.
DO $$
DECLARE
  known record;
BEGIN
  FOR known IN SELECT relation FROM platform.wall WHERE kind = 'reference' LOOP
    EXECUTE format('GRANT SELECT ON %s TO fengsui_unit, fengsui_system, fengsui_security', known.relation);
    EXECUTE format('GRANT USAGE ON SCHEMA %s TO fengsui_unit, fengsui_system, fengsui_security',
                   (SELECT relnamespace FROM pg_class WHERE oid = known.relation::regclass)::regnamespace);
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION platform.reference(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  all_roles CONSTANT text := 'fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job, fengsui_unit, fengsui_system, fengsui_security';
BEGIN
  EXECUTE format('GRANT SELECT ON %s TO %s', thing, all_roles);
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %s TO fengsui_job', thing);
  PERFORM platform.admit(thing, all_roles);
  PERFORM platform.enlist(thing, 'reference');
END
$$;

CREATE FUNCTION platform.departments() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(string_to_array(nullif(current_setting('app.departments', true), ''), ','), '{}') $$;
COMMENT ON FUNCTION platform.departments() IS 'Codes of the departments of the caller''s post; {*} for a post of all departments, {} for one of none.';

CREATE FUNCTION platform.serves(departments text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(departments, '{}') = '{}' OR '{*}' = platform.departments() OR departments && platform.departments() $$;
COMMENT ON FUNCTION platform.serves(text[]) IS 'Whether the caller''s post may know of a row that names these departments; one that names none is for all.';

CREATE FUNCTION platform.are_departments(codes text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(bool_and(coalesce(code ~ '^[a-z][a-z0-9-]{0,39}$', false)), true) FROM unnest(codes) AS given (code) $$;

-- Rows of a protected table may name the departments that they are for. Call after protect (and, where it has one, after its history was made).
CREATE FUNCTION platform.protect_departments(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  serves CONSTANT text := '(departments = ''{}'' OR (SELECT ''{*}'' = platform.departments()) OR departments && (SELECT platform.departments()))';
  history CONSTANT regclass := to_regclass(platform.history_name(thing));
BEGIN
  EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS departments text[] NOT NULL DEFAULT ''{}'' CHECK (platform.are_departments(departments))', thing);
  EXECUTE format('CREATE POLICY of_department ON %s AS RESTRICTIVE TO fengsui_staff USING (%s) WITH CHECK (%2$s)', thing, serves);
  EXECUTE format('CREATE POLICY of_department_tile ON %s AS RESTRICTIVE FOR SELECT TO fengsui_tile USING (%s)', thing, serves);
  IF history IS NOT NULL THEN
    PERFORM platform.refresh_history(thing);
    EXECUTE format('UPDATE %s SET departments = ''{}'' WHERE departments IS NULL', history);
    EXECUTE format('CREATE POLICY of_department ON %s AS RESTRICTIVE FOR SELECT TO fengsui_staff, fengsui_tile USING (%s)', history, serves);
  END IF;
END
$$;

-- An event is told to posts of the departments that its thing names after the change; those that may no longer know it get its id alone.
ALTER TABLE platform.event
  ADD COLUMN departments text[] NOT NULL DEFAULT '{}' CHECK (platform.are_departments(departments));
