-- Who may open an account is asked by the database itself, of the account in the scope: what a caller says about itself, about
-- the occasion and about times is not believed (docs/decisions/0016).

-- Whether the login is the owner's, as on the command line; the application's login never is. The scope says nothing about it.
CREATE FUNCTION portal_is_owner() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT pg_has_role(session_user, current_user, 'MEMBER')
$$;

-- The platform made the first link of this account. As long as it never had a password and holds a deciding role, that is for
-- the platform and for CISOs, and not for the 事務局.
ALTER TABLE account ADD COLUMN platform_invited boolean NOT NULL DEFAULT false;
UPDATE account a SET platform_invited = true
  WHERE EXISTS (SELECT 1 FROM access_token t WHERE t.account_id = a.id AND t.made_how = 'firstAccount');
GRANT SELECT (platform_invited) ON account TO portal_application;

-- As portal_working_ciso was: of any operator, so for functions alone.
CREATE FUNCTION portal_ciso_works(p_operator uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM appointment m JOIN account a ON a.operator_id = m.operator_id AND a.person_id = m.person_id
    JOIN person p ON p.operator_id = m.operator_id AND p.id = m.person_id
    WHERE m.operator_id = p_operator AND m.role = 'ciso' AND a.disabled_at IS NULL AND p.left_at IS NULL AND a.password_hash IS NOT NULL)
