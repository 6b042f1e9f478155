-- Who may do what with accounts, posts, keys and requests: each administrator his own part, within his areas; everybody what is their own.

-- Every signed-in person reads and ends what is their own; secrets are in no grant.
DO $$
DECLARE
  owned text;
  people CONSTANT text := 'fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit';
BEGIN
  FOREACH owned IN ARRAY '{identity.passkey,identity.session,identity.application_password}'::text[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('CREATE POLICY job_all ON %s TO fengsui_job USING (true) WITH CHECK (true)', owned);
    EXECUTE format('CREATE POLICY own ON %s TO %s USING (person_id = (SELECT identity.me())) WITH CHECK (person_id = (SELECT identity.me()))', owned, people);
  END LOOP;
  EXECUTE format('GRANT SELECT (id, person_id, name, created_at, used_at), UPDATE (name), DELETE ON identity.passkey TO %s', people);
  EXECUTE format('GRANT SELECT (id, person_id, post_id, opened_at, seen_at, idle_s, expires_at, second_factor_at, opened_by, from_address, agent, ended_at, ended_why), UPDATE (ended_at, ended_why) ON identity.session TO %s', people);
  EXECUTE format('GRANT SELECT (id, person_id, post_id, name, prefix, created_at, expires_at, revoked_at, used_at), INSERT (person_id, post_id, name, prefix, key_hash, expires_at), UPDATE (revoked_at) ON identity.application_password TO %s', people);
END
$$;

-- Accounts are the system administrator's, within the administrator's areas; nobody but the house reads a secret of them.
ALTER TABLE identity.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.person TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY system_all ON identity.person TO fengsui_system
  USING (division_path ^@ ANY ((SELECT platform.areas())::text[])) WITH CHECK (division_path ^@ ANY ((SELECT platform.areas())::text[]));
CREATE POLICY security_read ON identity.person FOR SELECT TO fengsui_security USING (division_path ^@ ANY ((SELECT platform.areas())::text[]));
CREATE POLICY audit_read ON identity.person FOR SELECT TO fengsui_audit USING (division_path ^@ ANY ((SELECT platform.areas())::text[]));
-- Staff know their colleagues' names: of their areas, and of those above and below them.
CREATE POLICY staff_read ON identity.person FOR SELECT TO fengsui_staff
  USING (division_path ^@ ANY ((SELECT platform.areas())::text[]) OR EXISTS (SELECT FROM unnest((SELECT platform.areas())) AS mine (path) WHERE mine.path ^@ division_path)
         OR id = (SELECT identity.me()));
CREATE POLICY unit_read ON identity.person FOR SELECT TO fengsui_unit USING (id = (SELECT identity.me()));
GRANT SELECT (id, login, name, division_path, created_at, deactivated_at, password_changed_at, must_change, totp_confirmed_at, oidc_issuer)
   ON identity.person TO fengsui_system, fengsui_security;
GRANT SELECT (id, login, name, division_path, deactivated_at) ON identity.person TO fengsui_audit;
GRANT SELECT (id, name, division_path, deactivated_at) ON identity.person TO fengsui_staff, fengsui_unit;
GRANT INSERT (login, name, division_path, password_hash, password_changed_at, must_change),
      UPDATE (name, division_path, deactivated_at, password_hash, password_changed_at, must_change) ON identity.person TO fengsui_system;

-- A system administrator who could set the password of another administrator could be that administrator.
CREATE FUNCTION identity.keep_administrators_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('role') = 'fengsui_system' AND NEW.password_hash IS DISTINCT FROM OLD.password_hash
     AND NEW.id IS DISTINCT FROM identity.me()
     AND EXISTS (SELECT FROM identity.post p WHERE p.person_id = NEW.id AND p.class <> 'business' AND p.ended_at IS NULL
                  AND (p.valid_to IS NULL OR p.valid_to > platform.now())) THEN
    RAISE EXCEPTION 'The password of an administrator is reset by two persons' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_administrators_apart BEFORE UPDATE ON identity.person FOR EACH ROW EXECUTE FUNCTION identity.keep_administrators_apart();

-- Posts are the security administrator's: within the administrator's own areas, to nobody who is himself, and no administrator's alone.
ALTER TABLE identity.post ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.post TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY security_read ON identity.post FOR SELECT TO fengsui_security USING (platform.covers((SELECT platform.areas()), areas));
CREATE POLICY security_grant ON identity.post FOR INSERT TO fengsui_security
  WITH CHECK (class = 'business' AND incident_id IS NULL AND person_id <> (SELECT identity.me())
              AND NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)));
