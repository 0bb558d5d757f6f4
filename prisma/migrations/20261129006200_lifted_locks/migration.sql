-- A lock is lifted for one account, by who may open it, and three times a day at most. An address may have accounts at several
-- operators (docs/decisions/0014): what one operator lifts lets nobody guess at another's account, and tells nothing about it.
CREATE TABLE lock_lift (
  account_id uuid NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, at)
);
CREATE INDEX "lock_lift_at_idx" ON "lock_lift"("at");
ALTER TABLE lock_lift ENABLE ROW LEVEL SECURITY; -- and no policy: functions alone read and write it

-- Failures that count against an account for who comes in a lane (null: strangers) since it was lifted last. For an account,
-- a browser that only other accounts of the address know is a stranger's: whoever has one of those cannot guess at this one.
CREATE FUNCTION portal_failures(p_account uuid, p_lane text, p_now timestamptz) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM account a
    CROSS JOIN LATERAL (SELECT coalesce(p_lane LIKE 'signed-in %', false)
      OR EXISTS (SELECT 1 FROM known_device k WHERE k.account_id = a.id AND p_lane = 'device ' || k.hash) AS known) own
    JOIN login_attempt t ON t.email = a.email AND NOT t.succeeded AND NOT t.lifted
      AND t.at > greatest(p_now - interval '15 minutes', (SELECT max(l.at) FROM lock_lift l WHERE l.account_id = a.id))
      AND CASE WHEN own.known THEN t.lane = p_lane
        ELSE t.lane IS NULL OR (t.lane LIKE 'device %'
          AND NOT EXISTS (SELECT 1 FROM known_device k WHERE k.account_id = a.id AND t.lane = 'device ' || k.hash)) END
  WHERE a.id = p_account
$$;

-- As before it, but for each account of the address by itself: those whose own count is full are not among what is judged.
CREATE OR REPLACE FUNCTION portal_begin_sign_in(p_email text, p_now timestamptz, p_allowed int, p_source text, p_source_allowed int, p_device text, p_lane text)
  RETURNS TABLE (attempt bigint, account_id uuid, password_hash text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  begun bigint;
  own_lane text := p_lane;
  judged uuid[];
  since timestamptz := p_now - interval '15 minutes';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sign-in ' || p_email, 0));
  IF own_lane IS NULL AND p_device IS NOT NULL THEN
    SELECT 'device ' || k.hash INTO own_lane FROM known_device k JOIN account a ON a.id = k.account_id
      WHERE k.hash = p_device AND a.email = p_email AND a.disabled_at IS NULL AND k.last_used_at > p_now - interval '180 days' LIMIT 1;
  END IF;
  judged := ARRAY(SELECT a.id FROM account a WHERE a.email = p_email AND a.disabled_at IS NULL AND (p_lane IS NULL OR p_lane = 'signed-in ' || a.id)
    AND portal_failures(a.id, own_lane, p_now) < p_allowed);
  IF cardinality(judged) = 0 AND (EXISTS (SELECT 1 FROM account a WHERE a.email = p_email AND a.disabled_at IS NULL)
      OR (SELECT count(*) FROM login_attempt t WHERE t.email = p_email AND t.lane IS NOT DISTINCT FROM own_lane
          AND NOT t.succeeded AND NOT t.lifted AND t.at > since) >= p_allowed) THEN
    RETURN;
  END IF;
  IF own_lane IS NULL AND p_source IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('sign-in from ' || p_source, 0));
    IF (SELECT count(*) FROM login_attempt t
        WHERE t.source = p_source AND t.lane IS NULL AND NOT t.succeeded AND t.at > since
          AND NOT EXISTS (SELECT 1 FROM login_attempt s WHERE s.email = t.email AND s.source = p_source AND s.succeeded AND s.at >= t.at)) >= p_source_allowed THEN
      RETURN;
    END IF;
  END IF;
  INSERT INTO login_attempt (email, at, succeeded, source, lane) VALUES (p_email, p_now, false, p_source, own_lane) RETURNING id INTO begun;
  RETURN QUERY SELECT begun, a.id, a.password_hash FROM (SELECT 1) one
    LEFT JOIN account a ON a.id = ANY (judged) AND a.password_hash IS NOT NULL
    ORDER BY a.id;
END $$;

