-- Imports: files brought along, the rows made of them, what they wrote and what was there before, so that all of it can be taken back.
CREATE SCHEMA imports;

CREATE TABLE imports.import (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  layer          text NOT NULL CHECK (layer ~ '^[a-z-]{1,40}$'),
  file_name      text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  bytes          bigint NOT NULL CHECK (bytes > 0),
  sha256         text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  host           text NOT NULL,  -- the data directory in which the file is: who has it can read it
  file_kept      boolean NOT NULL DEFAULT true,
  state          text NOT NULL CHECK (state IN ('inspected', 'checking', 'checked', 'writing', 'done', 'undoing', 'undone', 'failed', 'cancelled')),
  inspection     jsonb NOT NULL,
  headings       text NOT NULL,  -- a hash of the headings: files that look alike are mapped alike
  mapping        jsonb,
  crs            text,
  approximate    boolean NOT NULL DEFAULT false,
  partial        boolean NOT NULL DEFAULT false,
  rows_done      integer NOT NULL DEFAULT 0,
  share_done     double precision CHECK (share_done BETWEEN 0 AND 1),
  counts         jsonb,
  failure        jsonb,
  cancel_wanted  boolean NOT NULL DEFAULT false,
  claimed_by     text,  -- the process that works on it
  claimed_until  timestamptz CHECK (isfinite(claimed_until)),
  undoable       boolean NOT NULL DEFAULT false,
  actor          text NOT NULL,  -- whoever brought it, then whoever ordered the step: the work is done in their name
  done_by        text NOT NULL CHECK (length(done_by) BETWEEN 1 AND 200),
  division_path  text NOT NULL,
  shared_with    text[] NOT NULL CHECK (shared_with <> '{}'),  -- all areas of whoever imports: what may be written
  created_at     timestamptz NOT NULL CHECK (isfinite(created_at)),
  touched_at     timestamptz NOT NULL CHECK (isfinite(touched_at)),
  checked_at     timestamptz CHECK (isfinite(checked_at)),
  finished_at    timestamptz CHECK (isfinite(finished_at)),
  undone_at      timestamptz CHECK (isfinite(undone_at)),
  CHECK (state NOT IN ('checking', 'checked', 'writing', 'done', 'undoing', 'undone') OR (mapping IS NOT NULL AND crs IS NOT NULL))
);
CREATE INDEX import_newest ON imports.import (created_at DESC, id);
CREATE INDEX import_same ON imports.import (sha256, layer) WHERE state = 'done';
CREATE INDEX import_work ON imports.import (touched_at) WHERE state IN ('checking', 'writing', 'undoing');
SELECT platform.protect('imports.import');

-- An import may reach into each of its areas: only who has all of them does something with it and reads its rows.
CREATE FUNCTION imports.is_whole(areas text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT NOT EXISTS (SELECT FROM unnest(areas) AS its (path) WHERE NOT coalesce(its.path ^@ ANY (platform.areas()), false)) $$;
COMMENT ON FUNCTION imports.is_whole(text[]) IS 'Whether all of these division paths lie in the areas of the caller.';
CREATE POLICY whole_change ON imports.import AS RESTRICTIVE FOR UPDATE TO fengsui_staff
  USING (imports.is_whole(shared_with)) WITH CHECK (imports.is_whole(shared_with));
CREATE POLICY whole_remove ON imports.import AS RESTRICTIVE FOR DELETE TO fengsui_staff USING (imports.is_whole(shared_with));

-- One row of the file. Until it is written it says what would be done, then what was done and what was there before.
CREATE TABLE imports.staged_row (
  import_id      uuid NOT NULL REFERENCES imports.import ON DELETE CASCADE,
  row            integer NOT NULL CHECK (row > 0),
  verdict        text NOT NULL CHECK (verdict IN ('added', 'changed', 'unchanged', 'refused')),
  reason         jsonb CHECK ((verdict = 'refused') = (reason IS NOT NULL)),
  code           text,
  name           text,
  fields         jsonb,  -- by column of the layer's table
  geom           geometry(Geometry, 4326) CHECK (city.is_sound(geom)),
  lies_in        text,
  differs        text[] NOT NULL DEFAULT '{}',
  original       jsonb,  -- of a refused row: what stood in the file, to be corrected
  before         jsonb,  -- of a changed row: every column as it was, as text
  after_hash     text,  -- of a written row: what it was then, to know whether it is still so
  kept           text CHECK (kept IN ('changed-since', 'gone-since', 'in-use')),  -- the undo left it as it is
  PRIMARY KEY (import_id, row)
);
CREATE INDEX staged_row_code ON imports.staged_row (import_id, code) WHERE verdict <> 'refused';
CREATE INDEX staged_row_verdict ON imports.staged_row (import_id, verdict, row);
SELECT platform.protect_child('imports.staged_row', 'import_id', 'imports.import');
CREATE POLICY whole ON imports.staged_row AS RESTRICTIVE TO fengsui_staff
  USING (import_id IN (SELECT i.id FROM imports.import i WHERE imports.is_whole(i.shared_with)));

-- Which column was which field, by layer and headings, the last time that it was accepted.
CREATE TABLE imports.known_mapping (
  layer     text NOT NULL,
  headings  text NOT NULL,
  mapping   jsonb NOT NULL,
  crs       text NOT NULL,
  used_at   timestamptz NOT NULL CHECK (isfinite(used_at)),
  PRIMARY KEY (layer, headings)
);
SELECT platform.internal('imports.known_mapping');
GRANT SELECT, INSERT, UPDATE ON imports.known_mapping TO fengsui_staff;

-- A place may be registered here as anything else may: then it is of no pack.
ALTER TABLE city.place ALTER COLUMN pack DROP NOT NULL;
