-- Too many failures of strangers from one source keep everybody there from a first sign-in. That is said in words of its own (a
-- row without an attempt; the same for every address, so that it tells nothing), and ends for somebody whose lock was lifted
-- within the quarter of an hour: the limit of the own address stays (docs/decisions/0019).
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
  IF own_lane IS NULL AND p_source IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM lock_lift l JOIN account a ON a.id = l.account_id WHERE a.email = p_email AND a.disabled_at IS NULL AND l.at > since) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('sign-in from ' || p_source, 0));
    IF (SELECT count(*) FROM login_attempt t
        WHERE t.source = p_source AND t.lane IS NULL AND NOT t.succeeded AND t.at > since
          AND NOT EXISTS (SELECT 1 FROM login_attempt s WHERE s.email = t.email AND s.source = p_source AND s.succeeded AND s.at >= t.at)) >= p_source_allowed THEN
      RETURN QUERY SELECT NULL::bigint, NULL::uuid, NULL::text;
      RETURN;
    END IF;
  END IF;
  INSERT INTO login_attempt (email, at, succeeded, source, lane) VALUES (p_email, p_now, false, p_source, own_lane) RETURNING id INTO begun;
  RETURN QUERY SELECT begun, a.id, a.password_hash FROM (SELECT 1) one
    LEFT JOIN account a ON a.id = ANY (judged) AND a.password_hash IS NOT NULL
    ORDER BY a.id;
END $$;

-- The command line cannot see a source that waits, so that its lift counts also where nothing failed at the account itself.
CREATE OR REPLACE FUNCTION portal_unlock(p_account uuid, p_now timestamptz) RETURNS TABLE (outcome text, failures int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE failed int;
BEGIN
  PERFORM 1 FROM account a WHERE a.id = p_account AND portal_manages(a.operator_id) FOR UPDATE;
  IF NOT portal_may_lift(p_account) THEN RETURN QUERY SELECT 'notTheirs', 0; RETURN; END IF;
  SELECT coalesce(sum(portal_failures(p_account, lane, p_now)), 0)::int INTO failed FROM portal_lanes(p_account) AS lane;
  IF failed > 0 OR portal_account() IS NULL THEN
    IF portal_account() IS NOT NULL AND (SELECT count(*) FROM lock_lift l WHERE l.account_id = p_account AND l.at > p_now - interval '1 day') >= 3 THEN
      RETURN QUERY SELECT 'tooOften', 0; RETURN;
    END IF;
    INSERT INTO lock_lift (account_id, at) VALUES (p_account, p_now) ON CONFLICT DO NOTHING;
    DELETE FROM lock_lift WHERE at < p_now - interval '1 day';
  END IF;
  RETURN QUERY SELECT 'lifted', failed;
END $$;
