-- What has ended stays so, for who may write rows too: a line of sharing, a session. Two who share one thing at once see one another's lines.

CREATE FUNCTION platform.stay_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'What has ended stays so' USING ERRCODE = 'insufficient_privilege';
END
$$;
REVOKE ALL ON FUNCTION platform.stay_ended() FROM PUBLIC;

DO $$
DECLARE
  lines regclass;
BEGIN
  FOREACH lines IN ARRAY '{incidents.sharing,hazards.sharing,sites.sharing,shelters.sharing,identity.session}'::regclass[] LOOP
    EXECUTE format('CREATE TRIGGER stay_ended BEFORE UPDATE ON %s FOR EACH ROW
                      WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION platform.stay_ended()', lines);
  END LOOP;
END
$$;

-- As before; whoever comes second waits at the thing before looking at its lines, which are those of now then.
CREATE OR REPLACE FUNCTION platform.follow_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('SELECT FROM %s WHERE id = $1 FOR NO KEY UPDATE', TG_ARGV[0]::regclass) USING NEW.thing_id;
  EXECUTE format('UPDATE %s SET valid_from = valid_from, shared_with = (SELECT coalesce(array_agg(s.path ORDER BY s.path), ''{}'') FROM %I.sharing s
                   WHERE s.thing_id = $1 AND s.ended_at IS NULL) WHERE id = $1', TG_ARGV[0]::regclass, TG_TABLE_SCHEMA) USING NEW.thing_id;
  -- After the thing: its version of until now is in the past by then.
  IF NEW.ended_at IS NOT NULL THEN PERFORM platform.take_back(TG_ARGV[0]::regclass, NEW.thing_id); END IF;
  RETURN NULL;
END
$$;
