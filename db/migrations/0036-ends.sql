-- What ends takes along what hung on it: a thing its sharing, a post who stands in for it. Who went by two persons comes back by two.

-- ---------------------------------------------------------------- events for who holds the whole

-- Told to those alone who hold every path and every department that it names, all departments where it names none.
ALTER TABLE platform.event ADD COLUMN whole boolean NOT NULL DEFAULT false;
UPDATE platform.event SET whole = true WHERE topic = 'imports';

-- ---------------------------------------------------------------- things that are no more

-- Nobody can take back what is no more: its sharing ends with it, as if it had been taken back. After the thing: its last version is in the past by then.
CREATE FUNCTION platform.end_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %I.%I SET shared_with = ''{}'' WHERE id = $1 AND shared_with <> ''{}''', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history') USING OLD.id;
  UPDATE platform.event SET visible_to = visible_to[1:1]
   WHERE topic IN (TG_TABLE_SCHEMA, 'sharing') AND id = OLD.id::text AND cardinality(visible_to) > 1;
  PERFORM platform.bump_layer(TG_TABLE_SCHEMA, OLD.division_path || OLD.shared_with);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION platform.end_sharing() FROM PUBLIC;

-- What was gone before today.
DO $$
DECLARE
  thing regclass;
  past text;
  schema name;
BEGIN
  FOREACH thing IN ARRAY '{incidents.incident,hazards.hazard,sites.site,shelters.shelter}'::regclass[] LOOP
    schema := (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = thing);
    past := platform.history_name(thing);
    EXECUTE format('CREATE TRIGGER end_sharing AFTER DELETE ON %s FOR EACH ROW WHEN (OLD.shared_with <> ''{}'') EXECUTE FUNCTION platform.end_sharing()', thing);
    EXECUTE format('SELECT platform.bump_layer($1, array_agg(path)) FROM (SELECT DISTINCT unnest(h.shared_with) AS path FROM %s h
                     WHERE NOT EXISTS (SELECT FROM %s t WHERE t.id = h.id)) AS seen HAVING count(*) > 0', past, thing) USING schema;
    EXECUTE format('UPDATE %s h SET shared_with = ''{}'' WHERE h.shared_with <> ''{}'' AND NOT EXISTS (SELECT FROM %s t WHERE t.id = h.id)', past, thing);
    EXECUTE format('UPDATE platform.event e SET visible_to = e.visible_to[1:1] WHERE cardinality(e.visible_to) > 1
                     AND (e.topic = $1 OR e.topic = ''sharing'' AND e.body ->> ''kind'' = $1) AND NOT EXISTS (SELECT FROM %s t WHERE t.id::text = e.id)', thing)
      USING schema;
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- who stands in

-- As before; a post that ends sooner than it was meant to ends its substitutes then.
CREATE OR REPLACE FUNCTION identity.post_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM identity.raise_epoch(NEW.person_id);
  -- Whoever stands in for it does so no longer than it lasts.
  UPDATE identity.post SET ended_at = coalesce(NEW.ended_at, platform.now())
   WHERE substitute_of = NEW.id AND ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR valid_from >= NEW.valid_to);
  UPDATE identity.post SET valid_to = NEW.valid_to WHERE substitute_of = NEW.id AND ended_at IS NULL AND valid_to > NEW.valid_to;
  RETURN NULL;
END
$$;

-- As before, but for a post that ends, which has nothing any more, and for what follows from the post stood in for: that may change in the same act.
DROP TRIGGER substitute_within ON identity.post;
CREATE TRIGGER substitute_within_added BEFORE INSERT ON identity.post FOR EACH ROW EXECUTE FUNCTION identity.substitute_within();
CREATE TRIGGER substitute_within_changed BEFORE UPDATE ON identity.post FOR EACH ROW
  WHEN (NEW.ended_at IS NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION identity.substitute_within();

UPDATE identity.post s SET ended_at = platform.now() FROM identity.post o
 WHERE o.id = s.substitute_of AND s.ended_at IS NULL AND s.valid_from >= o.valid_to;
UPDATE identity.post s SET valid_to = o.valid_to FROM identity.post o WHERE o.id = s.substitute_of AND s.ended_at IS NULL AND s.valid_to > o.valid_to;

-- ---------------------------------------------------------------- whose account it was

-- As before; whoever moves an account has to be over where it was, too.
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
    IF TG_OP = 'UPDATE' THEN
      given := given || (to_jsonb(OLD)->>'division_path');
      IF changed->>'id' IS DISTINCT FROM mine.person_id THEN given := given || identity.reach_of(changed->>'id'); END IF;
    END IF;
  END IF;
  IF mine.id IS NULL OR as_role <> 'fengsui_' || replace(mine.role, '-admin', '') OR NOT identity.lies_within(given, mine.areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- ---------------------------------------------------------------- an administrator who comes back

ALTER TABLE identity.request DROP CONSTRAINT request_kind_check;
ALTER TABLE identity.request ADD CONSTRAINT request_kind_check
  CHECK (kind IN ('recovery', 'emergency', 'administrator', 'reform', 'post-end', 'deactivation', 'reactivation'));

DROP POLICY asked ON identity.request;
CREATE POLICY asked ON identity.request FOR INSERT TO fengsui_staff, fengsui_system, fengsui_security
  WITH CHECK (division_path ^@ ANY ((SELECT platform.areas())::text[]) AND
    CASE WHEN kind = 'emergency' THEN current_setting('role') = 'fengsui_staff'
         WHEN kind = 'recovery' THEN current_setting('role') IN ('fengsui_system', 'fengsui_security')
         WHEN kind IN ('deactivation', 'reactivation') THEN current_setting('role') = 'fengsui_system'
         ELSE current_setting('role') = 'fengsui_security' END);

CREATE OR REPLACE FUNCTION identity.request_concerns(asked identity.request) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY[asked.division_path] || CASE
    WHEN asked.kind IN ('recovery', 'deactivation', 'reactivation') THEN identity.reach_of(asked.about)
    WHEN asked.kind = 'administrator' THEN ARRAY(SELECT jsonb_array_elements_text(asked.content->'areas'))
    WHEN asked.kind = 'reform' THEN ARRAY(SELECT m->>side FROM jsonb_array_elements(asked.content->'moves') AS m, unnest('{from,to}'::text[]) AS side)
    WHEN asked.kind = 'post-end' THEN ARRAY(SELECT unnest(o.areas) FROM identity.administrator_posts(asked.about) AS o WHERE o.id = asked.content->>'post')
    ELSE '{}' END
$$;

CREATE OR REPLACE FUNCTION identity.request_by_post() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine identity.post;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.decided_at IS NOT NULL THEN RETURN NEW; END IF;
  mine := identity.my_post();
  IF mine.id IS NULL OR mine.role NOT IN ('system-admin', 'security-admin') OR current_setting('role') <> 'fengsui_' || replace(mine.role, '-admin', '')
     OR NOT identity.lies_within(identity.request_concerns(NEW), mine.areas)
     OR NEW.kind <> 'reform' AND NEW.about IS NOT DISTINCT FROM mine.person_id THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.kind <> 'reform' AND NOT EXISTS (SELECT FROM identity.person p
       WHERE p.id = NEW.about AND p.division_path = NEW.division_path AND (p.deactivated_at IS NOT NULL) = (NEW.kind = 'reactivation')) THEN
    RAISE EXCEPTION 'There is no such account' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' AND (
       NEW.kind IN ('deactivation', 'reactivation') AND NOT EXISTS (SELECT FROM identity.administrator_posts(NEW.about))
       OR NEW.kind = 'post-end' AND NOT EXISTS (SELECT FROM identity.administrator_posts(NEW.about) AS o WHERE o.id = NEW.content->>'post')) THEN
    RAISE EXCEPTION 'This is no administrator' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION identity.carry_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE NEW.kind
    WHEN 'recovery' THEN PERFORM identity.recover(NEW.about, NEW.content->>'what' = 'second-factor', current_setting('app.password_hash', true));
    WHEN 'administrator' THEN
      INSERT INTO identity.post (person_id, role, title, areas, valid_from, valid_to, granted_by)
      VALUES (NEW.about, NEW.content->>'role', coalesce(NEW.content->>'title', ''), ARRAY(SELECT jsonb_array_elements_text(NEW.content->'areas')),
              greatest(platform.now(), (NEW.content->>'from')::timestamptz), (NEW.content->>'to')::timestamptz, NEW.decided_by);
    WHEN 'reform' THEN PERFORM identity.reform(NEW.content->'moves', string_to_array(nullif(current_setting('app.layers', true), ''), ','));
    WHEN 'post-end' THEN PERFORM identity.end_administrator(NEW.about, coalesce(NEW.content->>'post', ''));
    WHEN 'deactivation' THEN PERFORM identity.end_administrator(NEW.about, NULL);
    WHEN 'reactivation' THEN
      UPDATE identity.person SET deactivated_at = NULL WHERE id = NEW.about AND deactivated_at IS NOT NULL;
      IF NOT FOUND THEN RAISE EXCEPTION 'This is so already' USING ERRCODE = 'check_violation'; END IF;
  END CASE;
  NEW.carried_out_at := platform.now();
  RETURN NEW;
END
$$;

CREATE TRIGGER returns_by_two BEFORE UPDATE ON identity.person FOR EACH ROW
  WHEN (NEW.deactivated_at IS NULL AND OLD.deactivated_at IS NOT NULL) EXECUTE FUNCTION identity.ends_by_two();
