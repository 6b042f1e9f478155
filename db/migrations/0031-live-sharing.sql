-- What was told of the sharing of a register's thing is for the departments that it is for now, as what was told of the thing itself.

CREATE OR REPLACE FUNCTION platform.limit_past() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %I.%I SET departments = $1 WHERE id = $2', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history') USING NEW.departments, NEW.id;
  UPDATE platform.event SET departments = NEW.departments WHERE topic IN (TG_TABLE_SCHEMA, 'sharing') AND id = NEW.id::text;
  RETURN NULL;
END
$$;
