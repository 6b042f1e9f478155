-- The audit proves itself: every entry carries its digest, a sealer chains the digests, and whoever changes either afterwards is found.

ALTER TABLE audit.entry
  ADD COLUMN purpose text DEFAULT nullif(current_setting('app.purpose', true), ''),
  ADD COLUMN digest bytea CHECK (length(digest) = 32);

-- SHA-256 of the entry as one JSON array in this order, the time in UTC: a text that no other entry has, and the same on every server.
CREATE FUNCTION audit.digest_of(e audit.entry) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(json_build_array((e).no, (e).at AT TIME ZONE 'UTC', (e).actor, (e).role, (e).areas,
    (e).from_address, (e).act, (e).object, (e).before, (e).after, (e).purpose)::text, 'UTF8'))
$$;

CREATE FUNCTION audit.set_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.digest := audit.digest_of(NEW);
  RETURN NEW;
END
$$;

-- Before the entry takes its number its transaction has one too: the sealer can then tell when every smaller number has come or never will.
CREATE FUNCTION audit.number_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN NULL;
END
$$;

UPDATE audit.entry e SET digest = audit.digest_of(e);
ALTER TABLE audit.entry ALTER digest SET NOT NULL;
CREATE TRIGGER entry_digest BEFORE INSERT ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.set_digest();
CREATE TRIGGER entry_transaction BEFORE INSERT ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.number_transaction();

CREATE INDEX entry_at ON audit.entry (at);
CREATE INDEX entry_actor ON audit.entry (actor, no);
CREATE INDEX entry_act ON audit.entry (act, no);

-- ---------------------------------------------------------------- who reads

-- True for an administrator of the whole territory: entries that name no area are for them alone.
CREATE FUNCTION audit.sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT platform.areas() IS NOT NULL
     AND NOT EXISTS (SELECT FROM grids.division WHERE path ^@ ANY ((SELECT platform.areas())::text[]) IS NOT TRUE)
$$;

