-- Emergency access: for one incident, asked by one person and opened by another, over by itself. Who borrows a role by SQL can neither open nor prolong it.

CREATE TABLE sealed.emergency (
  request_id     uuid PRIMARY KEY REFERENCES identity.request,
  incident_id    uuid NOT NULL,
  post_id        text NOT NULL UNIQUE REFERENCES identity.post,
  person_id      text NOT NULL REFERENCES identity.person,
  decided_by     text NOT NULL REFERENCES identity.person,
  division_path  text NOT NULL CHECK (platform.is_path(division_path)),
  areas          text[] NOT NULL CHECK (areas <> '{}' AND platform.are_paths(areas)),
  began_at       timestamptz NOT NULL,
  until          timestamptz NOT NULL,
  ended_at       timestamptz,
  ended_why      text CHECK (ended_why IN ('incident-over', 'ended-early')),
  CHECK (until > began_at AND until <= began_at + interval '8 hours'),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX emergency_incident ON sealed.emergency (incident_id);
SELECT platform.internal('sealed.emergency');

ALTER TABLE identity.post ADD CONSTRAINT emergency_hours CHECK (incident_id IS NULL OR valid_to <= valid_from + interval '8 hours');
CREATE INDEX post_incident ON identity.post (incident_id) WHERE incident_id IS NOT NULL;

-- ---------------------------------------------------------------- asked

CREATE FUNCTION sealed.emergency_asked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  post identity.post := sealed.my_post();
  incident record;
  areas text[] := ARRAY(SELECT jsonb_array_elements_text(NEW.content->'areas'));
BEGIN
  SELECT i.number, i.state, i.division_path INTO incident FROM incidents.incident i WHERE i.id = NEW.about::uuid;
  IF post.id IS NULL OR post.class <> 'business' OR post.role = 'unit' OR post.incident_id IS NOT NULL OR incident.state IS NULL THEN
    RAISE EXCEPTION 'This is not asked for from here' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF incident.state NOT IN ('reported', 'acknowledged') OR areas = '{}' OR NOT platform.are_paths(areas)
     OR (NEW.content->>'hours')::numeric NOT BETWEEN 0.25 AND 8 OR NEW.expires_at > platform.now() + interval '1 hour' THEN
    RAISE EXCEPTION 'An emergency access is for an open incident, named areas and at most eight hours' USING ERRCODE = 'check_violation';
  END IF;
  NEW.division_path := incident.division_path;
  NEW.content := jsonb_build_object('areas', areas, 'hours', (NEW.content->>'hours')::numeric, 'number', incident.number);
  RETURN NEW;
END
$$;
CREATE TRIGGER emergency_asked BEFORE INSERT ON identity.request FOR EACH ROW WHEN (NEW.kind = 'emergency')
  EXECUTE FUNCTION sealed.emergency_asked();

-- ---------------------------------------------------------------- decided

-- Runs after by_session (in the order of their names), which has found who decides and refused who asked.
CREATE FUNCTION sealed.emergency_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  decider identity.post := sealed.my_post();
  incident record;
  areas CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(OLD.content->'areas'));
  until CONSTANT timestamptz := platform.now() + (OLD.content->>'hours')::numeric * interval '1 hour';
  opened text;
BEGIN
  IF decider.id IS NULL OR decider.role NOT IN ('duty-officer', 'manager') OR decider.incident_id IS NOT NULL
     OR OLD.division_path ^@ ANY (decider.areas) IS NOT TRUE THEN
    RAISE EXCEPTION 'This is decided by a duty officer or manager of the area' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT NEW.approved THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM unnest(areas) AS asked (path) WHERE path ^@ ANY (decider.areas) IS NOT TRUE) THEN
    RAISE EXCEPTION 'Nobody opens what is not theirs' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT i.number, i.state INTO incident FROM incidents.incident i WHERE i.id = OLD.about::uuid FOR SHARE;
  IF incident.state IS NULL OR incident.state NOT IN ('reported', 'acknowledged')
     OR EXISTS (SELECT FROM identity.person p WHERE p.id = OLD.asked_by AND p.deactivated_at IS NOT NULL)
     OR NOT EXISTS (SELECT FROM identity.post o WHERE o.person_id = OLD.asked_by AND o.class = 'business' AND o.incident_id IS NULL
                       AND o.ended_at IS NULL AND (o.valid_to IS NULL OR o.valid_to > platform.now())) THEN
    RAISE EXCEPTION 'There is nothing left to open' USING ERRCODE = 'check_violation';
  END IF;
  -- One at a time, so that what was done belongs to one of them. The person's row is what two decisions at once meet on.
  PERFORM FROM identity.person p WHERE p.id = OLD.asked_by FOR UPDATE;
  IF EXISTS (SELECT FROM identity.post o WHERE o.person_id = OLD.asked_by AND o.incident_id IS NOT NULL AND o.ended_at IS NULL AND o.valid_to > platform.now()) THEN
    RAISE EXCEPTION 'There is an emergency access of this person' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO identity.post (person_id, role, title, areas, departments, incident_id, valid_from, valid_to)
  VALUES (OLD.asked_by, 'clerk', '应急 ' || incident.number, areas, decider.departments, OLD.about::uuid, platform.now(), until)
  RETURNING id INTO opened;
  INSERT INTO sealed.emergency (request_id, incident_id, post_id, person_id, decided_by, division_path, areas, began_at, until)
  VALUES (OLD.id, OLD.about::uuid, opened, OLD.asked_by, decider.person_id, OLD.division_path, areas, platform.now(), until);
  NEW.carried_out_at := platform.now();
  RETURN NEW;
