-- Accounts: who signs in, by what, in which posts; sessions; keys of devices and programs; what two persons decide together.
GRANT USAGE ON SCHEMA identity TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit;

CREATE TABLE identity.department (
  code           text PRIMARY KEY CHECK (platform.are_departments(ARRAY[code])),
  name           text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 60),
  name_en        text NOT NULL DEFAULT '' CHECK (length(name_en) <= 80),
  closed_at      timestamptz CHECK (isfinite(closed_at))
);
SELECT platform.reference('identity.department');
GRANT INSERT, UPDATE (name, name_en, closed_at) ON identity.department TO fengsui_security;

-- The ten agencies of Wuxi article 9(2); a city changes the list on screen.
INSERT INTO identity.department (code, name, name_en) VALUES
  ('public-security', '公安', 'Public security'), ('housing', '住房和城乡建设', 'Housing and construction'),
  ('municipal', '市政和园林', 'Municipal works and parks'), ('transport', '交通运输', 'Transport'), ('health', '卫生健康', 'Health'),
  ('emergency', '应急管理', 'Emergency management'), ('market', '市场监督管理', 'Market regulation'),
  ('big-data', '大数据管理', 'Big data'), ('fire-rescue', '消防救援', 'Fire and rescue'),
  ('governance', '社会治理现代化指挥机构', 'Social governance command');

-- A person who may sign in. Nothing of the person is kept but a name to sign in by and a name to be addressed by; contacts are sealed elsewhere.
CREATE TABLE identity.person (
  id                   text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  login                text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name                 text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 40),
  division_path        text NOT NULL CHECK (platform.is_path(division_path)),  -- whose administrators look after the account
  created_at           timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(created_at)),
  deactivated_at       timestamptz CHECK (isfinite(deactivated_at)),
  password_hash        text CHECK (password_hash LIKE '$argon2id$%'),          -- NULL: signs in otherwise, or not yet
  password_changed_at  timestamptz CHECK (isfinite(password_changed_at)),
  must_change          boolean NOT NULL DEFAULT false,                           -- somebody else knows this password
  totp_secret          bytea,                                                    -- sealed, see identity/second-factor
  totp_confirmed_at    timestamptz CHECK (isfinite(totp_confirmed_at)),
  totp_last_step       bigint,                                                   -- a code opens once
  oidc_issuer          text CHECK (length(oidc_issuer) <= 300),
  oidc_subject         text CHECK (length(oidc_subject) <= 300),
  UNIQUE (oidc_issuer, oidc_subject),
  CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL))
);
CREATE INDEX person_division ON identity.person (division_path);

-- What a person is for: a role in areas, for departments or a unit, from a day to a day. Ended, never deleted.
CREATE TABLE identity.post (
  id             text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  person_id      text NOT NULL REFERENCES identity.person,
  role           text NOT NULL CHECK (role IN ('duty-officer', 'manager', 'clerk', 'analyst', 'grid-worker', 'unit',
                                               'system-admin', 'security-admin', 'audit-admin')),
  title          text NOT NULL DEFAULT '' CHECK (length(title) <= 60),
  areas          text[] NOT NULL CHECK (areas <> '{}' AND platform.are_paths(areas)),
  departments    text[] NOT NULL DEFAULT '{*}' CHECK (departments = '{*}' OR platform.are_departments(departments)),
  unit           text CHECK (length(unit) BETWEEN 1 AND 80),
  acts           text[] CHECK (acts <> '{}'),                    -- a substitute's limits: only these acts; NULL all of the role
  substitute_of  text REFERENCES identity.post CHECK (substitute_of <> id),
  incident_id    uuid,                                           -- an emergency access: opened for this incident alone
  valid_from     timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(valid_from)),
  valid_to       timestamptz CHECK (isfinite(valid_to) AND valid_to > valid_from),
  ended_at       timestamptz CHECK (isfinite(ended_at)),
  granted_by     text NOT NULL DEFAULT coalesce(nullif(current_setting('app.actor', true), ''), session_user),
  granted_at     timestamptz NOT NULL DEFAULT platform.now(),
  class          text NOT NULL GENERATED ALWAYS AS (CASE WHEN role IN ('system-admin', 'security-admin', 'audit-admin') THEN role ELSE 'business' END) STORED,
  CHECK ((role = 'unit') = (unit IS NOT NULL)),
  CHECK (substitute_of IS NULL OR valid_to IS NOT NULL),
  CHECK (incident_id IS NULL OR valid_to IS NOT NULL),
  -- The three administrators and the business are separate persons.
  CONSTRAINT separate_duties EXCLUDE USING gist (person_id WITH =, class WITH <>,
    tstzrange(valid_from, CASE WHEN valid_to IS NOT NULL OR ended_at IS NOT NULL THEN greatest(valid_from, least(valid_to, ended_at)) END) WITH &&)
);
CREATE INDEX post_person ON identity.post (person_id);
CREATE INDEX post_substitute ON identity.post (substitute_of) WHERE substitute_of IS NOT NULL;

