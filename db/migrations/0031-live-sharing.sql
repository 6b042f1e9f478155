-- What was told of the sharing of a register's thing is for the departments that it is for now, as what was told of the thing itself.

CREATE OR REPLACE FUNCTION platform.limit_past() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %I.%I SET departments = $1 WHERE id = $2', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history') USING NEW.departments, NEW.id;
  UPDATE platform.event SET departments = NEW.departments WHERE topic IN (TG_TABLE_SCHEMA, 'sharing') AND id = NEW.id::text;
  RETURN NULL;
END
$$;

-- Whom a thing is shared with is not a change of the thing: since when it is so stays what it was.
CREATE OR REPLACE FUNCTION platform.follow_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE %s SET valid_from = valid_from, shared_with = (SELECT coalesce(array_agg(s.path ORDER BY s.path), ''{}'') FROM %I.sharing s
                   WHERE s.thing_id = $1 AND s.ended_at IS NULL) WHERE id = $1', TG_ARGV[0]::regclass, TG_TABLE_SCHEMA) USING NEW.thing_id;
  RETURN NULL;
END
$$;
