-- Sign-ins are counted by where they come from too, and in lanes: strangers at an address share one, each browser that signed in
-- before has one of its own, and so has somebody signed in who is asked for the present password. Strangers fill the first alone.

ALTER TABLE login_attempt
  ADD COLUMN source text,
  ADD COLUMN lane text,
  ADD COLUMN lifted boolean NOT NULL DEFAULT false;
CREATE INDEX "login_attempt_source_at_idx" ON "login_attempt"("source", "at");

-- Browsers in which an account has signed in; of the secret in their cookie only the SHA-256 is kept. One browser may know
-- several accounts. It opens nothing: it only gives tries that strangers cannot use up. Written and read by functions alone.
CREATE TABLE known_device (
  hash text NOT NULL,
  account_id uuid NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  last_used_at timestamptz(3) NOT NULL,
  PRIMARY KEY (hash, account_id)
);
CREATE INDEX "known_device_account_id_last_used_at_idx" ON "known_device"("account_id", "last_used_at");
CREATE INDEX "known_device_last_used_at_idx" ON "known_device"("last_used_at");
ALTER TABLE known_device ENABLE ROW LEVEL SECURITY;

-- As the function of this name before it (which a portal of the version before still calls), with source and lanes. No row when
-- the lane at this address has failed p_allowed times within 15 minutes, or strangers from this source p_source_allowed times;
-- failures that somebody made good from the same source, with the right password, do not count against the source.
CREATE FUNCTION portal_begin_sign_in(p_email text, p_now timestamptz, p_allowed int, p_source text, p_source_allowed int, p_device text, p_lane text)
  RETURNS TABLE (attempt bigint, account_id uuid, password_hash text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  begun bigint;
  own_lane text := p_lane;
  since timestamptz := p_now - interval '15 minutes';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sign-in ' || p_email, 0));
  IF own_lane IS NULL AND p_device IS NOT NULL THEN
    SELECT 'device ' || k.hash INTO own_lane FROM known_device k JOIN account a ON a.id = k.account_id
      WHERE k.hash = p_device AND a.email = p_email AND a.disabled_at IS NULL AND k.last_used_at > p_now - interval '180 days' LIMIT 1;
  END IF;
  IF (SELECT count(*) FROM login_attempt t
      WHERE t.email = p_email AND t.lane IS NOT DISTINCT FROM own_lane AND NOT t.succeeded AND NOT t.lifted AND t.at > since) >= p_allowed THEN
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
    LEFT JOIN account a ON a.email = p_email AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
    ORDER BY a.id;
END $$;

-- The attempt was not judged: there was no room for it.
CREATE FUNCTION portal_withdraw_attempt(p_attempt bigint) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM login_attempt WHERE id = p_attempt AND NOT succeeded
$$;

-- The browser knows the account from now on, under a new secret each time; an account keeps its five last browsers.
CREATE FUNCTION portal_remember_device(p_session uuid, p_before text, p_device text, p_now timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE known_device SET hash = p_device WHERE hash = p_before;
  INSERT INTO known_device (hash, account_id, last_used_at)
    SELECT p_device, s.account_id, p_now FROM session s WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > p_now
    ON CONFLICT (hash, account_id) DO UPDATE SET last_used_at = EXCLUDED.last_used_at;
  DELETE FROM known_device k USING session s WHERE s.id = p_session AND k.account_id = s.account_id AND k.hash NOT IN (
    SELECT n.hash FROM known_device n WHERE n.account_id = s.account_id ORDER BY n.last_used_at DESC, n.hash LIMIT 5);
  DELETE FROM known_device WHERE (hash, account_id) IN (
    SELECT hash, account_id FROM known_device WHERE last_used_at < p_now - interval '180 days' ORDER BY last_used_at LIMIT 100 FOR UPDATE SKIP LOCKED);
$$;

-- A new password, another address and a closed account make strangers of its browsers.
CREATE FUNCTION portal_forget_devices() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM known_device WHERE account_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_devices AFTER UPDATE OF password_hash, email, disabled_at ON account FOR EACH ROW
  WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash OR OLD.email IS DISTINCT FROM NEW.email OR OLD.disabled_at IS DISTINCT FROM NEW.disabled_at)
  EXECUTE FUNCTION portal_forget_devices();

-- Which of the accounts have to wait before strangers' browsers may sign in; of the scope's own accounts alone.
CREATE FUNCTION portal_locked_accounts(p_accounts uuid[], p_now timestamptz, p_allowed int) RETURNS TABLE (account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM account a
  WHERE a.id = ANY (p_accounts) AND (a.operator_id = portal_operator() OR (portal_scope() = 'platform' AND a.operator_id IS NULL))
    AND EXISTS (
      SELECT 1 FROM login_attempt t WHERE t.email = a.email AND NOT t.succeeded AND NOT t.lifted AND t.at > p_now - interval '15 minutes'
      GROUP BY t.lane HAVING count(*) >= p_allowed)
$$;

-- Lifts the lock of an account of the scope: what failed so far does not count against its address any more.
CREATE FUNCTION portal_lift_lock(p_account uuid, p_now timestamptz) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH lifted AS (
    UPDATE login_attempt t SET lifted = true FROM account a
    WHERE a.id = p_account AND (a.operator_id = portal_operator() OR (portal_scope() = 'platform' AND a.operator_id IS NULL))
      AND t.email = a.email AND NOT t.succeeded AND NOT t.lifted AND t.at > p_now - interval '15 minutes'
    RETURNING 1)
  SELECT count(*)::int FROM lifted
$$;

REVOKE ALL ON known_device FROM PUBLIC;
REVOKE ALL ON FUNCTION portal_begin_sign_in(text, timestamptz, int, text, int, text, text), portal_withdraw_attempt, portal_remember_device,
  portal_forget_devices, portal_locked_accounts, portal_lift_lock FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_begin_sign_in(text, timestamptz, int, text, int, text, text), portal_withdraw_attempt, portal_remember_device,
  portal_locked_accounts, portal_lift_lock TO portal_application;
