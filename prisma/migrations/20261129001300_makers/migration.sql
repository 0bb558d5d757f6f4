-- A link is worth what its maker may still do. That is asked when it is read and when it is used, so that no order of deeds
-- keeps one alive: a CISO whose role was taken, a 事務局 that left, an administrator that was suspended.
CREATE FUNCTION portal_maker_still_may(p_token uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN t.made_by IS NULL THEN true -- the command line, and the first start
    WHEN m.operator_id IS NULL THEN m.disabled_at IS NULL AND m.role = 'platformAdministrator'
    ELSE NOT EXISTS (
      SELECT 1 FROM (SELECT 'handler' AS role UNION
        SELECT h.role FROM appointment h WHERE h.operator_id = a.operator_id AND h.person_id = a.person_id) held
      WHERE NOT portal_may_appoint(t.made_by, a.operator_id, held.role)) END
  FROM access_token t JOIN account a ON a.id = t.account_id LEFT JOIN account m ON m.id = t.made_by
  WHERE t.id = p_token
$$;

CREATE OR REPLACE FUNCTION portal_read_link(p_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('account', d.account, 'effectiveAt', t.effective_at)
  FROM access_token t CROSS JOIN LATERAL (SELECT portal_describe_account(t.account_id) AS account) d
  WHERE t.hash = p_hash AND t.purpose = 'invitation' AND t.revoked_at IS NULL AND t.expires_at > p_now AND d.account IS NOT NULL
    AND portal_maker_still_may(t.id)
$$;
CREATE OR REPLACE FUNCTION portal_use_link(p_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'used' FROM account a
  WHERE t.hash = p_hash AND t.purpose = 'invitation' AND t.revoked_at IS NULL AND coalesce(t.effective_at <= p_now, true) AND t.expires_at > p_now
    AND a.id = t.account_id AND a.id = portal_account() AND a.disabled_at IS NULL AND portal_maker_still_may(t.id)
  RETURNING jsonb_build_object('link', t.id, 'how', t.made_how, 'as', t.made_as, 'maker', t.made_by, 'makerName', t.maker_name, 'madeAt', t.created_at)
$$;
CREATE OR REPLACE FUNCTION portal_link_of(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('state', CASE WHEN t.revoked_at IS NULL AND portal_maker_still_may(t.id) THEN 'open'
      WHEN t.revoked_at IS NULL OR t.ended_because IN ('address', 'role', 'upgrade') OR (t.ended_because = 'used' AND a.password_hash IS NULL) THEN 'remake'
      ELSE 'ended' END,
    'because', t.ended_because, 'madeAt', t.created_at, 'effectiveAt', coalesce(t.effective_at, t.created_at), 'expiresAt', t.expires_at,
    'makerName', t.maker_name, 'as', t.made_as)
  FROM access_token t JOIN account a ON a.id = t.account_id
  WHERE t.account_id = p_account AND t.purpose = 'invitation' AND portal_manages(a.operator_id)
  ORDER BY t.created_at DESC, t.revoked_at DESC NULLS FIRST LIMIT 1
$$;

-- A deciding role ends what a maker who could not appoint to it may hold: the open link, and the password that was set by a
-- link of the 事務局, with the sessions and tokens that came of it. The CISO's link sets a new one.
CREATE OR REPLACE FUNCTION portal_roles_given() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held uuid;
  known uuid[] := ARRAY(
    SELECT DISTINCT a.id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id
    WHERE portal_deciding(g.role) AND a.password_hash IS NOT NULL AND a.password_origin->>'as' = 'secretariat' AND portal_working_ciso(g.operator_id));
BEGIN
  PERFORM portal_end(ARRAY(
    SELECT t.account_id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id
      JOIN access_token t ON t.account_id = a.id AND t.purpose = 'invitation' AND t.revoked_at IS NULL
    WHERE NOT portal_may_appoint(t.made_by, g.operator_id, g.role)), true, 'role');
  PERFORM portal_end(known, false, 'role');
  UPDATE account SET password_hash = NULL WHERE id = ANY(known);
  -- Another password may be known to whoever made its link: the person is told once more.
  UPDATE account a SET password_origin_seen = false FROM given g
    WHERE a.operator_id = g.operator_id AND a.person_id = g.person_id AND portal_deciding(g.role) AND a.password_origin IS NOT NULL;
  FOR held IN SELECT DISTINCT g.operator_id FROM given g WHERE g.role = 'ciso' LOOP
    IF portal_working_ciso(held) THEN PERFORM portal_ciso_began(held); END IF;
  END LOOP;
  RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION portal_maker_still_may FROM PUBLIC;