CREATE POLICY security_end ON identity.post FOR UPDATE TO fengsui_security
  USING (person_id <> (SELECT identity.me())
         AND NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)));
CREATE POLICY system_read ON identity.post FOR SELECT TO fengsui_system USING (platform.covers((SELECT platform.areas()), areas));
CREATE POLICY audit_read ON identity.post FOR SELECT TO fengsui_audit USING (platform.covers((SELECT platform.areas()), areas));
CREATE POLICY own_read ON identity.post FOR SELECT TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit
  USING (person_id = (SELECT identity.me()));
GRANT SELECT ON identity.post TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit;
GRANT INSERT (person_id, role, title, areas, departments, unit, acts, substitute_of, valid_from, valid_to), UPDATE (title, valid_to, ended_at)
   ON identity.post TO fengsui_security;

-- Keys of feeds and devices are the system administrator's, within his areas.
ALTER TABLE identity.device ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.device TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY system_all ON identity.device TO fengsui_system
  USING (NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)))
  WITH CHECK (NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)));
GRANT SELECT (id, name, kind, areas, departments, prefix, created_at, created_by, expires_at, revoked_at, used_at),
      INSERT (name, kind, areas, departments, prefix, key_hash, expires_at), UPDATE (name, expires_at, revoked_at, prefix, key_hash) ON identity.device TO fengsui_system;
ALTER TABLE identity.feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.feed TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY system_all ON identity.feed TO fengsui_system
  USING (NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)))
  WITH CHECK (NOT EXISTS (SELECT FROM unnest(areas) AS given (path) WHERE NOT coalesce(path ^@ ANY ((SELECT platform.areas())::text[]), false)));
GRANT SELECT (id, name, areas, departments, interval_s, prefix, created_at, expires_at, revoked_at, used_at),
      INSERT (name, areas, departments, interval_s, prefix, key_hash, created_at, expires_at), UPDATE (name, interval_s, expires_at, revoked_at, prefix, key_hash) ON identity.feed TO fengsui_system;

-- Requests: seen by who asks and by those who may decide within their areas; written through the trigger above alone.
ALTER TABLE identity.request ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.request TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY seen ON identity.request FOR SELECT TO fengsui_staff, fengsui_system, fengsui_security, fengsui_audit
  USING (asked_by = (SELECT identity.me()) OR division_path ^@ ANY ((SELECT platform.areas())::text[]));
CREATE POLICY asked ON identity.request FOR INSERT TO fengsui_staff, fengsui_system, fengsui_security
  WITH CHECK (division_path ^@ ANY ((SELECT platform.areas())::text[]));
CREATE POLICY decided ON identity.request FOR UPDATE TO fengsui_staff, fengsui_system, fengsui_security
  USING (division_path ^@ ANY ((SELECT platform.areas())::text[]) AND
         CASE kind WHEN 'emergency' THEN current_setting('role') = 'fengsui_staff'
                   WHEN 'recovery' THEN current_setting('role') IN ('fengsui_system', 'fengsui_security')
                   ELSE current_setting('role') IN ('fengsui_system', 'fengsui_security') END);
GRANT SELECT ON identity.request TO fengsui_staff, fengsui_system, fengsui_security, fengsui_audit;
GRANT INSERT (kind, about, content, reason, division_path, expires_at) ON identity.request TO fengsui_staff, fengsui_system, fengsui_security;
GRANT UPDATE (approved, answer) ON identity.request TO fengsui_staff, fengsui_system, fengsui_security;
