-- The portal: what the public sees is a reduced copy of what its register says is published. No public call reads a register.
CREATE SCHEMA portal;

-- A register says of each of its things whether it is published. Whoever writes the register (a pack, an import, later two persons) sets it.
ALTER TABLE hazards.hazard ADD COLUMN published boolean NOT NULL DEFAULT false;
SELECT platform.refresh_history('hazards.hazard');
ALTER TABLE shelters.shelter ADD COLUMN published boolean NOT NULL DEFAULT false;
SELECT platform.refresh_history('shelters.shelter');

-- Every column but `id` may be known by everybody; tests/portal holds the list of what leaves the house.
CREATE TABLE portal.hazard (
  id            uuid PRIMARY KEY,  -- that of the register; not shown
  code          text NOT NULL UNIQUE,
  name          text NOT NULL,
  class         text NOT NULL,
  kind          text NOT NULL,
  level         smallint CHECK (level BETWEEN 1 AND 4),
  address       text,
  geom          geometry(Geometry, 4326) NOT NULL,
  point         geometry(Point, 4326) NOT NULL,
  division_path text NOT NULL CHECK (platform.is_path(division_path)),
  demo          boolean NOT NULL,
  approximate   boolean NOT NULL,
  published_at  timestamptz NOT NULL CHECK (isfinite(published_at)),
  changed_at    timestamptz NOT NULL CHECK (isfinite(changed_at))
);
CREATE INDEX hazard_geom ON portal.hazard USING gist (geom);
SELECT platform.reference('portal.hazard');

CREATE TABLE portal.shelter (
  id            uuid PRIMARY KEY,  -- that of the register; not shown
  code          text NOT NULL UNIQUE,
  name          text NOT NULL,
  kind          text NOT NULL,
  state         text NOT NULL,
  capacity_persons integer NOT NULL,
  indoor        boolean NOT NULL,
  address       text,
  point         geometry(Point, 4326) NOT NULL,
  division_path text NOT NULL CHECK (platform.is_path(division_path)),
  demo          boolean NOT NULL,
  approximate   boolean NOT NULL,
  published_at  timestamptz NOT NULL CHECK (isfinite(published_at)),
  changed_at    timestamptz NOT NULL CHECK (isfinite(changed_at))
);
CREATE INDEX shelter_point ON portal.shelter USING gist (point);
SELECT platform.reference('portal.shelter');

-- What was published, corrected and withdrawn, in this order. A digest tells what it said without saying it again.
CREATE TABLE portal.ledger (
  seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL CHECK (isfinite(at)),
  act     text NOT NULL CHECK (act IN ('publish', 'correct', 'withdraw')),
  thing   text NOT NULL CHECK (thing IN ('hazard', 'shelter')),
  code    text NOT NULL,
  digest  text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),  -- SHA-256 of the copy as JSON
  actor   text NOT NULL,
  demo    boolean NOT NULL
);
SELECT platform.internal('portal.ledger');

-- Rises with every transaction that changed a copy, or a name of a place: whoever keeps an answer asks whether it is still that of now.
CREATE TABLE portal.edition (
  alone      boolean PRIMARY KEY DEFAULT true CHECK (alone),
  no         bigint NOT NULL,
  changed_at timestamptz NOT NULL CHECK (isfinite(changed_at))
);
SELECT platform.reference('portal.edition');
INSERT INTO portal.edition (no, changed_at) VALUES (0, platform.now());

-- Once in a transaction is enough, and a row changed a thousand times in one is slow.
CREATE FUNCTION portal.raise_edition() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('portal.edition_raised', true) = 'yes' THEN RETURN; END IF;
  UPDATE portal.edition SET no = no + 1, changed_at = platform.now();
  PERFORM set_config('portal.edition_raised', 'yes', true);
END
$$;

-- The gazetteer and the names of counties and towns are published as they are: an import or a correction of them is an edition too.
-- Only rows that changed count, as a load writes only those; a statement costs one look at whether there are any.
CREATE FUNCTION portal.follow_names() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM changed) THEN PERFORM portal.raise_edition(); END IF;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION portal.follow_names() FROM PUBLIC;
CREATE TRIGGER portal_add AFTER INSERT ON city.place REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();
CREATE TRIGGER portal_change AFTER UPDATE ON city.place REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();
CREATE TRIGGER portal_remove AFTER DELETE ON city.place REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();
CREATE TRIGGER portal_add AFTER INSERT ON grids.division REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();
CREATE TRIGGER portal_change AFTER UPDATE ON grids.division REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();
CREATE TRIGGER portal_remove AFTER DELETE ON grids.division REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION portal.follow_names();

