-- Who may come in with a key, whose grants have changed, and the record of who did what. Sign-in adds to it later.
CREATE SCHEMA identity;

CREATE TABLE identity.feed (
  id          text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  key_hash    bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),  -- SHA-256 of 256 random bits: the key itself is nowhere
  areas       text[] NOT NULL CHECK (areas <> '{}' AND platform.are_paths(areas)),
  interval_s  integer CHECK (interval_s BETWEEN 1 AND 86400),  -- how often it means to be heard; NULL is not known
  created_at  timestamptz NOT NULL CHECK (isfinite(created_at)),
  revoked_at  timestamptz CHECK (isfinite(revoked_at))
);

-- Raised by every grant and revocation: live cursors of the subject then take a new start. Subjects that never changed are not listed.
CREATE TABLE identity.scope_epoch (
  subject  text PRIMARY KEY,
  epoch    integer NOT NULL CHECK (epoch > 0)
);

SELECT platform.internal('identity.feed'), platform.internal('identity.scope_epoch');

CREATE SCHEMA audit;

-- Added to, never changed: nobody but the owner holds a right to. Who, when and from where are the transaction's own.
CREATE TABLE audit.entry (
  no            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(at)),
  actor         text NOT NULL DEFAULT coalesce(nullif(current_setting('app.actor', true), ''), session_user),
  role          text NOT NULL DEFAULT current_user,
  areas         text[] NOT NULL DEFAULT coalesce(platform.areas(), '{}'),
  from_address  text DEFAULT nullif(current_setting('app.from', true), ''),
  act           text NOT NULL CHECK (act ~ '^[a-z-]+:[a-z-]+$'),
  object        text NOT NULL CHECK (length(object) BETWEEN 1 AND 200),
  before        jsonb,
  after         jsonb
);

CREATE INDEX entry_object ON audit.entry (object, no);

GRANT USAGE ON SCHEMA audit TO fengsui_staff, fengsui_feed, fengsui_job, fengsui_audit;
GRANT INSERT (act, object, before, after) ON audit.entry TO fengsui_staff, fengsui_feed, fengsui_job;
GRANT SELECT ON audit.entry TO fengsui_audit;
SELECT platform.enlist('audit.entry', 'internal');
