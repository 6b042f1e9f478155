-- Views of the console kept by name: what an address says, to be opened again and shared with an area.
CREATE SCHEMA views;

CREATE TABLE views.saved_view (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name           text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 80),
  address        text NOT NULL CHECK (length(address) <= 1000 AND address ~ '^\?'),  -- search text of the console
  shared         boolean NOT NULL,
  owner          text NOT NULL,
  owner_name     text NOT NULL,
  revision       integer NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL DEFAULT platform.now(),
  changed_at     timestamptz NOT NULL DEFAULT platform.now(),
  division_path  text NOT NULL,  -- the area that a shared one is shared with
  shared_with    text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX saved_view_name ON views.saved_view (name, id);
CREATE INDEX saved_view_owner ON views.saved_view (owner);
SELECT platform.protect('views.saved_view');

-- A view is its owner's, wherever the scope is narrowed to; others read it where it is shared with an area that theirs lies in or holds.
CREATE POLICY only_own_or_shared ON views.saved_view AS RESTRICTIVE FOR SELECT TO fengsui_staff
  USING (shared OR owner = current_setting('app.actor', true));
CREATE POLICY only_own_add ON views.saved_view AS RESTRICTIVE FOR INSERT TO fengsui_staff
  WITH CHECK (owner = current_setting('app.actor', true));
CREATE POLICY only_own_change ON views.saved_view AS RESTRICTIVE FOR UPDATE TO fengsui_staff
  USING (owner = current_setting('app.actor', true)) WITH CHECK (owner = current_setting('app.actor', true));
CREATE POLICY only_own_remove ON views.saved_view AS RESTRICTIVE FOR DELETE TO fengsui_staff
  USING (owner = current_setting('app.actor', true));
CREATE POLICY own_read ON views.saved_view FOR SELECT TO fengsui_staff USING (owner = current_setting('app.actor', true));
CREATE POLICY own_change ON views.saved_view FOR UPDATE TO fengsui_staff
  USING (owner = current_setting('app.actor', true)) WITH CHECK (owner = current_setting('app.actor', true));
CREATE POLICY own_remove ON views.saved_view FOR DELETE TO fengsui_staff USING (owner = current_setting('app.actor', true));
CREATE POLICY shared_from_above ON views.saved_view FOR SELECT TO fengsui_staff
  USING (shared AND EXISTS (SELECT FROM unnest((SELECT platform.areas())) AS mine (path) WHERE mine.path ^@ division_path));
-- No tile is made of views.
REVOKE SELECT ON views.saved_view FROM fengsui_tile;
