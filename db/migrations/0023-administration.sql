-- Administration: what an administrator's post allows is checked where it is written; substitutes, hand-overs, two persons' decisions, reform.

ALTER TABLE identity.person ADD COLUMN name_initials text NOT NULL DEFAULT '' CHECK (length(name_initials) <= 80);
GRANT SELECT (name_initials), INSERT (name_initials), UPDATE (name_initials) ON identity.person TO fengsui_system;
GRANT SELECT (name_initials) ON identity.person TO fengsui_security, fengsui_audit;
-- The hash of 256 random bits tells nothing; a change of keys moves it aside.
GRANT SELECT (key_hash) ON identity.feed TO fengsui_system;

-- ---------------------------------------------------------------- whose post

-- The post in which the session of the transaction acts, while it is in force.
CREATE FUNCTION identity.my_post() RETURNS identity.post LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o FROM identity.session s JOIN identity.post o ON o.id = s.post_id AND o.person_id = s.person_id
   WHERE s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex') AND s.person_id = identity.me()
     AND s.seen_at + make_interval(secs => s.idle_s) > platform.now()
     AND o.ended_at IS NULL AND o.valid_from <= platform.now() AND (o.valid_to IS NULL OR o.valid_to > platform.now())
$$;

CREATE FUNCTION identity.lies_within(given text[], areas text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(given <> '{}' AND NOT EXISTS (SELECT FROM unnest(given) AS one (path) WHERE path ^@ ANY (areas) IS NOT TRUE), false)
$$;

-- A role that was borrowed by SQL, with areas that were typed, is nobody's post: only what the session's own post allows is written.
CREATE FUNCTION identity.by_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  as_role CONSTANT text := current_setting('role');
  mine identity.post;
  given text[];
BEGIN
  -- Within a decision of two persons it is that decision which allows.
  IF as_role NOT IN ('fengsui_system', 'fengsui_security') OR pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  mine := identity.my_post();
  given := CASE TG_TABLE_NAME WHEN 'person' THEN ARRAY[to_jsonb(NEW)->>'division_path']
                              ELSE ARRAY(SELECT jsonb_array_elements_text(to_jsonb(NEW)->'areas')) END;
  IF mine.id IS NULL OR as_role <> 'fengsui_' || replace(mine.role, '-admin', '') OR NOT identity.lies_within(given, mine.areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER by_administrator BEFORE INSERT OR UPDATE ON identity.person FOR EACH ROW EXECUTE FUNCTION identity.by_administrator();
CREATE TRIGGER by_administrator BEFORE INSERT OR UPDATE ON identity.post FOR EACH ROW EXECUTE FUNCTION identity.by_administrator();
CREATE TRIGGER by_administrator BEFORE INSERT OR UPDATE ON identity.device FOR EACH ROW EXECUTE FUNCTION identity.by_administrator();
CREATE TRIGGER by_administrator BEFORE INSERT OR UPDATE ON identity.feed FOR EACH ROW EXECUTE FUNCTION identity.by_administrator();

CREATE OR REPLACE FUNCTION identity.keep_administrators_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('role') = 'fengsui_system' AND pg_trigger_depth() = 1 AND NEW.password_hash IS DISTINCT FROM OLD.password_hash
     AND NEW.id IS DISTINCT FROM identity.me()
     AND EXISTS (SELECT FROM identity.post p WHERE p.person_id = NEW.id AND p.class <> 'business' AND p.ended_at IS NULL
                  AND (p.valid_to IS NULL OR p.valid_to > platform.now())) THEN
    RAISE EXCEPTION 'The password of an administrator is reset by two persons' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- ---------------------------------------------------------------- what changes with a post or an account

CREATE FUNCTION identity.raise_epoch(changed text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO identity.scope_epoch (subject, epoch) VALUES (changed, 1)
  ON CONFLICT (subject) DO UPDATE SET epoch = scope_epoch.epoch + 1
$$;

CREATE FUNCTION identity.post_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM identity.raise_epoch(NEW.person_id);
  -- Whoever stands in for it does so no longer than it lasts.
  IF NEW.ended_at IS NOT NULL THEN
    UPDATE identity.post SET ended_at = NEW.ended_at WHERE substitute_of = NEW.id AND ended_at IS NULL;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER post_changed AFTER INSERT OR UPDATE ON identity.post FOR EACH ROW EXECUTE FUNCTION identity.post_changed();

-- What was granted once ends and stays ended; whom it was granted to never changes.
CREATE FUNCTION identity.post_stays_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.valid_to) IS DISTINCT FROM (OLD.ended_at, OLD.valid_to) THEN
    RAISE EXCEPTION 'This post has ended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER post_stays_ended BEFORE UPDATE ON identity.post FOR EACH ROW EXECUTE FUNCTION identity.post_stays_ended();

CREATE FUNCTION identity.account_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL THEN
    UPDATE identity.session SET ended_at = platform.now(), ended_why = 'deactivated' WHERE person_id = NEW.id AND ended_at IS NULL;
    UPDATE identity.application_password SET revoked_at = platform.now() WHERE person_id = NEW.id AND revoked_at IS NULL;
    PERFORM identity.raise_epoch(NEW.id);
  ELSIF NEW.must_change AND NEW.password_hash IS DISTINCT FROM OLD.password_hash THEN  -- somebody else set it
    UPDATE identity.session SET ended_at = platform.now(), ended_why = 'password-changed' WHERE person_id = NEW.id AND ended_at IS NULL;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER account_changed AFTER UPDATE OF deactivated_at, password_hash ON identity.person FOR EACH ROW EXECUTE FUNCTION identity.account_changed();

-- A substitute never has more than whom they stand in for: the role, areas, departments and acts of that post, while that lasts.
CREATE FUNCTION identity.substitute_within() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  absent identity.post;
BEGIN
  IF NEW.substitute_of IS NULL THEN RETURN NEW; END IF;
  SELECT o.id, o.person_id, o.role, o.areas, o.departments, o.unit, o.acts, o.substitute_of, o.incident_id, o.valid_to, o.ended_at
    INTO absent.id, absent.person_id, absent.role, absent.areas, absent.departments, absent.unit, absent.acts, absent.substitute_of, absent.incident_id,
         absent.valid_to, absent.ended_at
    FROM identity.post o WHERE o.id = NEW.substitute_of;
  IF absent.id IS NULL OR absent.ended_at IS NOT NULL AND NEW.ended_at IS NULL OR absent.substitute_of IS NOT NULL OR absent.incident_id IS NOT NULL
     OR absent.person_id = NEW.person_id OR absent.role <> NEW.role OR absent.unit IS DISTINCT FROM NEW.unit
     OR NOT identity.lies_within(NEW.areas, absent.areas)
     OR absent.departments <> '{*}' AND NOT (NEW.departments <@ absent.departments AND NEW.departments <> '{}' )
     OR absent.acts IS NOT NULL AND (NEW.acts <@ absent.acts) IS NOT TRUE
     OR absent.valid_to IS NOT NULL AND (NEW.valid_to <= absent.valid_to) IS NOT TRUE THEN
    RAISE EXCEPTION 'A substitute has no more than the post stood in for' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER substitute_within BEFORE INSERT OR UPDATE ON identity.post FOR EACH ROW EXECUTE FUNCTION identity.substitute_within();

-- ---------------------------------------------------------------- shift change

-- What one who goes leaves to the next: a note and the open incidents as they were. Taken once.
CREATE TABLE identity.hand_over (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  areas          text[] NOT NULL CHECK (areas <> '{}' AND platform.are_paths(areas)),
  departments    text[] NOT NULL DEFAULT '{*}' CHECK (departments = '{*}' OR platform.are_departments(departments)),
  given_by       text NOT NULL REFERENCES identity.person,
  given_to       text REFERENCES identity.person CHECK (given_to <> given_by),  -- NULL: whoever comes next
  given_at       timestamptz NOT NULL DEFAULT platform.now(),
  note           text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  incidents      jsonb NOT NULL CHECK (jsonb_typeof(incidents) = 'array'),
  taken_by       text REFERENCES identity.person CHECK (taken_by <> given_by),
  taken_at       timestamptz,
  CHECK ((taken_by IS NULL) = (taken_at IS NULL))
);
CREATE INDEX hand_over_waiting ON identity.hand_over (given_at) WHERE taken_at IS NULL;
SELECT platform.internal('identity.hand_over');
ALTER TABLE identity.hand_over ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.hand_over TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY staff_read ON identity.hand_over FOR SELECT TO fengsui_staff
  USING (identity.lies_within(areas, (SELECT platform.areas())) AND (SELECT '{*}' = platform.departments() OR hand_over.departments <@ platform.departments()));
CREATE POLICY staff_give ON identity.hand_over FOR INSERT TO fengsui_staff WITH CHECK (identity.lies_within(areas, (SELECT platform.areas())));
CREATE POLICY staff_take ON identity.hand_over FOR UPDATE TO fengsui_staff
  USING (taken_at IS NULL AND identity.lies_within(areas, (SELECT platform.areas()))) WITH CHECK (true);
GRANT SELECT, INSERT (areas, departments, given_to, note, incidents), UPDATE (taken_at) ON identity.hand_over TO fengsui_staff;

CREATE FUNCTION identity.hand_over_by_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine identity.post := identity.my_post();
BEGIN
  IF mine.id IS NULL OR NOT identity.lies_within(NEW.areas, mine.areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.given_by := mine.person_id; NEW.given_at := platform.now(); NEW.taken_by := NULL; NEW.taken_at := NULL;
  ELSE
    IF OLD.given_to IS NOT NULL AND OLD.given_to <> mine.person_id OR OLD.taken_at IS NOT NULL THEN
      RAISE EXCEPTION 'This is for somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.taken_by := mine.person_id; NEW.taken_at := platform.now();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER by_session BEFORE INSERT OR UPDATE ON identity.hand_over FOR EACH ROW EXECUTE FUNCTION identity.hand_over_by_session();

-- Open work of one account becomes another's: files that wait, views that were kept. What was done stays whose it was.
CREATE FUNCTION identity.transfer_work(from_person text, to_person text, OUT imports integer, OUT views integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine identity.post := identity.my_post();
  heir text := (SELECT p.name FROM identity.person p WHERE p.id = to_person AND p.deactivated_at IS NULL);
BEGIN
  IF mine.role IS DISTINCT FROM 'system-admin' OR heir IS NULL OR from_person = to_person
     OR NOT identity.lies_within(ARRAY(SELECT p.division_path FROM identity.person p WHERE p.id IN (from_person, to_person)), mine.areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE imports.import i SET actor = to_person, done_by = heir WHERE i.actor = from_person AND i.state IN ('inspected', 'checked') AND i.claimed_by IS NULL;
  GET DIAGNOSTICS imports = ROW_COUNT;
  UPDATE views.saved_view v SET owner = to_person, owner_name = heir WHERE v.owner = from_person;
  GET DIAGNOSTICS views = ROW_COUNT;
END
$$;

-- ---------------------------------------------------------------- two persons

-- Emergency access has rules of its own (sealed).
DROP POLICY asked ON identity.request;
CREATE POLICY asked ON identity.request FOR INSERT TO fengsui_staff, fengsui_system, fengsui_security
  WITH CHECK (division_path ^@ ANY ((SELECT platform.areas())::text[]) AND
    CASE kind WHEN 'emergency' THEN current_setting('role') = 'fengsui_staff'
              WHEN 'recovery' THEN current_setting('role') IN ('fengsui_system', 'fengsui_security')
              ELSE current_setting('role') = 'fengsui_security' END);

-- The session's post has to be an administrator's over the place, whatever the role and the areas of the transaction say.
CREATE FUNCTION identity.request_by_post() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine identity.post;
  concerned text[] := ARRAY[NEW.division_path];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.decided_at IS NOT NULL THEN RETURN NEW; END IF;
  mine := identity.my_post();
  IF NEW.kind = 'administrator' THEN concerned := concerned || ARRAY(SELECT jsonb_array_elements_text(NEW.content->'areas')); END IF;
  IF NEW.kind = 'reform' THEN
    concerned := concerned || ARRAY(SELECT m->>side FROM jsonb_array_elements(NEW.content->'moves') AS m, unnest('{from,to}'::text[]) AS side);
  END IF;
  IF mine.id IS NULL OR mine.role NOT IN ('system-admin', 'security-admin') OR current_setting('role') <> 'fengsui_' || replace(mine.role, '-admin', '')
     OR NOT identity.lies_within(concerned, mine.areas) OR NEW.kind <> 'reform' AND NEW.about IS NOT DISTINCT FROM mine.person_id THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.kind <> 'reform' AND NOT EXISTS (SELECT FROM identity.person p
       WHERE p.id = NEW.about AND p.division_path = NEW.division_path AND p.deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'There is no such account' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
-- In the order of their names: before by_session, which finds who it is, and carry_out, which does what was approved.
CREATE TRIGGER a_by_post BEFORE INSERT OR UPDATE ON identity.request FOR EACH ROW WHEN (NEW.kind <> 'emergency') EXECUTE FUNCTION identity.request_by_post();

CREATE FUNCTION identity.carry_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE NEW.kind
    WHEN 'recovery' THEN PERFORM identity.recover(NEW.about, NEW.content->>'what' = 'second-factor', current_setting('app.password_hash', true));
    WHEN 'administrator' THEN
      INSERT INTO identity.post (person_id, role, title, areas, valid_from, valid_to, granted_by)
      VALUES (NEW.about, NEW.content->>'role', coalesce(NEW.content->>'title', ''), ARRAY(SELECT jsonb_array_elements_text(NEW.content->'areas')),
              greatest(platform.now(), (NEW.content->>'from')::timestamptz), (NEW.content->>'to')::timestamptz, NEW.decided_by);
    WHEN 'reform' THEN PERFORM identity.reform(NEW.content->'moves', string_to_array(nullif(current_setting('app.layers', true), ''), ','));
  END CASE;
  NEW.carried_out_at := platform.now();
  RETURN NEW;
END
$$;
CREATE TRIGGER carry_out BEFORE UPDATE ON identity.request FOR EACH ROW
  WHEN (NEW.kind <> 'emergency' AND NEW.approved AND OLD.decided_at IS NULL) EXECUTE FUNCTION identity.carry_out();

-- One password that whoever decided hands over, of use once; a lost second factor is taken away with everything that could stand for it.
CREATE FUNCTION identity.recover(whose text, factor_lost boolean, hash text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF coalesce(hash, '') = '' THEN RAISE EXCEPTION 'A recovery needs a new password' USING ERRCODE = 'check_violation'; END IF;
  UPDATE identity.person SET password_hash = hash, password_changed_at = platform.now(), must_change = true WHERE id = whose;
  IF factor_lost THEN
    UPDATE identity.person SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = whose;
    DELETE FROM identity.passkey WHERE person_id = whose;
    DELETE FROM identity.recovery_code WHERE person_id = whose;
  END IF;
END
$$;

REVOKE ALL ON FUNCTION identity.my_post(), identity.by_administrator(), identity.raise_epoch(text), identity.post_changed(), identity.account_changed(),
  identity.substitute_within(), identity.hand_over_by_session(), identity.transfer_work(text, text), identity.request_by_post(), identity.carry_out(),
  identity.recover(text, boolean, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.transfer_work(text, text) TO fengsui_system;
