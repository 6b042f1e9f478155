-- Machines: screens keep a session of their own, feeds change keys with an overlap, a provider's sign-in is on its way for some minutes.

-- ---------------------------------------------------------------- feeds

-- The key before the present one goes on working until the machine at the other end has been changed over.
ALTER TABLE identity.feed
  ADD COLUMN previous_prefix text UNIQUE CHECK (length(previous_prefix) = 12),
  ADD COLUMN previous_key_hash bytea UNIQUE CHECK (length(previous_key_hash) = 32),
  ADD COLUMN previous_expires_at timestamptz CHECK (isfinite(previous_expires_at)),
  ADD CHECK ((previous_key_hash IS NULL) = (previous_expires_at IS NULL));
GRANT SELECT (previous_prefix, previous_expires_at), UPDATE (previous_prefix, previous_key_hash, previous_expires_at) ON identity.feed TO fengsui_system;

-- What was revoked stays so, and a key goes with the row that it was made in: a role that may write rows cannot bring it back.
CREATE FUNCTION identity.stay_revoked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'A revoked key stays revoked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stay_revoked BEFORE UPDATE ON identity.feed FOR EACH ROW EXECUTE FUNCTION identity.stay_revoked();
CREATE TRIGGER stay_revoked BEFORE UPDATE ON identity.device FOR EACH ROW EXECUTE FUNCTION identity.stay_revoked();
CREATE TRIGGER stay_revoked BEFORE UPDATE ON identity.application_password FOR EACH ROW EXECUTE FUNCTION identity.stay_revoked();

-- ---------------------------------------------------------------- application passwords

ALTER TABLE identity.application_password ADD CHECK (expires_at <= created_at + interval '8784 hours');  -- a year, and its 29th of February

-- ---------------------------------------------------------------- screens

-- What a screen holds after its key was shown once: a token of its own, so that the key is nowhere in a browser. It ends with the device.
CREATE TABLE identity.device_session (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash    bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256 of 256 random bits
  device_id     text NOT NULL REFERENCES identity.device ON DELETE CASCADE,
  key_hash      bytea NOT NULL CHECK (length(key_hash) = 32),  -- of the key that was shown: another key of the device ends this
  opened_at     timestamptz NOT NULL CHECK (isfinite(opened_at)),
  seen_at       timestamptz NOT NULL CHECK (isfinite(seen_at)),
  from_address  text,
  agent         text NOT NULL DEFAULT '' CHECK (length(agent) <= 200)
);
CREATE INDEX device_session_device ON identity.device_session (device_id, seen_at);
SELECT platform.internal('identity.device_session');

-- ---------------------------------------------------------------- single sign-on

-- Somebody was sent to the provider and has not come back yet. Taken out by the one who does: a second answer finds nothing.
CREATE TABLE identity.oidc_attempt (
  token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),  -- of the cookie that binds the answer to the browser that asked
  state         text NOT NULL CHECK (length(state) BETWEEN 32 AND 200),
  nonce         text NOT NULL CHECK (length(nonce) BETWEEN 32 AND 200),
  verifier      text NOT NULL CHECK (length(verifier) BETWEEN 43 AND 128),
  back          text NOT NULL CHECK (back LIKE '/%' AND length(back) <= 2000),
  expires_at    timestamptz NOT NULL CHECK (isfinite(expires_at))
);
CREATE INDEX oidc_attempt_over ON identity.oidc_attempt (expires_at);
SELECT platform.internal('identity.oidc_attempt');
