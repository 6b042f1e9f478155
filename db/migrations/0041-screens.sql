-- A screen is let in by itself, by who has read the code on it: with the key alone another screen could be opened later.

ALTER TABLE identity.device_session
  ADD COLUMN code        text NOT NULL GENERATED ALWAYS AS (upper(left(encode(token_hash, 'hex'), 6))) STORED,  -- shown on the screen while it waits
  ADD COLUMN admitted_at timestamptz CHECK (isfinite(admitted_at)),
  ADD COLUMN admitted_by text;
UPDATE identity.device_session SET admitted_at = opened_at;

CREATE FUNCTION identity.keep_screen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  key_by CONSTANT text := (SELECT d.key_by FROM identity.device d WHERE d.id = NEW.device_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- The operator of the server has the database in his hands: what he made needs nobody else.
    NEW.admitted_at := CASE WHEN key_by IS NULL THEN platform.now() END;
    NEW.admitted_by := NULL;
  ELSIF NEW.admitted_at IS DISTINCT FROM OLD.admitted_at THEN
    IF current_setting('role') <> 'fengsui_security' OR key_by IS NOT DISTINCT FROM identity.me() THEN
      RAISE EXCEPTION 'A screen is let in by the security administrator, and by nobody who knows its key' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.admitted_at := platform.now();
    NEW.admitted_by := identity.me();
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION identity.keep_screen() FROM PUBLIC;
CREATE TRIGGER keep_screen BEFORE INSERT OR UPDATE ON identity.device_session FOR EACH ROW EXECUTE FUNCTION identity.keep_screen();

-- Administrators see which screens wait, those of the devices that they see.
ALTER TABLE identity.device_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_all ON identity.device_session TO fengsui_job USING (true) WITH CHECK (true);
CREATE POLICY system_read ON identity.device_session FOR SELECT TO fengsui_system USING (device_id IN (SELECT d.id FROM identity.device d));
CREATE POLICY security_admit ON identity.device_session TO fengsui_security
  USING (device_id IN (SELECT d.id FROM identity.device d)) WITH CHECK (device_id IN (SELECT d.id FROM identity.device d));
GRANT SELECT (device_id, opened_at, admitted_at) ON identity.device_session TO fengsui_system;
GRANT SELECT (device_id, opened_at, admitted_at, code, from_address), UPDATE (admitted_at) ON identity.device_session TO fengsui_security;