END
$$;
CREATE TRIGGER emergency_decided BEFORE UPDATE ON identity.request FOR EACH ROW
  WHEN (OLD.kind = 'emergency' AND OLD.decided_at IS NULL) EXECUTE FUNCTION sealed.emergency_decided();

-- ---------------------------------------------------------------- over

CREATE FUNCTION sealed.end_emergencies(requests uuid[], why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE sealed.emergency SET ended_at = platform.now(), ended_why = why
   WHERE request_id = ANY (requests) AND ended_at IS NULL AND until > platform.now();
  UPDATE identity.post o SET ended_at = platform.now()
    FROM sealed.emergency e WHERE e.request_id = ANY (requests) AND o.id = e.post_id AND o.ended_at IS NULL AND o.valid_to > platform.now()
$$;

CREATE FUNCTION sealed.incident_is_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM sealed.end_emergencies(ARRAY(SELECT e.request_id FROM sealed.emergency e WHERE e.incident_id = OLD.id), 'incident-over');
  RETURN NULL;
END
$$;
CREATE TRIGGER end_emergencies AFTER UPDATE OF state ON incidents.incident FOR EACH ROW
  WHEN (NEW.state IN ('closed', 'duplicate') AND OLD.state NOT IN ('closed', 'duplicate')) EXECUTE FUNCTION sealed.incident_is_over();
CREATE TRIGGER end_emergencies_of_removed AFTER DELETE ON incidents.incident FOR EACH ROW EXECUTE FUNCTION sealed.incident_is_over();

-- Whoever has it may end it, and whoever could have opened it. Answers whether there was one to end.
CREATE FUNCTION sealed.end_emergency(request uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  post identity.post := sealed.my_post();
BEGIN
  IF NOT EXISTS (SELECT FROM sealed.emergency e WHERE e.request_id = request AND e.ended_at IS NULL AND e.until > platform.now()
                    AND (e.person_id = identity.me() OR post.role IN ('duty-officer', 'manager') AND e.division_path ^@ ANY (post.areas))) THEN
    RETURN false;
  END IF;
  PERFORM sealed.end_emergencies(ARRAY[request], 'ended-early');
  RETURN true;
END
$$;

-- A post for an incident is never prolonged, and one that has ended stays so; where it is ended otherwise, that is told here too.
CREATE FUNCTION sealed.emergency_stays_short() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
    RAISE EXCEPTION 'An emergency access is not prolonged' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE sealed.emergency SET ended_at = least(NEW.ended_at, NEW.valid_to), ended_why = 'ended-early'
   WHERE post_id = NEW.id AND ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR NEW.valid_to < OLD.valid_to);
  RETURN NEW;
END
$$;
CREATE TRIGGER emergency_stays_short BEFORE UPDATE ON identity.post FOR EACH ROW WHEN (OLD.incident_id IS NOT NULL)
  EXECUTE FUNCTION sealed.emergency_stays_short();

-- ---------------------------------------------------------------- who sees it, and what was done under it

ALTER TABLE sealed.emergency ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON sealed.emergency TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY concerned ON sealed.emergency FOR SELECT TO fengsui_staff, fengsui_audit
  USING (person_id = (SELECT identity.me()) OR division_path ^@ ANY ((SELECT platform.areas())::text[]));
GRANT SELECT ON sealed.emergency TO fengsui_staff, fengsui_audit;

CREATE FUNCTION sealed.oversees(path text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE current_setting('role')
    WHEN 'fengsui_audit' THEN path ^@ ANY (platform.areas())
    WHEN 'fengsui_staff' THEN (SELECT post.role IN ('duty-officer', 'manager') AND post.incident_id IS NULL AND path ^@ ANY (post.areas)
                                 FROM sealed.my_post() AS post)
    ELSE false END
$$;

-- Everything that the audit holds of it, for those who answer for it.
CREATE FUNCTION sealed.deeds_under(request uuid) RETURNS TABLE (no bigint, at timestamptz, act text, object text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.no, a.at, a.act, a.object
    FROM sealed.emergency e JOIN audit.entry a ON a.actor = e.person_id AND a.purpose = 'emergency'
         AND a.at >= e.began_at AND a.at <= coalesce(e.ended_at, e.until)
   WHERE e.request_id = request AND sealed.oversees(e.division_path)
   ORDER BY a.no
$$;

CREATE FUNCTION sealed.openings_under(request uuid) RETURNS TABLE (id uuid, at timestamptz, kind text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.id, o.at, o.kind, o.reason FROM sealed.emergency e JOIN sealed.opening o ON o.post_id = e.post_id
   WHERE e.request_id = request AND sealed.oversees(e.division_path)
   ORDER BY o.at, o.id
$$;

REVOKE ALL ON FUNCTION sealed.end_emergencies(uuid[], text), sealed.end_emergency(uuid), sealed.oversees(text),
  sealed.deeds_under(uuid), sealed.openings_under(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sealed.end_emergency(uuid) TO fengsui_staff;
GRANT EXECUTE ON FUNCTION sealed.deeds_under(uuid), sealed.openings_under(uuid) TO fengsui_staff, fengsui_audit;