CREATE FUNCTION portal.write_line(act text, thing text, copy jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO portal.ledger (at, act, thing, code, digest, actor, demo)
  VALUES (platform.now(), act, thing, copy ->> 'code', encode(sha256(convert_to(copy::text, 'UTF8')), 'hex'),
          coalesce(nullif(current_setting('app.actor', true), ''), 'system'), (copy ->> 'demo')::boolean);
  SELECT portal.raise_edition();
$$;

-- The one way into and out of a copy: in the transaction of the register, with the rights of the owner, as nobody else may write it.
CREATE FUNCTION portal.follow_hazard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  copy jsonb;
  known boolean;
BEGIN
  IF TG_OP = 'DELETE' OR NOT NEW.published THEN
    DELETE FROM portal.hazard WHERE id = OLD.id RETURNING to_jsonb(hazard) INTO copy;
    IF FOUND THEN PERFORM portal.write_line('withdraw', 'hazard', copy); END IF;
    RETURN NULL;
  END IF;
  known := EXISTS (SELECT FROM portal.hazard WHERE id = NEW.id);
  INSERT INTO portal.hazard AS t (id, code, name, class, kind, level, address, geom, point, division_path, demo, approximate, published_at, changed_at)
  VALUES (NEW.id, NEW.code, NEW.name, NEW.class, NEW.kind, NEW.level, NEW.address, NEW.geom, NEW.point, NEW.division_path,
          NEW.demo, NEW.approximate, platform.now(), platform.now())
  ON CONFLICT (id) DO UPDATE
     SET (code, name, class, kind, level, address, geom, point, division_path, demo, approximate, changed_at) =
         (excluded.code, excluded.name, excluded.class, excluded.kind, excluded.level, excluded.address, excluded.geom, excluded.point,
          excluded.division_path, excluded.demo, excluded.approximate, excluded.changed_at)
   WHERE (t.code, t.name, t.class, t.kind, t.level, t.address, t.division_path, t.demo, t.approximate, ST_AsBinary(t.geom)) IS DISTINCT FROM
         (excluded.code, excluded.name, excluded.class, excluded.kind, excluded.level, excluded.address, excluded.division_path,
          excluded.demo, excluded.approximate, ST_AsBinary(excluded.geom))
  RETURNING to_jsonb(t) INTO copy;
  IF FOUND THEN PERFORM portal.write_line(CASE WHEN known THEN 'correct' ELSE 'publish' END, 'hazard', copy); END IF;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION portal.follow_hazard() FROM PUBLIC;
CREATE TRIGGER portal_publish AFTER INSERT ON hazards.hazard FOR EACH ROW WHEN (NEW.published) EXECUTE FUNCTION portal.follow_hazard();
CREATE TRIGGER portal_change AFTER UPDATE ON hazards.hazard FOR EACH ROW WHEN (OLD.published OR NEW.published) EXECUTE FUNCTION portal.follow_hazard();
CREATE TRIGGER portal_withdraw AFTER DELETE ON hazards.hazard FOR EACH ROW WHEN (OLD.published) EXECUTE FUNCTION portal.follow_hazard();

CREATE FUNCTION portal.follow_shelter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  copy jsonb;
  known boolean;
BEGIN
  IF TG_OP = 'DELETE' OR NOT NEW.published THEN
    DELETE FROM portal.shelter WHERE id = OLD.id RETURNING to_jsonb(shelter) INTO copy;
    IF FOUND THEN PERFORM portal.write_line('withdraw', 'shelter', copy); END IF;
    RETURN NULL;
  END IF;
  known := EXISTS (SELECT FROM portal.shelter WHERE id = NEW.id);
  INSERT INTO portal.shelter AS t (id, code, name, kind, state, capacity_persons, indoor, address, point, division_path, demo, approximate, published_at, changed_at)
  VALUES (NEW.id, NEW.code, NEW.name, NEW.kind, NEW.state, NEW.capacity_persons, NEW.indoor, NEW.address, NEW.point, NEW.division_path,
          NEW.demo, NEW.approximate, platform.now(), platform.now())
  ON CONFLICT (id) DO UPDATE
     SET (code, name, kind, state, capacity_persons, indoor, address, point, division_path, demo, approximate, changed_at) =
         (excluded.code, excluded.name, excluded.kind, excluded.state, excluded.capacity_persons, excluded.indoor, excluded.address,
          excluded.point, excluded.division_path, excluded.demo, excluded.approximate, excluded.changed_at)
   WHERE (t.code, t.name, t.kind, t.state, t.capacity_persons, t.indoor, t.address, t.division_path, t.demo, t.approximate, ST_AsBinary(t.point)) IS DISTINCT FROM
         (excluded.code, excluded.name, excluded.kind, excluded.state, excluded.capacity_persons, excluded.indoor, excluded.address,
          excluded.division_path, excluded.demo, excluded.approximate, ST_AsBinary(excluded.point))
  RETURNING to_jsonb(t) INTO copy;
  IF FOUND THEN PERFORM portal.write_line(CASE WHEN known THEN 'correct' ELSE 'publish' END, 'shelter', copy); END IF;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION portal.follow_shelter() FROM PUBLIC;
CREATE TRIGGER portal_publish AFTER INSERT ON shelters.shelter FOR EACH ROW WHEN (NEW.published) EXECUTE FUNCTION portal.follow_shelter();
CREATE TRIGGER portal_change AFTER UPDATE ON shelters.shelter FOR EACH ROW WHEN (OLD.published OR NEW.published) EXECUTE FUNCTION portal.follow_shelter();
CREATE TRIGGER portal_withdraw AFTER DELETE ON shelters.shelter FOR EACH ROW WHEN (OLD.published) EXECUTE FUNCTION portal.follow_shelter();
