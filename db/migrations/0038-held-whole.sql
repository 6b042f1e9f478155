-- Whether a scope holds every row is asked of a function of the table's own, whose plan the session keeps; where it does, the table is counted without a look at each row.

-- min and max come from the index of division_path. Paths are digits alone, so whatever lies between two that begin alike begins alike.
CREATE FUNCTION platform.make_held_whole(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  asked CONSTANT text := platform.beside(thing, '_held_whole') || '()';
BEGIN
  EXECUTE format($make$
    CREATE FUNCTION %s RETURNS boolean
      LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      lowest text;
      highest text;
    BEGIN
      SELECT min(division_path), max(division_path) INTO lowest, highest FROM %s;
      RETURN EXISTS (SELECT FROM unnest(platform.areas()) AS mine (path) WHERE lowest ^@ mine.path AND highest ^@ mine.path);
    END
    $body$ $make$, asked, platform.qualified(thing));
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', asked);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO fengsui_staff, fengsui_tile', asked);
  EXECUTE format('COMMENT ON FUNCTION %s IS %L', asked, 'Whether one of the caller''s areas holds every row; false where there is none.');
END
$$;

-- What is limited to departments counts for those alone who see the rows of all of them.
CREATE FUNCTION platform.make_total(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  asked CONSTANT text := platform.beside(thing, '_total') || '()';
  limited CONSTANT boolean := EXISTS (SELECT FROM pg_policy WHERE polrelid = thing AND polname = 'of_department');
BEGIN
  EXECUTE format($make$
    CREATE FUNCTION %s RETURNS bigint
      LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
      IF current_setting('role') IN ('fengsui_staff', 'fengsui_tile') %s AND %s() THEN RETURN (SELECT count(*) FROM %s); END IF;
      RETURN NULL;
    END
    $body$ $make$, asked, CASE WHEN limited THEN 'AND ''{*}'' = platform.departments()' ELSE '' END,
    platform.beside(thing, '_held_whole'), platform.qualified(thing));
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', asked);
  -- Whoever asks for a list asks for this first; roles of other walls are told nothing.
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO fengsui_staff, fengsui_tile, fengsui_job', asked);
  EXECUTE format('COMMENT ON FUNCTION %s IS %L', asked, 'How many rows there are, for a caller who sees every one; NULL for all others.');
END
$$;

-- As before, with the table's own function. Reading alone: what is written is still held against the wall row by row.
CREATE OR REPLACE FUNCTION platform.ask_whole(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  serves CONSTANT text := '((SELECT ''{*}'' = platform.departments()) OR departments = ''{}'' OR departments && (SELECT platform.departments()))';
  policy record;
BEGIN
  PERFORM platform.make_held_whole(thing), platform.make_total(thing);
  FOR policy IN SELECT polname, pg_get_expr(polqual, polrelid) AS seen FROM pg_policy
                 WHERE polrelid = thing AND polname IN ('staff_read', 'tile_read') LOOP
    EXECUTE format('ALTER POLICY %I ON %s USING ((SELECT %s()) OR (%s))', policy.polname, thing, platform.beside(thing, '_held_whole'), policy.seen);
  END LOOP;
  IF EXISTS (SELECT FROM pg_policy WHERE polrelid = thing AND polname = 'of_department') THEN
    EXECUTE format('ALTER POLICY of_department ON %s USING (%s) WITH CHECK (%2$s)', thing, serves);
    EXECUTE format('ALTER POLICY of_department_tile ON %s USING (%s)', thing, serves);
  END IF;
END
$$;

-- The four tables that asked the function of before.
DO $$
DECLARE
  policy record;
  wanted text;
BEGIN
  PERFORM platform.make_held_whole(thing), platform.make_total(thing) FROM unnest('{grids.grid,sites.site,hazards.hazard,shelters.shelter}'::regclass[]) AS thing;
  FOR policy IN SELECT polname, polrelid::regclass AS thing, pg_get_expr(polqual, polrelid) AS seen FROM pg_policy
                 WHERE polname IN ('staff_read', 'tile_read') AND pg_get_expr(polqual, polrelid) LIKE '%platform.holds_all(%' LOOP
    wanted := regexp_replace(policy.seen, 'platform\.holds_all\(''[^'']*''::regclass\)', platform.beside(policy.thing, '_held_whole') || '()');
    EXECUTE format('ALTER POLICY %I ON %s USING (%s)', policy.polname, policy.thing, wanted);
  END LOOP;
END
$$;
DROP FUNCTION platform.holds_all(regclass);

-- As before, in a language that is not started anew for each row: it is asked of every row that is shared with somebody.
CREATE OR REPLACE FUNCTION platform.covers(areas text[], paths text[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1 AS $$
DECLARE
  path text;
BEGIN
  FOREACH path IN ARRAY coalesce(paths, '{}') LOOP
    IF path ^@ ANY (areas) THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END
$$;
