-- Sign-ins are counted before they are judged, under the very address with which the account is looked for, and leave a trace
-- in the audit trail. What writes them are functions of the owner: the application's login neither adds attempts nor sessions.

-- Begins a sign-in: counts it as failed, and gives the accounts of the address that have a password, in the order of their ids;
-- one row without an account where there is none, so that a known address and an unknown one look alike. No row at all when
-- the address has failed so often that it has to wait. Attempts at one address follow one another: those that come together
-- see each other.
CREATE FUNCTION portal_begin_sign_in(p_email text, p_now timestamptz, p_allowed int)
  RETURNS TABLE (attempt bigint, account_id uuid, password_hash text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE begun bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sign-in ' || p_email, 0));
  IF (SELECT count(*) FROM login_attempt t
      WHERE t.email = p_email AND NOT t.succeeded AND t.at > p_now - interval '15 minutes') >= p_allowed THEN
    RETURN;
  END IF;
  INSERT INTO login_attempt (email, at, succeeded) VALUES (p_email, p_now, false) RETURNING id INTO begun;
  RETURN QUERY SELECT begun, a.id, a.password_hash FROM (SELECT 1) one
    LEFT JOIN account a ON a.email = p_email AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
    ORDER BY a.id;
END $$;

-- The password was right, and asked for something else than a session (the change of the password).
CREATE FUNCTION portal_attempt_succeeded(p_attempt bigint) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE login_attempt SET succeeded = true WHERE id = p_attempt
$$;

-- Ends a sign-in: with a session for the account whose password was right, else (p_account is null) with a refusal in the
-- trail of each account of the address. Takes along a little of what ended more than a day ago.
CREATE FUNCTION portal_finish_sign_in(p_attempt bigint, p_account uuid, p_session uuid, p_now timestamptz, p_expires timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE login_attempt SET succeeded = true WHERE id = p_attempt AND p_account IS NOT NULL;
  INSERT INTO session (id, account_id, created_at, expires_at)
    SELECT p_session, p_account, p_now, p_expires WHERE p_account IS NOT NULL;
  INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
    SELECT p_now, a.operator_id, a.id, 'session.signIn', 'done', 'account/' || a.id, '{}'::jsonb
    FROM account a WHERE a.id = p_account
    UNION ALL
    SELECT p_now, a.operator_id, a.id, 'session.refused', 'refused', 'account/' || a.id, '{"code": "invalid_input"}'::jsonb
    FROM login_attempt t JOIN account a ON a.email = t.email WHERE t.id = p_attempt AND p_account IS NULL;
  DELETE FROM login_attempt WHERE id IN (
    SELECT id FROM login_attempt WHERE at < p_now - interval '1 day' ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED);
  DELETE FROM session WHERE id IN (
    SELECT id FROM session WHERE expires_at < p_now - interval '1 day' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED);
  DELETE FROM access_token WHERE id IN (
    SELECT id FROM access_token WHERE expires_at < p_now - interval '1 day' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED);
$$;

-- Hashes of passwords are for the functions above. The list of the platform's offices still asks who has a password.
DROP FUNCTION portal_find_login(text, timestamptz);
CREATE FUNCTION portal_find_login(p_email text, p_now timestamptz) RETURNS TABLE (account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM account a
  WHERE a.email = p_email AND a.operator_id IS NULL AND portal_scope() = 'platform' AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
$$;

REVOKE ALL ON FUNCTION portal_begin_sign_in, portal_attempt_succeeded, portal_finish_sign_in, portal_find_login FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_begin_sign_in, portal_attempt_succeeded, portal_finish_sign_in, portal_find_login TO portal_application;

DROP POLICY recorded ON login_attempt;
REVOKE ALL ON login_attempt FROM portal_application;
REVOKE ALL ON SEQUENCE login_attempt_id_seq FROM portal_application;
REVOKE INSERT ON session FROM portal_application;

-- What ended is found by when it ended.
CREATE INDEX "login_attempt_at_idx" ON "login_attempt"("at");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
CREATE INDEX "access_token_expires_at_idx" ON "access_token"("expires_at");
