-- Where a scope holds every row of a large table, that is asked once a statement and not once a row: counts and pages of a whole city.

-- min and max come from the index of division_path. Paths are digits alone, so whatever lies between two that begin alike begins alike.
CREATE FUNCTION platform.holds_all(thing regclass) RETURNS boolean
  LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lowest text;
  highest text;
BEGIN
  EXECUTE format('SELECT min(division_path), max(division_path) FROM %s', thing) INTO lowest, highest;
  RETURN EXISTS (SELECT FROM unnest(platform.areas()) AS mine (path) WHERE lowest ^@ mine.path AND highest ^@ mine.path);
END
$$;
REVOKE ALL ON FUNCTION platform.holds_all(regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.holds_all(regclass) TO fengsui_staff, fengsui_tile;
COMMENT ON FUNCTION platform.holds_all(regclass) IS 'Whether one of the caller''s areas holds every row of a table; false where it has none.';

-- Reading alone: what is written is still held against the wall row by row.
CREATE FUNCTION platform.ask_whole(thing regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  serves CONSTANT text := '((SELECT ''{*}'' = platform.departments()) OR departments = ''{}'' OR departments && (SELECT platform.departments()))';
  policy record;
BEGIN
  FOR policy IN SELECT polname, pg_get_expr(polqual, polrelid) AS seen FROM pg_policy
                 WHERE polrelid = thing AND polname IN ('staff_read', 'tile_read') LOOP
    EXECUTE format('ALTER POLICY %I ON %s USING ((SELECT platform.holds_all(%L::regclass)) OR (%s))', policy.polname, thing, platform.qualified(thing), policy.seen);
  END LOOP;
  IF EXISTS (SELECT FROM pg_policy WHERE polrelid = thing AND polname = 'of_department') THEN
    EXECUTE format('ALTER POLICY of_department ON %s USING (%s) WITH CHECK (%2$s)', thing, serves);
    EXECUTE format('ALTER POLICY of_department_tile ON %s USING (%s)', thing, serves);
  END IF;
END
$$;

-- With what the walls look at in the index, a count need not read the rows.
DROP INDEX grids.grid_division;
CREATE INDEX grid_division ON grids.grid (division_path) INCLUDE (shared_with);
DROP INDEX sites.site_division;
CREATE INDEX site_division ON sites.site (division_path) INCLUDE (shared_with, departments);
DROP INDEX hazards.hazard_division;
CREATE INDEX hazard_division ON hazards.hazard (division_path) INCLUDE (shared_with, departments);
DROP INDEX shelters.shelter_division;
CREATE INDEX shelter_division ON shelters.shelter (division_path) INCLUDE (shared_with, departments);

SELECT platform.ask_whole('grids.grid'), platform.ask_whole('sites.site'), platform.ask_whole('hazards.hazard'), platform.ask_whole('shelters.shelter');

-- It is asked for the few rows that are shared; at the price of 100 each, the planner shared a count of milliseconds among processes.
ALTER FUNCTION platform.covers(text[], text[]) COST 1;
