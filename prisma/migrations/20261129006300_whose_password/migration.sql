-- A password is worth what the maker of the link with which it was set may still do, as the link itself was; what waits for
-- somebody who is just being appointed, or has just changed the password, finds what it then is (docs/decisions/0016).

-- Who made the link of the present password; null where nobody of the portal did, or it was not recorded.
ALTER TABLE account ADD COLUMN password_maker uuid;
GRANT SELECT (password_maker) ON account TO portal_application;

CREATE OR REPLACE FUNCTION portal_use_link(p_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH used AS (
    UPDATE access_token t SET revoked_at = p_now, ended_because = 'used' FROM account a
    WHERE t.hash = p_hash AND t.purpose = 'invitation' AND t.revoked_at IS NULL AND coalesce(t.effective_at <= p_now, true) AND t.expires_at > p_now
      AND a.id = t.account_id AND a.id = portal_account() AND a.disabled_at IS NULL AND portal_maker_still_may(t.id)
    RETURNING t.*),
  kept AS (UPDATE account a SET password_maker = u.made_by FROM used u WHERE a.id = u.account_id)
  SELECT jsonb_build_object('link', u.id, 'how', u.made_how, 'as', u.made_as, 'maker', u.made_by, 'makerName', u.maker_name, 'madeAt', u.created_at) FROM used u
$$;

CREATE OR REPLACE FUNCTION portal_roles_given() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held uuid; token record; deciding uuid[]; known uuid[];
BEGIN
  -- First, so that a link that is being used and a token that is being made are done, or find the role.
  PERFORM 1 FROM account a WHERE a.id IN (
    SELECT o.id FROM given g JOIN account o ON o.operator_id = g.operator_id AND o.person_id = g.person_id WHERE portal_deciding(g.role))
    ORDER BY a.id FOR UPDATE;
  deciding := ARRAY(
    SELECT DISTINCT a.id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id WHERE portal_deciding(g.role));
  known := ARRAY(
    SELECT DISTINCT a.id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id
    WHERE portal_deciding(g.role) AND a.password_hash IS NOT NULL
      -- Not where the role gives nothing that the person did not hold before: the same role elsewhere, or all of them.
      AND NOT EXISTS (SELECT 1 FROM appointment h WHERE h.operator_id = g.operator_id AND h.person_id = g.person_id AND h.role IN (g.role, 'ciso')
        AND h.id NOT IN (SELECT n.id FROM given n))
      AND CASE
        WHEN portal_may_appoint(a.password_maker, g.operator_id, g.role) THEN false
        -- A 事務局 may, where the CISOs that work are those whom it is appointing.
        WHEN portal_holds(a.password_maker, '{secretariat}') AND EXISTS (SELECT 1 FROM account m WHERE m.id = a.password_maker AND m.operator_id = g.operator_id) THEN EXISTS (
            SELECT 1 FROM appointment w JOIN account o ON o.operator_id = w.operator_id AND o.person_id = w.person_id
            WHERE w.operator_id = g.operator_id AND w.role = 'ciso' AND o.disabled_at IS NULL AND o.password_hash IS NOT NULL
              AND w.id NOT IN (SELECT n.id FROM given n))
        WHEN a.password_maker IS NOT NULL THEN true
        -- By a link of the command line, which appoints nobody; or of a 事務局, from before its name was kept.
        ELSE a.password_origin->>'as' = 'commandLine' OR (a.password_origin->>'as' = 'secretariat' AND portal_ciso_works(g.operator_id)) END);
  PERFORM portal_end(ARRAY(
    SELECT t.account_id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id
      JOIN access_token t ON t.account_id = a.id AND t.purpose = 'invitation' AND t.revoked_at IS NULL
    WHERE NOT portal_may_appoint(t.made_by, g.operator_id, g.role)), true, 'role');
  PERFORM portal_end(known, false, 'role');
  UPDATE account SET password_hash = NULL WHERE id = ANY (known);
  FOR token IN UPDATE access_token SET revoked_at = now(), ended_because = 'role'
    WHERE account_id = ANY (deciding) AND purpose = 'api' AND made_as = 'commandLine' AND revoked_at IS NULL RETURNING id, account_id
  LOOP
    PERFORM portal_note_end(token.account_id, 'token', token.id, 'role');
  END LOOP;
  -- Another password may be known to whoever made its link: the person is told once more.
  UPDATE account SET password_origin_seen = false WHERE id = ANY (deciding) AND password_origin IS NOT NULL;
  FOR held IN SELECT DISTINCT g.operator_id FROM given g WHERE g.role = 'ciso' LOOP
    IF portal_ciso_works(held) THEN PERFORM portal_ciso_began(held); END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- A sign-in is finished with the password that was judged: one that was changed meanwhile begins no session.
CREATE FUNCTION portal_conclude_sign_in(p_attempt bigint, p_account uuid, p_hash text, p_session uuid, p_now timestamptz, p_expires timestamptz) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE present boolean;
BEGIN
  PERFORM 1 FROM account WHERE id = p_account AND password_hash = p_hash FOR SHARE;
  present := FOUND;
  PERFORM portal_finish_sign_in(p_attempt, CASE WHEN present THEN p_account END, p_session, p_now, p_expires);
  RETURN present AND EXISTS (SELECT 1 FROM session WHERE id = p_session);
END $$;
REVOKE ALL ON FUNCTION portal_conclude_sign_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_conclude_sign_in TO portal_application;
REVOKE EXECUTE ON FUNCTION portal_finish_sign_in FROM portal_application;

-- The account of the operator's only CISO who has a password; where none has one any more, of the only one who ever had. Null
-- where there is none, or another.
CREATE OR REPLACE FUNCTION portal_only_ciso(p_operator uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (array_agg(c.id))[1] FROM (
    SELECT DISTINCT a.id, a.password_hash IS NOT NULL AS begun, bool_or(a.password_hash IS NOT NULL) OVER () AS some_begun
    FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id
    WHERE a.operator_id = p_operator AND m.role = 'ciso' AND a.disabled_at IS NULL AND a.had_password
      AND (p_operator = portal_operator() OR portal_is_owner())) c
  WHERE c.begun OR NOT c.some_begun
  HAVING count(*) = 1
$$;