CREATE TABLE identity.recovery_code (
  person_id  text NOT NULL REFERENCES identity.person,
  code_hash  bytea NOT NULL CHECK (length(code_hash) = 32),  -- 80 random bits each
  used_at    timestamptz CHECK (isfinite(used_at)),
  PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE identity.passkey (
  id             text PRIMARY KEY CHECK (length(id) <= 1400),   -- the credential's id, base64url
  person_id      text NOT NULL REFERENCES identity.person,
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  public_key     bytea NOT NULL,
  counter        bigint NOT NULL DEFAULT 0,
  transports     text[] NOT NULL DEFAULT '{}',
  created_at     timestamptz NOT NULL DEFAULT platform.now(),
  used_at        timestamptz
);
CREATE INDEX passkey_person ON identity.passkey (person_id);

CREATE TABLE identity.session (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash         bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256 of 256 random bits: the token is in the cookie alone
  person_id          text NOT NULL REFERENCES identity.person,
  post_id            text REFERENCES identity.post,              -- NULL until every step of the sign-in is done
  opened_at          timestamptz NOT NULL CHECK (isfinite(opened_at)),
  seen_at            timestamptz NOT NULL CHECK (isfinite(seen_at)),
  idle_s             integer NOT NULL CHECK (idle_s BETWEEN 60 AND 86400),
  expires_at         timestamptz NOT NULL CHECK (isfinite(expires_at)),  -- however busy
  second_factor_at   timestamptz CHECK (isfinite(second_factor_at)),
  challenge          text CHECK (length(challenge) <= 200),      -- of a passkey that is being asked for or made
  opened_by          text NOT NULL CHECK (opened_by IN ('password', 'passkey', 'oidc')),
  from_address       text,
  agent              text NOT NULL DEFAULT '' CHECK (length(agent) <= 200),
  ended_at           timestamptz CHECK (isfinite(ended_at)),
  ended_why          text CHECK (ended_why IN ('signed-out', 'ended-elsewhere', 'rotated', 'idle', 'expired', 'deactivated', 'password-changed'))
);
CREATE INDEX session_person ON identity.session (person_id) WHERE ended_at IS NULL;
CREATE INDEX session_past ON identity.session (expires_at);

-- Passwords of programs that speak for a person in one post (HTTP Basic for OGC clients): 256 random bits, found by their first characters.
CREATE TABLE identity.application_password (
  id          text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  person_id   text NOT NULL REFERENCES identity.person,
  post_id     text NOT NULL REFERENCES identity.post,
  name        text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 60),
  prefix      text NOT NULL UNIQUE CHECK (length(prefix) = 12),
  key_hash    bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT platform.now(),
  expires_at  timestamptz NOT NULL CHECK (isfinite(expires_at) AND expires_at > created_at),
  revoked_at  timestamptz,
  used_at     timestamptz
);
CREATE INDEX application_password_person ON identity.application_password (person_id);

-- Screens that stand by themselves (walls, kiosks) show a key of their own instead of a person's sign-in.
CREATE TABLE identity.device (
  id           text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  name         text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 60),
  kind         text NOT NULL DEFAULT 'wall' CHECK (kind IN ('wall')),
  areas        text[] NOT NULL CHECK (areas <> '{}' AND platform.are_paths(areas)),
  departments  text[] NOT NULL DEFAULT '{*}' CHECK (departments = '{*}' OR platform.are_departments(departments)),
  prefix       text NOT NULL UNIQUE CHECK (length(prefix) = 12),
  key_hash     bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
  created_at   timestamptz NOT NULL DEFAULT platform.now(),
  created_by   text NOT NULL DEFAULT coalesce(nullif(current_setting('app.actor', true), ''), session_user),
  expires_at   timestamptz NOT NULL CHECK (isfinite(expires_at) AND expires_at > created_at),
  revoked_at   timestamptz,
  used_at      timestamptz
);

