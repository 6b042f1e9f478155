-- Walls: the screens that hang in command centres, what each shows, and the one phone that may steer it.
CREATE SCHEMA walls;

-- A phone at a wall is a role of its own: it may do what the public may, and reach the wall that it is paired with. Roles belong to the cluster.
DO $$
DECLARE
  member text;
BEGIN
  BEGIN
    CREATE ROLE fengsui_remote NOLOGIN INHERIT;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- it is there, which is what was wanted
  END;
  BEGIN
    GRANT fengsui_public TO fengsui_remote;
  EXCEPTION WHEN unique_violation OR internal_error THEN
    NULL;  -- another database of the cluster granted it in the same moment
  END;
  FOREACH member IN ARRAY ARRAY['fengsui_server', current_user::text] LOOP
    IF NOT pg_has_role(member, 'fengsui_remote', 'MEMBER') THEN
      BEGIN
        EXECUTE format('GRANT fengsui_remote TO %I', member);
      EXCEPTION WHEN unique_violation OR internal_error THEN
        NULL;
      END;
    END IF;
  END LOOP;
END
$$;

CREATE TABLE walls.wall (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  division_path  text NOT NULL,
  shared_with    text[] NOT NULL DEFAULT '{}',
  scenes         jsonb NOT NULL CHECK (jsonb_typeof(scenes) = 'array'),
  scene          text NOT NULL CHECK (length(scene) BETWEEN 1 AND 40),
  held           boolean NOT NULL DEFAULT false,
  yesterday      boolean NOT NULL DEFAULT false,
  focus          uuid,
  feed           jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(feed) = 'array'),  -- the incidents on the screen: id, number, level
  since          timestamptz NOT NULL CHECK (isfinite(since)),
  reported_at    timestamptz NOT NULL CHECK (isfinite(reported_at)),
  revision       integer NOT NULL DEFAULT 0 CHECK (revision >= 0)
);
CREATE INDEX wall_division ON walls.wall (division_path);

-- At most one phone a wall: a new one takes the place of the old one.
CREATE TABLE walls.pairing (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  wall_id     uuid NOT NULL UNIQUE REFERENCES walls.wall ON DELETE CASCADE,
  token_hash  bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256 of 256 random bits: the token itself is on the phone alone
  paired_at   timestamptz NOT NULL CHECK (isfinite(paired_at)),
  expires_at  timestamptz NOT NULL CHECK (isfinite(expires_at) AND expires_at > paired_at)
);

-- What the QR code of a wall holds, until it is used or too old.
CREATE TABLE walls.pairing_code (
  code_hash   bytea PRIMARY KEY CHECK (length(code_hash) = 32),
  wall_id     uuid NOT NULL REFERENCES walls.wall ON DELETE CASCADE,
  expires_at  timestamptz NOT NULL CHECK (isfinite(expires_at))
);
CREATE INDEX pairing_code_wall ON walls.pairing_code (wall_id);

SELECT platform.protect('walls.wall');
SELECT platform.protect_child('walls.pairing', 'wall_id', 'walls.wall');
SELECT platform.protect_child('walls.pairing_code', 'wall_id', 'walls.wall');

-- Nobody but the house itself reads a hash; staff see that a phone is paired and may end it, and ask for a new code.
REVOKE ALL ON walls.pairing, walls.pairing_code FROM fengsui_staff, fengsui_tile;
GRANT SELECT (id, wall_id, paired_at, expires_at), DELETE ON walls.pairing TO fengsui_staff;
GRANT SELECT (wall_id, expires_at), INSERT, DELETE ON walls.pairing_code TO fengsui_staff;

-- A phone: its own pairing while that lasts, and the wall of it.
GRANT USAGE ON SCHEMA walls, platform, audit TO fengsui_remote;
GRANT SELECT (id, wall_id, paired_at, expires_at), DELETE ON walls.pairing TO fengsui_remote;
GRANT SELECT, UPDATE (scene, held, yesterday, focus, since, revision) ON walls.wall TO fengsui_remote;
CREATE POLICY remote_own ON walls.pairing TO fengsui_remote
  USING (id::text = current_setting('app.actor') AND expires_at > platform.now());
CREATE POLICY remote_read ON walls.wall FOR SELECT TO fengsui_remote
  USING (EXISTS (SELECT FROM walls.pairing AS own WHERE own.wall_id = wall.id));
CREATE POLICY remote_steer ON walls.wall FOR UPDATE TO fengsui_remote
  USING (EXISTS (SELECT FROM walls.pairing AS own WHERE own.wall_id = wall.id));

-- What it does is told and recorded like everybody's.
GRANT SELECT (name, seq), UPDATE (seq) ON platform.topic TO fengsui_remote;
GRANT INSERT ON platform.event TO fengsui_remote;
GRANT INSERT (act, object, before, after) ON audit.entry TO fengsui_remote;
