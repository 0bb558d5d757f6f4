-- Security events: sign-ins that failed or were stopped, tokens and links that open nothing. One row for each minute, kind,
-- source and known account, so that a flood adds to counts and not to the table (docs/decisions/0047).
CREATE TABLE security_event (
  id bigserial NOT NULL,
  minute timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  kind text NOT NULL CHECK (kind IN ('signIn.failed', 'signIn.stopped', 'token.unusable', 'link.unusable')),
  -- An IPv4 address or an IPv6 /64; none for what did not fit.
  source text CHECK (length(source) <= 64),
  operator_id uuid,
  account_id uuid,
  -- The first addresses that were tried, masked.
  subjects text[] NOT NULL CHECK (cardinality(subjects) <= 5 AND length(array_to_string(subjects, '')) <= 600),
  user_agent text CHECK (length(user_agent) <= 300),
  times int NOT NULL CHECK (times > 0),
  CONSTRAINT security_event_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX security_event_place ON security_event (minute, kind, source, account_id) NULLS NOT DISTINCT;
CREATE INDEX security_event_operator_id_id_idx ON security_event (operator_id, id);

ALTER TABLE security_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON security_event FOR SELECT USING (portal_scope() = 'platform' OR operator_id = portal_operator());
GRANT SELECT ON security_event TO portal_application;

-- Counts grow, and entries of the last 90 days stay, for everyone, the owner included.
CREATE FUNCTION portal_keep_security_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.minute, NEW.kind, NEW.times > OLD.times) IS NOT DISTINCT FROM (OLD.id, OLD.minute, OLD.kind, true)
      AND (NEW.source, NEW.operator_id, NEW.account_id) IS NOT DISTINCT FROM (OLD.source, OLD.operator_id, OLD.account_id)
      AND NEW.subjects @> OLD.subjects THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND OLD.minute < (SELECT max(e.minute) FROM security_event e) - interval '90 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'table security_event is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON security_event FOR EACH ROW EXECUTE FUNCTION portal_keep_security_event();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON security_event FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- Adds to the row of the minute. At most 50 rows in a minute and 5,000 on a day for known accounts, and as many for the rest;
-- what does not fit is counted in one row of the minute, or of the day, without a source. `p_email` and `p_hash` only find the
-- accounts that are meant; neither is stored.
CREATE FUNCTION portal_note_security_event(p_kind text, p_times int, p_source text, p_agent text, p_subject text, p_email text, p_hash text, p_now timestamptz)
  RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  meant record;
  place timestamptz;
  known boolean;
  fits boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('security event', 0));
  FOR meant IN
    SELECT a.id, a.operator_id FROM (SELECT 1) one LEFT JOIN account a ON a.disabled_at IS NULL
      AND (a.email = p_email OR a.id = (SELECT t.account_id FROM access_token t WHERE t.hash = p_hash))
  LOOP
    place := date_trunc('minute', p_now);
    known := meant.id IS NOT NULL;
    fits := true;
    IF NOT EXISTS (SELECT 1 FROM security_event e WHERE e.minute = place AND e.kind = p_kind
        AND e.source IS NOT DISTINCT FROM p_source AND e.account_id IS NOT DISTINCT FROM meant.id) THEN
      IF (SELECT count(*) FROM security_event e WHERE e.minute >= date_trunc('day', p_now) AND (e.account_id IS NOT NULL) = known) >= 5000 THEN
        place := date_trunc('day', p_now);
      END IF;
      fits := place = date_trunc('minute', p_now)
        AND (SELECT count(*) FROM security_event e WHERE e.minute = place AND (e.account_id IS NOT NULL) = known) < 50;
    END IF;
    INSERT INTO security_event AS e (minute, last_at, kind, source, operator_id, account_id, subjects, user_agent, times)
      SELECT place, p_now, p_kind, CASE WHEN fits THEN p_source END, CASE WHEN fits THEN meant.operator_id END, CASE WHEN fits THEN meant.id END,
        CASE WHEN fits AND p_subject IS NOT NULL THEN ARRAY[p_subject] ELSE '{}' END, CASE WHEN fits THEN p_agent END, greatest(p_times, 1)
      ON CONFLICT (minute, kind, source, account_id) DO UPDATE SET
        times = least(e.times::bigint + EXCLUDED.times, 2147483647)::int,
        last_at = greatest(e.last_at, EXCLUDED.last_at),
        subjects = CASE WHEN cardinality(e.subjects) < 5 AND NOT EXCLUDED.subjects <@ e.subjects THEN e.subjects || EXCLUDED.subjects ELSE e.subjects END;
  END LOOP;
  DELETE FROM security_event WHERE id IN (
    SELECT e.id FROM security_event e WHERE e.minute < p_now - interval '91 days' ORDER BY e.minute LIMIT 100);
END $$;
REVOKE ALL ON FUNCTION portal_note_security_event, portal_keep_security_event FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_note_security_event TO portal_application;