-- Keys of feeds: found by their first characters, and they end. Those made before this have no prefix and no end until they are changed.
ALTER TABLE identity.feed
  ADD COLUMN prefix text UNIQUE CHECK (length(prefix) = 12),
  ADD COLUMN expires_at timestamptz CHECK (isfinite(expires_at)),
  ADD COLUMN departments text[] NOT NULL DEFAULT '{}' CHECK (platform.are_departments(departments)),
  ADD COLUMN used_at timestamptz;

-- What one person asks for and another decides. Who asks and who decides is found by the session, so that no statement can say otherwise.
CREATE TABLE identity.request (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind          text NOT NULL CHECK (kind IN ('recovery', 'emergency', 'administrator', 'reform')),
  about         text CHECK (length(about) <= 200),       -- a person's id, an incident's id, or nothing
  content       jsonb NOT NULL DEFAULT '{}',
  reason        text NOT NULL CHECK (length(btrim(reason)) BETWEEN 4 AND 500),
  division_path text NOT NULL CHECK (platform.is_path(division_path)),
  asked_by      text NOT NULL REFERENCES identity.person,
  asked_at      timestamptz NOT NULL DEFAULT platform.now(),
  expires_at    timestamptz NOT NULL CHECK (expires_at > asked_at),
  decided_by    text REFERENCES identity.person,
  decided_at    timestamptz,
  approved      boolean,
  answer        text CHECK (length(answer) <= 500),
  carried_out_at timestamptz,
  CONSTRAINT two_persons CHECK (decided_by <> asked_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_at IS NULL) = (approved IS NULL)),
  CHECK (carried_out_at IS NULL OR approved)
);
CREATE INDEX request_open ON identity.request (asked_at) WHERE decided_at IS NULL;

-- ---------------------------------------------------------------- who is asking

-- The person of the transaction, proven by the session's token: NULL without a living session.
CREATE FUNCTION identity.me() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.person_id FROM identity.session s JOIN identity.person p ON p.id = s.person_id
   WHERE s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex')
     AND s.ended_at IS NULL AND s.expires_at > platform.now() AND p.deactivated_at IS NULL
$$;
REVOKE ALL ON FUNCTION identity.me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.me() TO fengsui_staff, fengsui_unit, fengsui_system, fengsui_security, fengsui_audit, fengsui_job;

CREATE FUNCTION identity.by_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me text := identity.me();
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.decided_at IS NOT NULL THEN  -- what was decided stays; that it was carried out is written once
    IF (NEW.decided_by, NEW.decided_at, NEW.approved, NEW.answer) IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.approved, OLD.answer)
       OR OLD.carried_out_at IS NOT NULL THEN
      RAISE EXCEPTION 'This was decided' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF me IS NULL THEN RAISE EXCEPTION 'Nobody is signed in' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.asked_by := me; NEW.asked_at := platform.now();
    NEW.decided_by := NULL; NEW.decided_at := NULL; NEW.approved := NULL; NEW.carried_out_at := NULL;
  ELSE
    IF me = OLD.asked_by THEN RAISE EXCEPTION 'Nobody decides what they asked for themselves' USING ERRCODE = 'insufficient_privilege'; END IF;
    IF OLD.expires_at <= platform.now() THEN RAISE EXCEPTION 'This request is over' USING ERRCODE = 'insufficient_privilege'; END IF;
    NEW.decided_by := me; NEW.decided_at := platform.now();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER by_session BEFORE INSERT OR UPDATE ON identity.request FOR EACH ROW EXECUTE FUNCTION identity.by_session();

SELECT platform.internal('identity.person'), platform.internal('identity.post'), platform.internal('identity.recovery_code'),
       platform.internal('identity.passkey'), platform.internal('identity.session'), platform.internal('identity.application_password'),
       platform.internal('identity.device'), platform.internal('identity.request');
