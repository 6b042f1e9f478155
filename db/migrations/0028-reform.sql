-- Reform of divisions: codes that merge or change take everything that lies in them along, in one act of two persons; the past keeps its codes.

-- Divisions that are no longer: under which code and name, until when, and what they became.
CREATE TABLE identity.closed_division (
  path         text NOT NULL,
  name         text NOT NULL,
  level        text NOT NULL,
  parent_path  text,
  geom         geometry(MultiPolygon, 4326),
  into_path    text NOT NULL,
  closed_at    timestamptz NOT NULL DEFAULT platform.now(),
  PRIMARY KEY (path, closed_at)
);
SELECT platform.reference('identity.closed_division');

-- A grid keeps its code through a reform: what was reported under it stays readable.
DO $$
DECLARE
  rule name := (SELECT conname FROM pg_constraint WHERE conrelid = 'grids.grid'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%starts_with(code%');
BEGIN
  EXECUTE format('ALTER TABLE grids.grid DROP CONSTRAINT %I', rule);
  ALTER TABLE grids.grid ADD CHECK (length(division_path) = 12);
END
$$;

-- Where a path is after these moves ([{from, to, name?}]): the nearest one above it decides.
CREATE FUNCTION identity.moved(path text, moves jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((SELECT (m->>'to') || substr(path, length(m->>'from') + 1) FROM jsonb_array_elements(moves) AS m
                    WHERE path ^@ (m->>'from') ORDER BY length(m->>'from') DESC LIMIT 1), path)
$$;

CREATE FUNCTION identity.all_moved(paths text[], moves jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT identity.moved(path, moves) FROM unnest(paths) AS given (path) ORDER BY 1)
$$;

-- What cannot be: a code that is not there, of another level, into itself, or onto a division that nobody said it merges with.
CREATE FUNCTION identity.reform_faults(moves jsonb) RETURNS TABLE (path text, fault text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH named AS (SELECT m->>'from' AS old, m->>'to' AS new FROM jsonb_array_elements(moves) AS m),
  moving AS (SELECT d.path, identity.moved(d.path, moves) AS target FROM grids.division d)
  SELECT n.old, 'unknown' FROM named n WHERE NOT EXISTS (SELECT FROM grids.division d WHERE d.path = n.old)
  UNION ALL SELECT n.old, 'level' FROM named n WHERE length(n.old) <> length(n.new) OR NOT platform.is_path(n.new)
  UNION ALL SELECT n.old, 'circle' FROM named n WHERE EXISTS (SELECT FROM named o WHERE n.new ^@ o.old)
  UNION ALL SELECT n.old, 'twice' FROM named n GROUP BY n.old HAVING count(*) > 1
  UNION ALL SELECT n.old, 'parent' FROM named n WHERE length(n.new) > 4
    AND NOT EXISTS (SELECT FROM moving m WHERE n.new ^@ m.target AND length(m.target) < length(n.new))
  UNION ALL SELECT m.path, 'collides' FROM moving m
    WHERE m.path <> m.target AND NOT EXISTS (SELECT FROM named n WHERE n.old = m.path)
      AND EXISTS (SELECT FROM moving o WHERE o.target = m.target AND o.path <> m.path)
$$;

-- Every table whose rows lie in a division, but for its past, the log and what was decided.
CREATE FUNCTION identity.tables_with(wanted name) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT w.relation FROM platform.wall w JOIN pg_attribute a ON a.attrelid = w.relation::regclass AND a.attname = wanted AND NOT a.attisdropped
   WHERE w.relation NOT LIKE '%\_history' AND w.relation NOT LIKE 'audit.%' AND w.relation NOT LIKE 'platform.%'
     AND w.relation NOT IN ('identity.request', 'identity.hand_over', 'grids.division', 'grids.owner', 'sealed.emergency', 'sealed.opening')
   ORDER BY w.relation
$$;

-- How much would move: rows of each table, and whose scope.
CREATE FUNCTION identity.reform_counts(moves jsonb) RETURNS TABLE (thing text, rows bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  olds CONSTANT text[] := ARRAY(SELECT m->>'from' FROM jsonb_array_elements(moves) AS m);
BEGIN
  IF NOT identity.lies_within(olds, (identity.my_post()).areas) THEN
    RAISE EXCEPTION 'No post of yours allows this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  thing := 'grids.division';
  SELECT count(*) INTO rows FROM grids.division d WHERE d.path ^@ ANY (olds);
  RETURN NEXT;
  FOR thing IN SELECT t FROM identity.tables_with('division_path') AS t LOOP
    EXECUTE format('SELECT count(*) FROM %s WHERE division_path ^@ ANY ($1)', thing) INTO rows USING olds;
    IF rows > 0 THEN RETURN NEXT; END IF;
  END LOOP;
  FOR thing IN SELECT t FROM identity.tables_with('areas') AS t LOOP
    EXECUTE format('SELECT count(*) FROM %s WHERE platform.covers($1, areas)', thing) INTO rows USING olds;
    IF rows > 0 THEN RETURN NEXT; END IF;
  END LOOP;
END
$$;

-- Everything moves at once. The past keeps its old codes, and whose scope moved keeps the old code beside the new one, so as to read it.
CREATE FUNCTION identity.reform(moves jsonb, layers text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  olds CONSTANT text[] := ARRAY(SELECT m->>'from' FROM jsonb_array_elements(moves) AS m);
  touched CONSTANT text[] := olds || ARRAY(SELECT m->>'to' FROM jsonb_array_elements(moves) AS m);
  thing text;
BEGIN
  IF EXISTS (SELECT FROM identity.reform_faults(moves)) THEN
    RAISE EXCEPTION 'The divisions have changed since this was asked' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM identity.reform_divisions(moves);
  DELETE FROM grids.owner o WHERE o.division_path ^@ ANY (olds)
     AND EXISTS (SELECT FROM grids.owner n WHERE n.duty = o.duty AND n.division_path = identity.moved(o.division_path, moves));
  UPDATE grids.owner SET division_path = identity.moved(division_path, moves) WHERE division_path ^@ ANY (olds);
  FOR thing IN SELECT t FROM identity.tables_with('division_path') AS t LOOP
    EXECUTE format('UPDATE %s SET division_path = identity.moved(division_path, $1) WHERE division_path ^@ ANY ($2)', thing) USING moves, olds;
  END LOOP;
  PERFORM identity.reform_sharing(moves, olds);
  FOR thing IN SELECT t FROM identity.tables_with('shared_with') AS t LOOP
    EXECUTE format('UPDATE %s SET shared_with = identity.all_moved(shared_with, $1) WHERE platform.covers($2, shared_with)', thing) USING moves, olds;
  END LOOP;
  FOR thing IN SELECT t FROM identity.tables_with('areas') AS t LOOP
    EXECUTE format('UPDATE %s AS x SET areas = ARRAY(SELECT DISTINCT path FROM unnest(x.areas || identity.all_moved(x.areas, $1)
                      || ARRAY(SELECT m->>''from'' FROM jsonb_array_elements($1) AS m WHERE m->>''to'' = ANY (x.areas))) AS given (path) ORDER BY path)
                     WHERE platform.covers($2, areas)', thing) USING moves, touched;
  END LOOP;
  DELETE FROM grids.division d WHERE d.path ^@ ANY (olds);
  PERFORM platform.bump_layer(layer, touched) FROM unnest(layers) AS given (layer);
  PERFORM identity.raise_epoch(f.id) FROM identity.feed f WHERE platform.covers(touched, f.areas);
  PERFORM identity.raise_epoch(d.id) FROM identity.device d WHERE platform.covers(touched, d.areas);
END
$$;

-- New rows first, from the top down: others hang on them. Two that become one have one outline.
CREATE FUNCTION identity.reform_divisions(moves jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  old record;
  said jsonb;
BEGIN
  FOR old IN
    SELECT d.path, d.name, d.name_initials, d.name_pinyin, d.level, d.parent_path, d.geom, d.centre, d.bounds, d.quasi, d.synthetic, d.pack,
           identity.moved(d.path, moves) AS target
      FROM grids.division d WHERE d.path <> identity.moved(d.path, moves) ORDER BY length(d.path), d.path
  LOOP
    INSERT INTO identity.closed_division (path, name, level, parent_path, geom, into_path)
    VALUES (old.path, old.name, old.level, old.parent_path, old.geom, old.target);
    SELECT m INTO said FROM jsonb_array_elements(moves) AS m WHERE m->>'from' = old.path;
    IF EXISTS (SELECT FROM grids.division d WHERE d.path = old.target) THEN
      UPDATE grids.division d
         SET geom = ST_Multi(ST_Union(d.geom, old.geom)), bounds = ST_Envelope(ST_Union(d.geom, old.geom)),
             centre = ST_PointOnSurface(ST_Union(d.geom, old.geom))
       WHERE d.path = old.target AND d.geom IS NOT NULL AND old.geom IS NOT NULL;
      UPDATE grids.division d SET name = said->>'name', name_initials = said->>'initials', name_pinyin = said->>'pinyin'
       WHERE d.path = old.target AND said->>'name' IS NOT NULL;
    ELSE
      INSERT INTO grids.division (path, code, name, name_initials, name_pinyin, level, parent_path, geom, centre, bounds, quasi, synthetic, pack)
      VALUES (old.target, rpad(old.target, 12, '0'), coalesce(said->>'name', old.name), coalesce(said->>'initials', old.name_initials),
              coalesce(said->>'pinyin', old.name_pinyin), old.level,
              (SELECT d.path FROM grids.division d WHERE old.target ^@ d.path AND d.path <> old.target ORDER BY length(d.path) DESC LIMIT 1),
              old.geom, old.centre, old.bounds, old.quasi, old.synthetic, old.pack);
    END IF;
  END LOOP;
END
$$;

-- Who shares with whom: a line that would stand twice ends.
CREATE FUNCTION identity.reform_sharing(moves jsonb, olds text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lines text;
BEGIN
  FOR lines IN SELECT w.relation FROM platform.wall w WHERE w.relation LIKE '%.sharing' LOOP
    EXECUTE format('UPDATE %s AS s SET ended_by = ''reform'', ended_at = platform.now() WHERE s.ended_at IS NULL AND s.path ^@ ANY ($2)
                      AND EXISTS (SELECT FROM %1$s AS o WHERE o.thing_id = s.thing_id AND o.ended_at IS NULL AND o.id <> s.id
                                     AND identity.moved(o.path, $1) = identity.moved(s.path, $1) AND (o.path = identity.moved(s.path, $1) OR o.id < s.id))', lines)
      USING moves, olds;
    EXECUTE format('UPDATE %s SET path = identity.moved(path, $1), from_path = identity.moved(from_path, $1)
                     WHERE ended_at IS NULL AND (path ^@ ANY ($2) OR from_path ^@ ANY ($2))', lines) USING moves, olds;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION identity.reform_faults(jsonb), identity.reform_counts(jsonb), identity.reform(jsonb, text[]), identity.reform_divisions(jsonb),
  identity.reform_sharing(jsonb, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.reform_faults(jsonb), identity.reform_counts(jsonb) TO fengsui_system, fengsui_security;
