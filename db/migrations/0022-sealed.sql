-- Sealed: how to reach those who report and those on duty. The database holds it encrypted and gives it out for an opening alone, which is a row.
CREATE SCHEMA sealed;

CREATE TABLE sealed.contact (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind         text NOT NULL GENERATED ALWAYS AS (CASE WHEN person_id IS NULL THEN 'reporter' ELSE 'staff' END) STORED,
  incident_id  uuid UNIQUE REFERENCES incidents.incident ON DELETE CASCADE,
  person_id    text UNIQUE REFERENCES identity.person,
  holds        text[] NOT NULL CHECK (holds <> '{}' AND holds <@ '{name,phone,email}'),  -- what is in it, not what it is
  sealed       bytea NOT NULL CHECK (length(sealed) > 32),                               -- AES-256-GCM, bound to this row
  key_id       text NOT NULL GENERATED ALWAYS AS (encode(substring(sealed FROM 1 FOR 4), 'hex')) STORED,
  sealed_at    timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(sealed_at)),
  CHECK (num_nonnulls(incident_id, person_id) = 1)
);
CREATE INDEX contact_key ON sealed.contact (key_id, id);

-- Who opened which contact, when, for what. Added, never changed; it outlives the contact.
CREATE TABLE sealed.opening (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  at             timestamptz NOT NULL,
  contact_id     uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('reporter', 'staff')),
  incident_id    uuid,
  person_id      text,
  division_path  text NOT NULL CHECK (platform.is_path(division_path)),
  opened_by      text NOT NULL REFERENCES identity.person,
  post_id        text NOT NULL REFERENCES identity.post,
  purpose        text NOT NULL CHECK (purpose IN ('incident-callback', 'duty-contact', 'emergency')),
  reason         text NOT NULL CHECK (length(btrim(reason)) BETWEEN 4 AND 300)
);
CREATE INDEX opening_at ON sealed.opening (at);
CREATE INDEX opening_post ON sealed.opening (post_id);

SELECT platform.internal('sealed.contact'), platform.internal('sealed.opening');
REVOKE UPDATE, DELETE, INSERT ON sealed.opening FROM fengsui_job;
GRANT USAGE ON SCHEMA sealed TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit, fengsui_feed;

-- The post in which the person of the transaction acts, proven by the session's token; all NULL without a living session or post.
CREATE FUNCTION sealed.my_post() RETURNS identity.post LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o FROM identity.session s JOIN identity.post o ON o.id = s.post_id AND o.person_id = s.person_id
   WHERE s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex') AND s.person_id = identity.me()
     AND s.seen_at + make_interval(secs => s.idle_s) > platform.now()
     AND o.ended_at IS NULL AND o.valid_from <= platform.now() AND (o.valid_to IS NULL OR o.valid_to > platform.now())
$$;
REVOKE ALL ON FUNCTION sealed.my_post() FROM PUBLIC;

-- ---------------------------------------------------------------- who may know that there is a contact, and who writes it

ALTER TABLE sealed.contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON sealed.contact TO fengsui_job USING (true) WITH CHECK (true);
-- The incident's own policies decide, and the person's; the columns that are granted tell of kinds alone.
CREATE POLICY staff_read ON sealed.contact FOR SELECT TO fengsui_staff
  USING (EXISTS (SELECT FROM incidents.incident i WHERE i.id = incident_id) OR EXISTS (SELECT FROM identity.person p WHERE p.id = person_id));
CREATE POLICY feed_own ON sealed.contact TO fengsui_feed
  USING (EXISTS (SELECT FROM incidents.incident i WHERE i.id = incident_id))
  WITH CHECK (EXISTS (SELECT FROM incidents.incident i WHERE i.id = incident_id));
CREATE POLICY system_staff ON sealed.contact TO fengsui_system
  USING (EXISTS (SELECT FROM identity.person p WHERE p.id = person_id))
  WITH CHECK (EXISTS (SELECT FROM identity.person p WHERE p.id = person_id));
CREATE POLICY own ON sealed.contact TO fengsui_staff, fengsui_unit, fengsui_security, fengsui_audit
  USING (person_id = (SELECT identity.me())) WITH CHECK (person_id = (SELECT identity.me()));