$$;
CREATE OR REPLACE FUNCTION portal_working_ciso(p_operator uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (p_operator = portal_operator() OR portal_is_owner()) AND portal_ciso_works(p_operator)
$$;

CREATE FUNCTION portal_holds(p_account uuid, p_roles text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a JOIN appointment h ON h.operator_id = a.operator_id AND h.person_id = a.person_id
    WHERE a.id = p_account AND a.disabled_at IS NULL AND h.role = ANY (p_roles))
$$;
CREATE FUNCTION portal_decides(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a JOIN appointment h ON h.operator_id = a.operator_id AND h.person_id = a.person_id
    WHERE a.id = p_account AND portal_deciding(h.role))
$$;
CREATE FUNCTION portal_administers(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account WHERE id = p_account AND role = 'platformAdministrator' AND disabled_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION portal_may_appoint(p_account uuid, p_operator uuid, p_role text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account m JOIN appointment h ON h.operator_id = m.operator_id AND h.person_id = m.person_id
    WHERE m.id = p_account AND m.operator_id = p_operator AND m.disabled_at IS NULL
      AND (h.role = 'ciso' OR (h.role = 'secretariat' AND (NOT portal_deciding(p_role) OR NOT portal_ciso_works(p_operator)))))
$$;

-- Whether the platform named the holder of a deciding role who has yet to come.
CREATE FUNCTION portal_platforms_choice(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND a.platform_invited AND NOT a.had_password AND portal_decides(a.id))
$$;

-- Whether the holder of the first account may appoint to everything that the second one's person holds: the one rule for who
-- makes a link, who lifts a lock, and who says that a changed address is still the same person's.
CREATE FUNCTION portal_may_open(p_maker uuid, p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND a.operator_id IS NOT NULL
    AND portal_may_appoint(p_maker, a.operator_id, 'handler')
    AND NOT EXISTS (SELECT 1 FROM appointment h WHERE h.operator_id = a.operator_id AND h.person_id = a.person_id
      AND NOT portal_may_appoint(p_maker, a.operator_id, h.role))
    AND (portal_holds(p_maker, '{ciso}') OR NOT portal_platforms_choice(a.id)))
$$;

CREATE OR REPLACE FUNCTION portal_maker_still_may(p_token uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN t.made_by IS NULL THEN true -- the command line, and the first start
    WHEN m.operator_id IS NULL THEN portal_administers(m.id)
    ELSE portal_may_open(t.made_by, t.account_id) END
  FROM access_token t LEFT JOIN account m ON m.id = t.made_by
  WHERE t.id = p_token
$$;

-- The account of the operator's only CISO who ever had a password; null where there is none, or more than one.
CREATE FUNCTION portal_only_ciso(p_operator uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (array_agg(DISTINCT a.id))[1] FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id
  WHERE a.operator_id = p_operator AND m.role = 'ciso' AND a.disabled_at IS NULL AND a.had_password
    AND (p_operator = portal_operator() OR portal_is_owner())
  HAVING count(DISTINCT a.id) = 1
$$;

-- Whether the platform may still make this account's first link: nobody of the operator has begun, or it is the platform's
-- choice and there is no CISO who could make one.
CREATE FUNCTION portal_first_link(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND NOT a.had_password AND a.operator_id = portal_operator() AND (
    (portal_platforms_choice(a.id) AND NOT portal_ciso_works(a.operator_id))
    OR NOT (EXISTS (SELECT 1 FROM account o WHERE o.operator_id = a.operator_id AND o.password_hash IS NOT NULL)
      OR EXISTS (SELECT 1 FROM cycle c WHERE c.operator_id = a.operator_id))))
$$;

-- Whether the scope of the transaction may have this secret made. A token is its owner's own; the command line makes none for
-- deciding roles, since it would work at once and unannounced.
CREATE FUNCTION portal_may_issue(p_account uuid, p_purpose text, p_how text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT CASE
      WHEN a.disabled_at IS NOT NULL THEN false
      WHEN portal_account() IS NULL THEN portal_is_owner() AND portal_manages(a.operator_id) AND CASE p_how
        WHEN 'commandLine' THEN p_purpose = 'invitation' OR NOT portal_decides(a.id)
        WHEN 'firstStart' THEN p_purpose = 'invitation' AND a.role = 'platformAdministrator'
        ELSE false END
      WHEN p_purpose = 'api' THEN p_how = 'own' AND a.id = portal_account()
      WHEN portal_scope() = 'operator' THEN p_how IN ('person', 'bulk') AND a.operator_id = portal_operator() AND a.id <> portal_account()
        AND portal_may_open(portal_account(), a.id) AND (portal_holds(portal_account(), '{ciso}')
          OR (a.password_hash IS NULL AND (NOT a.had_password OR NOT portal_ciso_works(a.operator_id))))
      WHEN NOT portal_administers(portal_account()) THEN false
      WHEN portal_scope() = 'job' THEN a.operator_id = portal_operator() AND CASE p_how
        WHEN 'firstAccount' THEN portal_first_link(a.id)
        WHEN 'recovery' THEN a.id = portal_only_ciso(a.operator_id)
        ELSE false END
      WHEN portal_scope() = 'platform' THEN p_how = 'office' AND a.operator_id IS NULL AND NOT a.had_password
      ELSE false END
    FROM account a WHERE a.id = p_account), false)
$$;

-- The one issuer of links and tokens. Takes [{id, accountId, purpose, name, hash, how, expiresAt}] (the last for tokens) and
-- gives the accounts for which something was issued, and from when until when it works: both are the database's to say. A new
-- link ends the one before it.
CREATE FUNCTION portal_issue_secrets(p_wishes jsonb, p_now timestamptz)
  RETURNS TABLE ("accountId" uuid, "effectiveAt" timestamptz, "expiresAt" timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE given uuid[];
BEGIN
  PERFORM 1 FROM account a JOIN jsonb_to_recordset(p_wishes) AS w("accountId" uuid) ON a.id = w."accountId"
    WHERE a.id = portal_account() OR portal_manages(a.operator_id) ORDER BY a.id FOR UPDATE OF a;
  given := ARRAY(SELECT w."accountId" FROM jsonb_to_recordset(p_wishes) AS w("accountId" uuid, purpose text, how text)
    WHERE portal_may_issue(w."accountId", w.purpose, w.how));
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'replaced'
    FROM jsonb_to_recordset(p_wishes) AS w("accountId" uuid, purpose text)
    WHERE w.purpose = 'invitation' AND t.account_id = w."accountId" AND t.account_id = ANY (given) AND t.purpose = 'invitation' AND t.revoked_at IS NULL;
  UPDATE account a SET platform_invited = true FROM jsonb_to_recordset(p_wishes) AS w("accountId" uuid, how text)
    WHERE w.how = 'firstAccount' AND a.id = w."accountId" AND a.id = ANY (given) AND NOT a.platform_invited;
  RETURN QUERY INSERT INTO access_token AS made (id, account_id, name, purpose, hash, created_at, effective_at, expires_at, made_how, made_by, maker_name, made_as)
    SELECT w.id, a.id, w.name, w.purpose, w.hash, p_now, f.effective_at, CASE
        WHEN w.purpose = 'api' THEN least(w."expiresAt", p_now + interval '366 days')
        ELSE coalesce(f.effective_at, p_now) + CASE w.how WHEN 'commandLine' THEN interval '24 hours' ELSE interval '7 days' END END,
      w.how, m.id, m.name,
      CASE WHEN m.id IS NULL THEN 'commandLine' WHEN m.id = a.id THEN 'own' WHEN portal_administers(m.id) THEN 'administrator'
        WHEN portal_holds(m.id, '{ciso}') THEN 'ciso' WHEN portal_holds(m.id, '{secretariat}') THEN 'secretariat' END
    FROM jsonb_to_recordset(p_wishes) AS w(id uuid, "accountId" uuid, purpose text, name text, hash text, how text, "expiresAt" timestamptz)
    JOIN account a ON a.id = w."accountId"
    -- A link to the only CISO waits for a day, so that the operator can revoke it; by the database's clock too.
    CROSS JOIN LATERAL (SELECT CASE WHEN w.purpose = 'invitation' AND w.how IN ('recovery', 'commandLine') AND a.id = portal_only_ciso(a.operator_id)
      THEN greatest(p_now, clock_timestamp()) + interval '24 hours' END AS effective_at) f
    LEFT JOIN account m ON m.id = portal_account()
    WHERE a.id = ANY (given)
    RETURNING made.account_id, coalesce(made.effective_at, made.created_at), made.expires_at;
END $$;

-- As the portal of the migrations before calls it.
CREATE OR REPLACE FUNCTION portal_issue(p_wishes jsonb, p_now timestamptz) RETURNS SETOF uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "accountId" FROM portal_issue_secrets(p_wishes, p_now)
$$;

-- Ends one's own token, or a link of the operator's people (of an office) by who may (announcedLink.revoke).
CREATE OR REPLACE FUNCTION portal_revoke(p_id uuid, p_purpose text, p_now timestamptz) RETURNS uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'revoked' FROM account a
  WHERE t.id = p_id AND t.purpose = p_purpose AND t.revoked_at IS NULL AND t.expires_at > p_now AND a.id = t.account_id
    AND (a.id = portal_account() OR (p_purpose = 'invitation' AND portal_manages(a.operator_id)
      AND (portal_holds(portal_account(), '{ciso,executive,secretariat}') OR portal_administers(portal_account()))))
  RETURNING t.account_id
$$;

-- Whoever asks without a session or token, as with a link, is the account of the scope or nobody.
CREATE OR REPLACE FUNCTION portal_standing(p_account uuid, p_session uuid, p_token_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN p_token_hash IS NOT NULL THEN portal_resolve_token(p_token_hash, 'api', p_now)
    WHEN p_session IS NOT NULL THEN portal_resolve_session(p_session, p_now)
    WHEN p_account = portal_account() THEN portal_describe_account(p_account) END
$$;

-- A session is for an account of the address that was counted, and for one that has a password; an attempt ends once.
CREATE OR REPLACE FUNCTION portal_finish_sign_in(p_attempt bigint, p_account uuid, p_session uuid, p_now timestamptz, p_expires timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH right_one AS (
    UPDATE login_attempt t SET succeeded = true FROM account a
    WHERE t.id = p_attempt AND NOT t.succeeded AND a.id = p_account AND a.email = t.email AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
    RETURNING a.id, a.operator_id),
  begun AS (INSERT INTO session (id, account_id, created_at, expires_at) SELECT p_session, id, p_now, p_expires FROM right_one)
  INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
    SELECT p_now, operator_id, id, 'session.signIn', 'done', 'account/' || id, '{}'::jsonb FROM right_one
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

REVOKE ALL ON FUNCTION portal_is_owner, portal_ciso_works, portal_holds, portal_decides, portal_administers, portal_platforms_choice, portal_may_open,
  portal_only_ciso, portal_first_link, portal_may_issue, portal_issue_secrets FROM PUBLIC;
-- `portal_may_appoint` was granted and nobody calls it but functions; it takes anybody's account.
REVOKE EXECUTE ON FUNCTION portal_may_appoint FROM portal_application;

-- What the application asks about people of its own operator, as the account of the scope.
CREATE FUNCTION portal_platforms_choices(p_people uuid[]) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.person_id FROM account a WHERE a.operator_id = portal_operator() AND a.person_id = ANY (p_people) AND portal_platforms_choice(a.id)
$$;
REVOKE ALL ON FUNCTION portal_platforms_choices FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_issue_secrets, portal_only_ciso, portal_platforms_choices TO portal_application;
