-- Assessments of hazards: the schemes with their figures, and what came of them.

-- One version of what a standard says; results name it, so that it never changes.
CREATE TABLE hazards.scheme (
  method       text NOT NULL CHECK (method ~ '^[a-z0-9-]{1,40}$'),
  version      text NOT NULL CHECK (version ~ '^[0-9A-Za-z.-]{1,40}$'),
  valid_from   date NOT NULL CHECK (isfinite(valid_from)),
  title        jsonb NOT NULL,  -- {zh, en}
  content      jsonb NOT NULL,
  installed_at timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(installed_at)),
  PRIMARY KEY (method, version)
);
SELECT platform.reference('hazards.scheme');
CREATE FUNCTION hazards.keep_scheme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a scheme never changes: install another version' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_scheme BEFORE UPDATE OR DELETE ON hazards.scheme FOR EACH ROW EXECUTE FUNCTION hazards.keep_scheme();

-- One that was made stays as it was made; the newest is in force.
CREATE TABLE hazards.assessment (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  no        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  hazard_id uuid NOT NULL REFERENCES hazards.hazard ON DELETE CASCADE,
  method    text NOT NULL,
  version   text NOT NULL,
  input     jsonb NOT NULL,
  outcome   jsonb NOT NULL,
  level     smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
  basis     text NOT NULL CHECK (length(btrim(basis)) BETWEEN 1 AND 2000),
  actor     text NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
  at        timestamptz NOT NULL DEFAULT platform.now() CHECK (isfinite(at)),
  due_at    timestamptz NOT NULL CHECK (isfinite(due_at) AND due_at > at),
  FOREIGN KEY (method, version) REFERENCES hazards.scheme
);
CREATE INDEX assessment_newest ON hazards.assessment (hazard_id, no DESC);
SELECT platform.protect_child('hazards.assessment', 'hazard_id', 'hazards.hazard');
REVOKE UPDATE, DELETE ON hazards.assessment FROM fengsui_staff;
REVOKE SELECT ON hazards.assessment FROM fengsui_tile;

-- A register that is brought again says what was thought before: the level of what was assessed is that of its assessment.
CREATE FUNCTION hazards.keep_assessed_level() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.level := coalesce((SELECT a.level FROM hazards.assessment a WHERE a.hazard_id = NEW.id ORDER BY a.no DESC LIMIT 1), NEW.level);
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION hazards.keep_assessed_level() FROM PUBLIC;
CREATE TRIGGER before_level BEFORE UPDATE OF level ON hazards.hazard FOR EACH ROW
  WHEN (OLD.level IS DISTINCT FROM NEW.level) EXECUTE FUNCTION hazards.keep_assessed_level();

-- Residents within so many metres of a hazard that the caller may see, those across a border of the caller's area too: a danger does not end there.
-- A grid counts by the share of it that lies inside, less the hazard's own ground; a number alone leaves the house.
CREATE FUNCTION hazards.residents_around(hazard uuid, radius_m double precision, OUT counted integer, OUT grids_without integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH zone AS (
    SELECT CASE WHEN ST_Dimension(h.geom) = 2 THEN ST_Difference(ST_Buffer(h.geom::geography, radius_m)::geometry, h.geom)
                ELSE ST_Buffer(h.geom::geography, radius_m)::geometry END AS geom
      FROM hazards.hazard h
     WHERE h.id = hazard AND radius_m BETWEEN 1 AND 5000
       AND (current_setting('role') = 'fengsui_job'
            OR current_setting('role') = 'fengsui_staff' AND platform.covers((SELECT platform.areas()), h.division_path || h.shared_with)
               AND platform.serves(h.departments))
  ), touched AS (
    SELECT g.population, ST_Area(ST_Intersection(g.geom, z.geom)::geography) / nullif(ST_Area(g.geom::geography), 0) AS share
      FROM zone z JOIN grids.grid g ON g.geom && z.geom AND ST_Intersects(g.geom, z.geom)
     WHERE g.kind = 'basic'
  )
  SELECT round(sum(t.population * t.share))::integer, (count(*) FILTER (WHERE t.population IS NULL))::integer FROM touched t WHERE t.share > 0
$$;
REVOKE ALL ON FUNCTION hazards.residents_around(uuid, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hazards.residents_around(uuid, double precision) TO fengsui_staff, fengsui_job;