-- What concerns other areas too may tell of them: an entry is seen where all of its areas are the reader's.
CREATE FUNCTION audit.lies_within(areas text[], given text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT given <> '{}' AND NOT EXISTS (SELECT FROM unnest(given) AS named (path) WHERE path ^@ ANY (areas) IS NOT TRUE)
$$;

ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY added_by_all ON audit.entry FOR INSERT WITH CHECK (true);  -- the rights say who, and which columns
CREATE POLICY read_by_auditors ON audit.entry FOR SELECT TO fengsui_audit
  USING ((SELECT audit.sees_all()) OR audit.lies_within((SELECT platform.areas()), areas));
GRANT INSERT (act, object, before, after) ON audit.entry TO fengsui_audit;

-- The log says who by name: of those, and of those alone, whose entries the auditor may read.
GRANT SELECT (id, name) ON identity.person, identity.feed, identity.device TO fengsui_audit;
CREATE POLICY named_in_audit ON identity.person FOR SELECT TO fengsui_audit USING (EXISTS (SELECT FROM audit.entry e WHERE e.actor = person.id));
CREATE POLICY named_in_audit ON identity.feed FOR SELECT TO fengsui_audit USING (EXISTS (SELECT FROM audit.entry e WHERE e.actor = feed.id));
CREATE POLICY named_in_audit ON identity.device FOR SELECT TO fengsui_audit USING (EXISTS (SELECT FROM audit.entry e WHERE e.actor = device.id));

-- ---------------------------------------------------------------- the chain

-- One row for each entry, in the order in which they were sealed, which is about that of their commits.
CREATE TABLE audit.seal (
  pos        bigint PRIMARY KEY CHECK (pos > 0),
  entry_no   bigint NOT NULL UNIQUE,
  chain      bytea NOT NULL CHECK (length(chain) = 32),
  sealed_at  timestamptz NOT NULL CHECK (isfinite(sealed_at)),
  settled    bigint NOT NULL  -- every entry up to this number had been sealed before; a smaller number that comes later was put in
);

-- Where the sealer stands, and what pruning left to begin from.
CREATE TABLE audit.sealer (
  alone             boolean PRIMARY KEY DEFAULT true CHECK (alone),
  settled           bigint NOT NULL DEFAULT 0,
  noted_no          bigint NOT NULL DEFAULT 0,     -- once every transaction before noted_xact is over, entries up to here are settled
  noted_xact        xid8 NOT NULL DEFAULT '0',
  checkpoint_pos    bigint NOT NULL DEFAULT 0,     -- seals up to here were pruned
  checkpoint_chain  bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);
INSERT INTO audit.sealer DEFAULT VALUES;

SELECT platform.enlist('audit.seal', 'internal'), platform.enlist('audit.sealer', 'internal');
GRANT SELECT ON audit.seal TO fengsui_audit, fengsui_job;

-- What a seal says of itself hangs in the chain too. Numbers and times are of eight bytes, so that no two inputs read alike.
CREATE FUNCTION audit.link(previous bytea, digest bytea, sealed_at timestamptz, settled bigint) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT sha256(previous || digest || timestamptz_send(sealed_at) || int8send(settled)) $$;

-- One number for all who seal or prune.
CREATE FUNCTION audit.take_turn() RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT pg_try_advisory_xact_lock(hashtextextended('audit.seal', 0))
$$;

-- Chains what was committed since; answers how many, fewer than `most` where nothing waits. Nothing where another process is at it.
CREATE FUNCTION audit.seal_batch(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  state record;
  head bigint;
  link bytea;
  entry record;
  sealed integer := 0;
  given bigint;
  over boolean;
BEGIN
  IF NOT audit.take_turn() THEN RETURN 0; END IF;
  SELECT p.settled, p.noted_no, p.noted_xact, p.checkpoint_pos, p.checkpoint_chain INTO state FROM audit.sealer p;
  -- Numbers first, a transaction number of our own after them: who took one of these numbers has a smaller one, or none will ever have it.
  given := CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN audit.last_no() ELSE 0 END;
  -- Asked before the entries are looked for: what was over then is seen below. A note of another cluster, in a restored database, is over.
  over := pg_snapshot_xmin(pg_current_snapshot()) >= state.noted_xact OR pg_snapshot_xmax(pg_current_snapshot()) <= state.noted_xact;
  SELECT s.pos, s.chain INTO head, link FROM audit.seal s ORDER BY s.pos DESC LIMIT 1;
  head := coalesce(head, state.checkpoint_pos);
  link := coalesce(link, state.checkpoint_chain);
  FOR entry IN
    SELECT e.no, e.digest FROM audit.entry e
     WHERE e.no > state.settled AND NOT EXISTS (SELECT FROM audit.seal s WHERE s.entry_no = e.no)
     ORDER BY e.no LIMIT most
  LOOP
    head := head + 1;
    link := audit.link(link, entry.digest, platform.now(), state.settled);
    INSERT INTO audit.seal (pos, entry_no, chain, sealed_at, settled) VALUES (head, entry.no, link, platform.now(), state.settled);
    sealed := sealed + 1;
  END LOOP;
  IF over AND sealed < most AND greatest(given, state.noted_no) > state.settled AND (given > state.noted_no OR state.noted_no > state.settled) THEN
    UPDATE audit.sealer SET settled = greatest(state.settled, state.noted_no), noted_no = greatest(given, state.noted_no),
           noted_xact = pg_current_xact_id();
  END IF;
  RETURN sealed;
END
$$;

CREATE FUNCTION audit.last_no() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(pg_sequence_last_value('audit.entry_no_seq'), 0)
$$;

-- ---------------------------------------------------------------- the proof

-- Looks at `most` seals after a position, with the entries they seal, and answers the first fault. The link before the first is taken as it
-- is stored: who looks at all ranges has proven it with the range before.
CREATE FUNCTION audit.verify_seals(after_pos bigint, most integer, OUT checked bigint, OUT fault_pos bigint, OUT fault_no bigint, OUT fault text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '32MB' SET jit = off AS $$
DECLARE
  through CONSTANT bigint := least(after_pos + most, (SELECT max(s.pos) FROM audit.seal s));
BEGIN
  SELECT count(*), min(looked.pos) FILTER (WHERE looked.fault IS NOT NULL) INTO checked, fault_pos
    FROM audit.look_at_seals(after_pos, through) AS looked;
  IF fault_pos IS NOT NULL THEN
    SELECT looked.entry_no, looked.fault INTO fault_no, fault
      FROM audit.look_at_seals(after_pos, through) AS looked WHERE looked.pos = fault_pos;
    IF fault = 'seal-missing' THEN  -- the gap was seen from the seal behind it
      SELECT greatest(after_pos, max(s.pos)) + 1, NULL INTO fault_pos, fault_no FROM audit.seal s WHERE s.pos < fault_pos;
    END IF;
  ELSIF checked <> through - after_pos THEN  -- the last ones are not there; of others, the seal after the gap tells
    fault_pos := after_pos + checked + 1;
    fault := 'seal-missing';
  END IF;
END
$$;

CREATE FUNCTION audit.look_at_seals(after_pos bigint, through bigint)
RETURNS TABLE (pos bigint, entry_no bigint, fault text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  from_no bigint;
  to_no bigint;
  previous record;
BEGIN
  SELECT min(s.entry_no), max(s.entry_no) INTO from_no, to_no FROM audit.seal s WHERE s.pos > after_pos AND s.pos <= through;
  SELECT s.chain, s.settled INTO previous FROM audit.seal s WHERE s.pos = after_pos;
  IF NOT FOUND THEN
    SELECT p.checkpoint_chain AS chain, 0::bigint AS settled INTO previous FROM audit.sealer p WHERE p.checkpoint_pos = after_pos;
  END IF;
  RETURN QUERY
    SELECT s.pos, s.entry_no,
           CASE WHEN s.pos <> lag(s.pos, 1, after_pos) OVER w + 1 THEN 'seal-missing'
                WHEN e.no IS NULL THEN 'entry-missing'
                WHEN e.digest IS DISTINCT FROM audit.digest_of(e) THEN 'entry-changed'
                WHEN s.chain IS DISTINCT FROM audit.link(lag(s.chain, 1, previous.chain) OVER w, e.digest, s.sealed_at, s.settled) THEN 'chain-broken'
                WHEN s.entry_no <= s.settled OR s.settled < lag(s.settled, 1, previous.settled) OVER w THEN 'entry-inserted' END
      FROM audit.seal s LEFT JOIN audit.entry e ON e.no = s.entry_no AND e.no BETWEEN from_no AND to_no
     WHERE s.pos > after_pos AND s.pos <= through
    WINDOW w AS (ORDER BY s.pos);
END
$$;

-- Entries without a seal: how many, how many of them are older than a moment, the first that cannot be true.
CREATE FUNCTION audit.verify_unsealed(late_before timestamptz,
  OUT unsealed bigint, OUT late bigint, OUT late_no bigint, OUT fault_no bigint, OUT fault text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH waiting AS (
    SELECT e.no, e.at,
           CASE WHEN e.digest IS DISTINCT FROM audit.digest_of(e) THEN 'entry-changed'
                WHEN e.no <= (SELECT greatest(max(s.settled), (SELECT p.settled FROM audit.sealer p)) FROM audit.seal s WHERE s.pos = (SELECT max(pos) FROM audit.seal))
                THEN 'entry-inserted' END AS fault
      FROM audit.entry e WHERE NOT EXISTS (SELECT FROM audit.seal s WHERE s.entry_no = e.no))
  SELECT count(*), count(*) FILTER (WHERE at < late_before), min(no) FILTER (WHERE at < late_before), min(no) FILTER (WHERE fault IS NOT NULL),
         (array_agg(fault ORDER BY no) FILTER (WHERE fault IS NOT NULL))[1]
    FROM waiting
$$;

-- Where the chain begins and ends, and whether an entry that stands in it tells of what was pruned before.
CREATE FUNCTION audit.ends(OUT checkpoint_pos bigint, OUT checkpoint_chain bytea, OUT checkpoint_proven boolean,
  OUT head_pos bigint, OUT head_chain bytea, OUT head_no bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.checkpoint_pos, p.checkpoint_chain,
         p.checkpoint_pos = 0 OR EXISTS (
           SELECT FROM audit.entry e WHERE e.act = 'audit:prune' AND e.after->>'pos' = p.checkpoint_pos::text
              AND e.after->>'chain' = encode(p.checkpoint_chain, 'hex')),
         coalesce(s.pos, p.checkpoint_pos), coalesce(s.chain, p.checkpoint_chain), s.entry_no
    FROM audit.sealer p LEFT JOIN (SELECT pos, chain, entry_no FROM audit.seal ORDER BY pos DESC LIMIT 1) s ON true
$$;

-- Compares heads that were kept outside: the first that the chain does not have, the last before it that it has, how many were compared.
-- What was pruned is not compared.
CREATE FUNCTION audit.compare_anchors(positions bigint[], chains text[], OUT wrong_pos bigint, OUT known_pos bigint, OUT compared bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH held AS (
    SELECT a.pos, coalesce(s.chain, CASE WHEN a.pos = p.checkpoint_pos THEN p.checkpoint_chain END) = decode(a.chain, 'hex') AS same
      FROM unnest(positions, chains) AS a (pos, chain) CROSS JOIN audit.sealer p LEFT JOIN audit.seal s ON s.pos = a.pos
     WHERE a.pos >= p.checkpoint_pos),
  wrong AS (SELECT min(pos) AS pos FROM held WHERE same IS NOT TRUE)
  SELECT wrong.pos, (SELECT max(held.pos) FROM held WHERE same AND (held.pos < wrong.pos OR wrong.pos IS NULL)), (SELECT count(*) FROM held)
    FROM wrong
$$;

-- ---------------------------------------------------------------- retention

-- Removes the oldest part of the chain, as far as all of it is older than so many months and whole; tells of it in an entry. Answers how many.
CREATE FUNCTION audit.prune(keep_months integer, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  state record;
  looked record;
  -- A clock that was set forward must not empty the log.
  cutoff CONSTANT timestamptz := least(platform.now(), clock_timestamp()) - make_interval(months => keep_months);
  until bigint;
  link bytea;
  last_no bigint;
BEGIN
  IF keep_months < 6 THEN RAISE EXCEPTION 'The audit is kept for six months at least' USING ERRCODE = 'check_violation'; END IF;
  IF NOT audit.take_turn() THEN RETURN 0; END IF;
  SELECT p.settled, p.noted_no, p.noted_xact, p.checkpoint_pos, p.checkpoint_chain INTO state FROM audit.sealer p;
  -- The last seal always stays: what comes next hangs on it.
  SELECT coalesce(min(s.pos) FILTER (WHERE e.at >= cutoff), max(s.pos)) - 1 INTO until
    FROM audit.seal s LEFT JOIN audit.entry e ON e.no = s.entry_no WHERE s.pos <= state.checkpoint_pos + most + 1;
  IF until IS NULL OR until <= state.checkpoint_pos THEN RETURN 0; END IF;
  SELECT l.fault INTO looked FROM audit.verify_seals(state.checkpoint_pos, (until - state.checkpoint_pos)::integer) l;
  IF looked.fault IS NOT NULL THEN
    RAISE EXCEPTION 'The oldest entries of the audit are not whole: they stay as evidence' USING ERRCODE = 'data_exception';
  END IF;
  SELECT s.chain INTO link FROM audit.seal s WHERE s.pos = until;
  SELECT max(s.entry_no) INTO last_no FROM audit.seal s WHERE s.pos <= until;
  DELETE FROM audit.entry e USING audit.seal s WHERE s.entry_no = e.no AND s.pos <= until;
  DELETE FROM audit.seal s WHERE s.pos <= until;
  UPDATE audit.sealer SET checkpoint_pos = until, checkpoint_chain = link;
  INSERT INTO audit.entry (role, act, object, after) VALUES ('fengsui_job', 'audit:prune', 'audit.entry', jsonb_build_object('pos', until,
    'chain', encode(link, 'hex'), 'entries', until - state.checkpoint_pos, 'lastNo', last_no, 'before', cutoff, 'keepMonths', keep_months));
  RETURN until - state.checkpoint_pos;
END
$$;

REVOKE EXECUTE ON FUNCTION audit.seal_batch(integer), audit.prune(integer, integer), audit.verify_seals(bigint, integer),
  audit.verify_unsealed(timestamptz), audit.ends(), audit.compare_anchors(bigint[], text[]), audit.sees_all(),
  audit.take_turn(), audit.last_no(), audit.look_at_seals(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.seal_batch(integer), audit.prune(integer, integer) TO fengsui_job;
GRANT EXECUTE ON FUNCTION audit.verify_seals(bigint, integer), audit.verify_unsealed(timestamptz), audit.ends(),
  audit.compare_anchors(bigint[], text[]) TO fengsui_job, fengsui_audit;
GRANT EXECUTE ON FUNCTION audit.sees_all() TO fengsui_audit;

-- ---------------------------------------------------------------- made-up incidents

-- As before, but for the audit: what was done stays on record, or the chain would break with every clearing.
CREATE OR REPLACE FUNCTION incidents.clear_demo() RETURNS TABLE (id uuid, division_path text, was_open boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
    SELECT i.id, i.division_path, i.state IN ('reported', 'acknowledged') AS was_open FROM incidents.incident i WHERE i.demo;
  -- A real incident that was marked as repeating a made-up one is open again.
  UPDATE incidents.incident i
     SET state = CASE WHEN i.acknowledged_at IS NULL THEN 'reported' ELSE 'acknowledged' END::incidents.state,
         duplicate_of = NULL, revision = i.revision + 1
   WHERE NOT i.demo AND i.duplicate_of IN (SELECT g.id FROM pg_temp.gone g);
  DELETE FROM incidents.entry e USING pg_temp.gone g WHERE e.incident_id = g.id;
  DELETE FROM incidents.receipt r USING pg_temp.gone g WHERE r.incident_id = g.id;
  UPDATE incidents.incident i SET state = 'reported', duplicate_of = NULL, closed_at = NULL WHERE i.demo AND i.duplicate_of IS NOT NULL;
  DELETE FROM incidents.incident i WHERE i.demo;
  DELETE FROM incidents.incident_history h WHERE h.demo;
  DELETE FROM incidents.feed_pulse p WHERE NOT EXISTS (SELECT FROM incidents.incident i WHERE i.feed_id = p.feed_id);
  DELETE FROM platform.event e USING pg_temp.gone g WHERE e.topic = 'incidents' AND e.id = g.id::text;
  RETURN QUERY SELECT g.id, g.division_path, g.was_open FROM pg_temp.gone g;
END
$$;