GRANT SELECT (id, kind, incident_id, person_id, holds, sealed_at)
   ON sealed.contact TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit, fengsui_feed;
GRANT INSERT (person_id, holds, sealed), UPDATE (holds, sealed, sealed_at), DELETE
   ON sealed.contact TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit;
GRANT INSERT (incident_id, holds, sealed), UPDATE (holds, sealed, sealed_at) ON sealed.contact TO fengsui_feed;

-- The contact of another is changed by himself or by who looks after accounts; that of a reporter by the feed that brought it.
CREATE FUNCTION sealed.keep_owners() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('role') IN ('fengsui_staff', 'fengsui_unit', 'fengsui_security', 'fengsui_audit')
     AND coalesce(NEW.person_id, OLD.person_id) IS DISTINCT FROM identity.me() THEN
    RAISE EXCEPTION 'This contact is another''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN coalesce(NEW, OLD);
END
$$;
CREATE TRIGGER keep_owners BEFORE INSERT OR UPDATE OR DELETE ON sealed.contact FOR EACH ROW EXECUTE FUNCTION sealed.keep_owners();

-- ---------------------------------------------------------------- opening

-- Who opens is found by the session, what for by the transaction's purpose; the policy below then asks whether the thing is the caller's.
CREATE FUNCTION sealed.note_opening() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  post identity.post := sealed.my_post();
  purpose CONSTANT text := nullif(current_setting('app.purpose', true), '');
  about sealed.contact;
BEGIN
  about := (SELECT c FROM sealed.contact c WHERE c.id = NEW.contact_id);
  NEW.at := platform.now();
  NEW.kind := about.kind; NEW.incident_id := about.incident_id; NEW.person_id := about.person_id;
  NEW.division_path := coalesce((SELECT i.division_path FROM incidents.incident i WHERE i.id = about.incident_id),
                                (SELECT p.division_path FROM identity.person p WHERE p.id = about.person_id));
  NEW.opened_by := post.person_id; NEW.post_id := post.id; NEW.purpose := purpose;
  IF post.id IS NULL OR about.id IS NULL OR NEW.division_path ^@ ANY (post.areas) IS NOT TRUE
     OR (CASE WHEN post.incident_id IS NOT NULL THEN purpose = 'emergency' AND about.incident_id = post.incident_id
              WHEN post.role NOT IN ('duty-officer', 'manager') THEN false
              WHEN about.kind = 'reporter' THEN purpose = 'incident-callback'
              ELSE purpose = 'duty-contact' END) IS NOT TRUE THEN
    RAISE EXCEPTION 'This contact is not opened for this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER note_opening BEFORE INSERT ON sealed.opening FOR EACH ROW EXECUTE FUNCTION sealed.note_opening();

ALTER TABLE sealed.opening ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_read ON sealed.opening FOR SELECT TO fengsui_job USING (true);
CREATE POLICY handling_unit ON sealed.opening FOR INSERT TO fengsui_staff
  WITH CHECK (EXISTS (SELECT FROM incidents.incident i WHERE i.id = incident_id AND i.division_path ^@ ANY ((SELECT platform.areas())::text[]))
           OR EXISTS (SELECT FROM identity.person p WHERE p.id = person_id AND p.division_path ^@ ANY ((SELECT platform.areas())::text[])));
CREATE POLICY own_read ON sealed.opening FOR SELECT TO fengsui_staff USING (opened_by = (SELECT identity.me()));
CREATE POLICY overseen ON sealed.opening FOR SELECT TO fengsui_security, fengsui_audit
  USING (division_path ^@ ANY ((SELECT platform.areas())::text[]));
GRANT INSERT (contact_id, reason), SELECT ON sealed.opening TO fengsui_staff;
GRANT SELECT ON sealed.opening TO fengsui_security, fengsui_audit;

-- What an opening of this very transaction has opened, still encrypted; nothing for any other.
CREATE FUNCTION sealed.content_of(opening uuid) RETURNS bytea LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.sealed FROM sealed.opening o JOIN sealed.contact c ON c.id = o.contact_id
   WHERE o.id = opening AND o.opened_by = identity.me() AND o.xmin = pg_current_xact_id()::xid
$$;
REVOKE ALL ON FUNCTION sealed.content_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sealed.content_of(uuid) TO fengsui_staff;