-- As before it; what failed in this browser goes on counting for it under the new secret.
CREATE OR REPLACE FUNCTION portal_remember_device(p_session uuid, p_before text, p_device text, p_now timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE login_attempt t SET lane = 'device ' || p_device FROM known_device k JOIN account a ON a.id = k.account_id
    WHERE k.hash = p_before AND t.email = a.email AND t.lane = 'device ' || p_before AND t.at > p_now - interval '15 minutes';
  UPDATE known_device SET hash = p_device WHERE hash = p_before;
  INSERT INTO known_device (hash, account_id, last_used_at)
    SELECT p_device, s.account_id, p_now FROM session s WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > p_now
    ON CONFLICT (hash, account_id) DO UPDATE SET last_used_at = EXCLUDED.last_used_at;
  DELETE FROM known_device k USING session s WHERE s.id = p_session AND k.account_id = s.account_id AND k.hash NOT IN (
    SELECT n.hash FROM known_device n WHERE n.account_id = s.account_id ORDER BY n.last_used_at DESC, n.hash LIMIT 5);
  DELETE FROM known_device WHERE (hash, account_id) IN (
    SELECT hash, account_id FROM known_device WHERE last_used_at < p_now - interval '180 days' ORDER BY last_used_at LIMIT 100 FOR UPDATE SKIP LOCKED);
$$;

-- The lanes in which an account can be locked: strangers, its own browsers, and itself while signed in.
CREATE FUNCTION portal_lanes(p_account uuid) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NULL UNION ALL SELECT 'signed-in ' || p_account UNION ALL SELECT 'device ' || k.hash FROM known_device k WHERE k.account_id = p_account
$$;

CREATE OR REPLACE FUNCTION portal_locked_accounts(p_accounts uuid[], p_now timestamptz, p_allowed int) RETURNS TABLE (account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM account a
  WHERE a.id = ANY (p_accounts) AND portal_manages(a.operator_id)
    AND EXISTS (SELECT 1 FROM portal_lanes(a.id) AS lane WHERE portal_failures(a.id, lane, p_now) >= p_allowed)
$$;

-- Whether the account of the scope may lift the lock of the other one: the rule for links, and of offices the platform. The
-- command line has no account.
CREATE FUNCTION portal_may_lift(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND a.disabled_at IS NULL AND portal_manages(a.operator_id) AND CASE
    WHEN portal_account() IS NULL THEN portal_is_owner()
    WHEN a.operator_id IS NULL THEN portal_administers(portal_account())
    ELSE portal_may_open(portal_account(), a.id) END)
$$;

-- Lifts the lock of an account: what failed so far does not count against it any more. Says `lifted` with how many failures
-- that were, `tooOften` after three times in a day, or `notTheirs`. The command line may do it always.
CREATE FUNCTION portal_unlock(p_account uuid, p_now timestamptz) RETURNS TABLE (outcome text, failures int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE failed int;
BEGIN
  PERFORM 1 FROM account a WHERE a.id = p_account AND portal_manages(a.operator_id) FOR UPDATE;
  IF NOT portal_may_lift(p_account) THEN RETURN QUERY SELECT 'notTheirs', 0; RETURN; END IF;
  SELECT coalesce(sum(portal_failures(p_account, lane, p_now)), 0)::int INTO failed FROM portal_lanes(p_account) AS lane;
  IF failed > 0 THEN
    IF portal_account() IS NOT NULL AND (SELECT count(*) FROM lock_lift l WHERE l.account_id = p_account AND l.at > p_now - interval '1 day') >= 3 THEN
      RETURN QUERY SELECT 'tooOften', 0; RETURN;
    END IF;
    INSERT INTO lock_lift (account_id, at) VALUES (p_account, p_now) ON CONFLICT DO NOTHING;
    DELETE FROM lock_lift WHERE at < p_now - interval '1 day';
  END IF;
  RETURN QUERY SELECT 'lifted', failed;
END $$;

-- As the portal of the migrations before calls it.
CREATE OR REPLACE FUNCTION portal_lift_lock(p_account uuid, p_now timestamptz) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT failures FROM portal_unlock(p_account, p_now)
$$;

REVOKE ALL ON lock_lift FROM PUBLIC;
REVOKE ALL ON FUNCTION portal_failures, portal_lanes, portal_may_lift, portal_unlock FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_may_lift, portal_unlock TO portal_application;
