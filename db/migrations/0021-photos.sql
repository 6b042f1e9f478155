-- Photos: brought by staff, made anew from their pixels, shown in the story of an incident. A photo lies where its incident lies.
CREATE SCHEMA files;

CREATE TABLE files.photo (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  division_path  text NOT NULL,
  shared_with    text[] NOT NULL DEFAULT '{}',
  brought_by     text NOT NULL DEFAULT current_setting('app.actor'),
  brought_at     timestamptz NOT NULL DEFAULT platform.now(),
  shown          boolean NOT NULL DEFAULT false,  -- in a story; what is in none for a day is removed
  width_px       integer NOT NULL CHECK (width_px BETWEEN 1 AND 2048),
  height_px      integer NOT NULL CHECK (height_px BETWEEN 1 AND 2048),
  picture        bytea NOT NULL CHECK (length(picture) <= 10485760),
  thumbnail      bytea NOT NULL CHECK (length(thumbnail) <= 1048576)
);

CREATE INDEX photo_loose ON files.photo (brought_at) WHERE NOT shown;

SELECT platform.protect('files.photo');

-- A picture is never changed; where it lies and whether it is shown follows from its incident alone.
REVOKE INSERT, UPDATE, DELETE ON files.photo FROM fengsui_staff;
GRANT INSERT (division_path, width_px, height_px, picture, thumbnail) ON files.photo TO fengsui_staff;
REVOKE SELECT ON files.photo FROM fengsui_tile;

CREATE TABLE incidents.entry_photo (
  entry_id  uuid NOT NULL REFERENCES incidents.entry ON DELETE CASCADE,
  photo_id  uuid NOT NULL UNIQUE REFERENCES files.photo,  -- in one story only
  place     smallint NOT NULL CHECK (place BETWEEN 1 AND 6),
  PRIMARY KEY (entry_id, place)
);

SELECT platform.protect_child('incidents.entry_photo', 'entry_id', 'incidents.entry');
REVOKE UPDATE, DELETE ON incidents.entry_photo FROM fengsui_staff;
REVOKE SELECT ON incidents.entry_photo FROM fengsui_tile;

-- Until it is shown, a photo is for who brought it alone; then for whoever sees the story that shows it.
CREATE POLICY of_story ON files.photo AS RESTRICTIVE FOR SELECT TO fengsui_staff
  USING (CASE WHEN shown THEN EXISTS (SELECT FROM incidents.entry_photo AS s WHERE s.photo_id = photo.id)
              ELSE brought_by = current_setting('app.actor') END);

-- Puts a photo where the incident lies that shows it. Only who brought it may show it: an id that was guessed or seen opens nothing.
CREATE FUNCTION incidents.show_photo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE files.photo AS p
     SET shown = true, division_path = i.division_path, shared_with = i.shared_with
    FROM incidents.entry AS e JOIN incidents.incident AS i ON i.id = e.incident_id
   WHERE e.id = new.entry_id AND p.id = new.photo_id AND NOT p.shown AND p.brought_by = current_setting('app.actor')
     AND i.division_path ^@ ANY (platform.areas());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no such photo to be shown' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN new;
END
$$;
CREATE TRIGGER show_photo BEFORE INSERT ON incidents.entry_photo FOR EACH ROW EXECUTE FUNCTION incidents.show_photo();

CREATE FUNCTION incidents.move_photos() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE files.photo AS p SET division_path = new.division_path, shared_with = new.shared_with
    FROM incidents.entry_photo AS s JOIN incidents.entry AS e ON e.id = s.entry_id
   WHERE e.incident_id = new.id AND p.id = s.photo_id;
  RETURN new;
END
$$;
CREATE TRIGGER move_photos AFTER UPDATE ON incidents.incident FOR EACH ROW
  WHEN (old.division_path <> new.division_path OR old.shared_with <> new.shared_with) EXECUTE FUNCTION incidents.move_photos();

-- With its story a photo is gone too.
CREATE FUNCTION incidents.drop_photo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM files.photo WHERE id = old.photo_id;
  RETURN old;
END
$$;
CREATE TRIGGER drop_photo AFTER DELETE ON incidents.entry_photo FOR EACH ROW EXECUTE FUNCTION incidents.drop_photo();
REVOKE ALL ON FUNCTION incidents.show_photo, incidents.move_photos, incidents.drop_photo FROM PUBLIC;
