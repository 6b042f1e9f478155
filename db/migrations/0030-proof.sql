-- A proof in an open session: when it was last shown who sits there. An administrator's end is decided by two persons, as the beginning is.

-- Sign-ins themselves are in opened_at and second_factor_at; servers of the version before leave this empty, and are asked once more.
ALTER TABLE identity.session ADD COLUMN proven_at timestamptz CHECK (isfinite(proven_at));

-- ---------------------------------------------------------------- what may be asked

ALTER TABLE identity.request DROP CONSTRAINT request_kind_check;
ALTER TABLE identity.request ADD CONSTRAINT request_kind_check
  CHECK (kind IN ('recovery', 'emergency', 'administrator', 'reform', 'post-end', 'deactivation'));

DROP POLICY asked ON identity.request;
CREATE POLICY asked ON identity.request FOR INSERT TO fengsui_staff, fengsui_system, fengsui_security
  WITH CHECK (division_path ^@ ANY ((SELECT platform.areas())::text[]) AND
    CASE kind WHEN 'emergency' THEN current_setting('role') = 'fengsui_staff'
              WHEN 'recovery' THEN current_setting('role') IN ('fengsui_system', 'fengsui_security')
              WHEN 'deactivation' THEN current_setting('role') = 'fengsui_system'
              ELSE current_setting('role') = 'fengsui_security' END);

-- An administrator's posts that are not over; those to come are among them.
CREATE FUNCTION identity.administrator_posts(whose text) RETURNS SETOF identity.post
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o FROM identity.post o WHERE o.person_id = whose AND o.class <> 'business' AND o.ended_at IS NULL
     AND (o.valid_to IS NULL OR o.valid_to > platform.now())
$$;

-- Where a request reaches to: whoever asks and whoever decides has to be over all of it.
CREATE FUNCTION identity.request_concerns(asked identity.request) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY[asked.division_path] || CASE asked.kind
    WHEN 'administrator' THEN ARRAY(SELECT jsonb_array_elements_text(asked.content->'areas'))
    WHEN 'reform' THEN ARRAY(SELECT m->>side FROM jsonb_array_elements(asked.content->'moves') AS m, unnest('{from,to}'::text[]) AS side)
    WHEN 'post-end' THEN ARRAY(SELECT unnest(o.areas) FROM identity.administrator_posts(asked.about) AS o WHERE o.id = asked.content->>'post')
    WHEN 'deactivation' THEN ARRAY(SELECT unnest(o.areas) FROM identity.administrator_posts(asked.about) AS o)
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
       WHERE p.id = NEW.about AND p.division_path = NEW.division_path AND p.deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'There is no such account' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' AND (
       NEW.kind = 'deactivation' AND NOT EXISTS (SELECT FROM identity.administrator_posts(NEW.about))
       OR NEW.kind = 'post-end' AND NOT EXISTS (SELECT FROM identity.administrator_posts(NEW.about) AS o WHERE o.id = NEW.content->>'post')) THEN
    RAISE EXCEPTION 'This is no administrator' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

-- Whether there is anybody who may decide it: neither who asked nor whom it is about.
CREATE FUNCTION identity.has_decider(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM identity.request r JOIN identity.post o ON o.role IN ('system-admin', 'security-admin')
      JOIN identity.person p ON p.id = o.person_id AND p.deactivated_at IS NULL
     WHERE r.id = request AND o.person_id <> r.asked_by AND o.person_id IS DISTINCT FROM r.about AND o.ended_at IS NULL
       AND o.valid_from <= platform.now() AND (o.valid_to IS NULL OR o.valid_to > platform.now())
       AND identity.lies_within(identity.request_concerns(r), o.areas))
$$;

-- ---------------------------------------------------------------- what is done

-- Whether somebody could still grant posts without this post, or without this person.
CREATE FUNCTION identity.keeps_security_admin(without_person text, without_post text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM identity.post o JOIN identity.person p ON p.id = o.person_id AND p.deactivated_at IS NULL
     WHERE o.role = 'security-admin' AND o.ended_at IS NULL AND o.valid_from <= platform.now()
       AND (o.valid_to IS NULL OR o.valid_to > platform.now())
       AND o.person_id IS DISTINCT FROM without_person AND o.id IS DISTINCT FROM without_post)
$$;

CREATE FUNCTION identity.end_administrator(whose text, which text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- One after the other: two of the last two at a time would leave nobody.
  PERFORM pg_advisory_xact_lock(hashtextextended('identity.end_administrator', 0));
  IF which IS NULL THEN
    UPDATE identity.person SET deactivated_at = platform.now() WHERE id = whose AND deactivated_at IS NULL;
  ELSE
    UPDATE identity.post SET ended_at = platform.now()
     WHERE id = (SELECT o.id FROM identity.administrator_posts(whose) AS o WHERE o.id = which);
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'This is over already' USING ERRCODE = 'check_violation'; END IF;
  IF NOT identity.keeps_security_admin(NULL, NULL) THEN
    RAISE EXCEPTION 'No security administrator would be left' USING ERRCODE = 'check_violation';
  END IF;
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
  END CASE;
  NEW.carried_out_at := platform.now();
  RETURN NEW;
END
$$;

-- ---------------------------------------------------------------- what one person alone does not do

CREATE FUNCTION identity.ends_by_two() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Within a decision of two persons it is that decision which allows.
  IF current_setting('role') IN ('fengsui_system', 'fengsui_security') AND pg_trigger_depth() = 1
     AND (TG_TABLE_NAME = 'post' OR EXISTS (SELECT FROM identity.administrator_posts(OLD.id))) THEN
    RAISE EXCEPTION 'The end of an administrator is decided by two persons' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ends_by_two BEFORE UPDATE ON identity.post FOR EACH ROW
  WHEN (OLD.class <> 'business' AND (NEW.ended_at, NEW.valid_to) IS DISTINCT FROM (OLD.ended_at, OLD.valid_to)) EXECUTE FUNCTION identity.ends_by_two();
CREATE TRIGGER ends_by_two BEFORE UPDATE ON identity.person FOR EACH ROW
  WHEN (NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL) EXECUTE FUNCTION identity.ends_by_two();

REVOKE ALL ON FUNCTION identity.administrator_posts(text), identity.request_concerns(identity.request), identity.has_decider(uuid),
  identity.keeps_security_admin(text, text), identity.end_administrator(text, text), identity.ends_by_two() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.has_decider(uuid) TO fengsui_staff, fengsui_system, fengsui_security, fengsui_audit;
GRANT EXECUTE ON FUNCTION identity.keeps_security_admin(text, text) TO fengsui_system, fengsui_security;
