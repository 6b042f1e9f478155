-- The reach of an administrator: nobody gets at an account that reaches further than they do, nor alone at what a screen shows.

-- ---------------------------------------------------------------- accounts

CREATE OR REPLACE FUNCTION identity.by_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  as_role CONSTANT text := current_setting('role');
  changed CONSTANT jsonb := to_jsonb(NEW);
  mine identity.post;
  given text[];
BEGIN
  -- Within a decision of two persons it is that decision which allows.
  IF as_role NOT IN ('fengsui_system', 'fengsui_security') OR pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  mine := identity.my_post();
  IF TG_TABLE_NAME <> 'person' THEN
    given := ARRAY(SELECT jsonb_array_elements_text(changed->'areas'));
  ELSE
    given := ARRAY[changed->>'division_path'];
    IF TG_OP = 'UPDATE' AND changed->>'id' IS DISTINCT FROM mine.person_id THEN given := given || identity.reach_of(changed->>'id'); END IF;
  END IF;
  IF mine.id IS NULL OR as_role <> 'fengsui_' || replace(mine.role, '-admin', '') OR NOT identity.lies_within(given, mine.areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- All areas of the posts of an account that are not over, those to come among them.
CREATE FUNCTION identity.reach_of(whose text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT path), '{}') FROM identity.post o, unnest(o.areas) AS path
   WHERE o.person_id = whose AND o.ended_at IS NULL AND (o.valid_to IS NULL OR o.valid_to > platform.now())
$$;

CREATE OR REPLACE FUNCTION identity.request_concerns(asked identity.request) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY[asked.division_path] || CASE asked.kind
    WHEN 'recovery' THEN identity.reach_of(asked.about)
    WHEN 'administrator' THEN ARRAY(SELECT jsonb_array_elements_text(asked.content->'areas'))
    WHEN 'reform' THEN ARRAY(SELECT m->>side FROM jsonb_array_elements(asked.content->'moves') AS m, unnest('{from,to}'::text[]) AS side)
    WHEN 'post-end' THEN ARRAY(SELECT unnest(o.areas) FROM identity.administrator_posts(asked.about) AS o WHERE o.id = asked.content->>'post')
    WHEN 'deactivation' THEN identity.reach_of(asked.about)
    ELSE '{}' END
$$;

-- A password that somebody else has set ends what was opened with the one before: programs too.
CREATE OR REPLACE FUNCTION identity.account_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  set_by_another CONSTANT boolean := NEW.must_change AND NEW.password_hash IS DISTINCT FROM OLD.password_hash;
  closed CONSTANT boolean := NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL;
BEGIN
  IF closed OR set_by_another THEN
    UPDATE identity.session SET ended_at = platform.now(), ended_why = CASE WHEN closed THEN 'deactivated' ELSE 'password-changed' END
     WHERE person_id = NEW.id AND ended_at IS NULL;
    UPDATE identity.application_password SET revoked_at = platform.now() WHERE person_id = NEW.id AND revoked_at IS NULL;
  END IF;
  IF closed THEN PERFORM identity.raise_epoch(NEW.id); END IF;
  RETURN NULL;
END
$$;

-- ---------------------------------------------------------------- screens

-- The system administrator makes the key of a screen, the security administrator lets the screen in: neither reads the city's data by it alone.
ALTER TABLE identity.device
  ADD COLUMN key_by text,
  ADD COLUMN admitted_at timestamptz CHECK (isfinite(admitted_at)),
  ADD COLUMN admitted_by text;
UPDATE identity.device SET admitted_at = created_at, admitted_by = created_by;

CREATE FUNCTION identity.keep_admission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  as_role CONSTANT text := current_setting('role');
BEGIN
  IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  IF as_role NOT IN ('fengsui_system', 'fengsui_security') THEN
    -- The operator of the server has the database in his hands.
    IF TG_OP = 'INSERT' THEN NEW.admitted_at := platform.now(); NEW.admitted_by := NEW.created_by; END IF;
  ELSIF TG_OP = 'INSERT' OR (NEW.key_hash, NEW.areas, NEW.departments) IS DISTINCT FROM (OLD.key_hash, OLD.areas, OLD.departments) THEN
    NEW.admitted_at := NULL; NEW.admitted_by := NULL; NEW.key_by := identity.me();
  ELSIF NEW.admitted_at IS DISTINCT FROM OLD.admitted_at THEN
    IF as_role <> 'fengsui_security' OR OLD.key_by IS NOT DISTINCT FROM identity.me() THEN
      RAISE EXCEPTION 'A screen is let in by the security administrator, and by nobody who knows its key' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.admitted_at := platform.now(); NEW.admitted_by := identity.me();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_admission BEFORE INSERT OR UPDATE ON identity.device FOR EACH ROW EXECUTE FUNCTION identity.keep_admission();

CREATE POLICY security_admit ON identity.device TO fengsui_security
  USING (identity.lies_within(areas, (SELECT platform.areas()))) WITH CHECK (identity.lies_within(areas, (SELECT platform.areas())));
GRANT SELECT (id, name, kind, areas, departments, prefix, created_at, created_by, expires_at, revoked_at, used_at, admitted_at, admitted_by),
      UPDATE (admitted_at) ON identity.device TO fengsui_security;
GRANT SELECT (admitted_at, admitted_by) ON identity.device TO fengsui_system;

REVOKE ALL ON FUNCTION identity.reach_of(text), identity.keep_admission() FROM PUBLIC;

-- ---------------------------------------------------------------- the whole territory

-- One area that leaves nothing out; what lies above it (its city, its province) is no part of the territory.
CREATE OR REPLACE FUNCTION audit.sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM unnest(platform.areas()) AS mine (path)
                  WHERE NOT EXISTS (SELECT FROM grids.division d WHERE NOT (d.path ^@ mine.path OR mine.path ^@ d.path)))
$$;

-- /metrics counts what all counties do: for a feed or an administrator of the whole territory.
GRANT EXECUTE ON FUNCTION audit.sees_all() TO fengsui_system, fengsui_feed;
