-- What a register publishes stays said while it is limited to departments: the public loses it with the limit and has it again without.

DROP TRIGGER before_withheld ON hazards.hazard;
DROP TRIGGER before_withheld ON shelters.shelter;
DROP FUNCTION platform.withhold_limited();

-- A copy is of what is published and for all of its area.
DO $$
DECLARE
  follow regprocedure;
  present text;
  wanted text;
BEGIN
  FOREACH follow IN ARRAY '{portal.follow_hazard(),portal.follow_shelter()}'::regprocedure[] LOOP
    present := pg_get_functiondef(follow);
    wanted := replace(present, 'OR NOT NEW.published THEN', 'OR NOT NEW.published OR NEW.departments <> ''{}'' THEN');
    IF wanted = present THEN RAISE EXCEPTION '% is not as it was left', follow; END IF;
    EXECUTE wanted;
  END LOOP;
END
$$;
DROP TRIGGER portal_publish ON hazards.hazard;
CREATE TRIGGER portal_publish AFTER INSERT ON hazards.hazard FOR EACH ROW
  WHEN (NEW.published AND NEW.departments = '{}') EXECUTE FUNCTION portal.follow_hazard();
DROP TRIGGER portal_publish ON shelters.shelter;
CREATE TRIGGER portal_publish AFTER INSERT ON shelters.shelter FOR EACH ROW
  WHEN (NEW.published AND NEW.departments = '{}') EXECUTE FUNCTION portal.follow_shelter();

-- An import that says for which departments its rows are, by the word of somebody who may limit them. Others write and take back no such one.
ALTER TABLE imports.import ADD COLUMN limits boolean NOT NULL DEFAULT false;
