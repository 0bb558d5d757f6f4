-- Links and tokens are issued in one place and ended in one place (docs/decisions/0016): the functions and triggers below.
-- Who made a secret, and how, is written by the database from the scope in which it is made, never by whoever asks.
ALTER TABLE access_token
  ADD COLUMN made_by uuid REFERENCES account (id),
  ADD COLUMN maker_name text,
  ADD COLUMN made_as text CHECK (made_as IN ('own', 'ciso', 'secretariat', 'administrator', 'commandLine')),
  ADD COLUMN made_how text CHECK (made_how IN ('own', 'person', 'bulk', 'firstAccount', 'office', 'recovery', 'commandLine', 'firstStart')),
  ADD COLUMN effective_at timestamptz(3),
  ADD COLUMN ended_because text CHECK (ended_because IN ('used', 'replaced', 'address', 'closed', 'password', 'role', 'revoked', 'upgrade'));
CREATE INDEX "access_token_made_by_idx" ON "access_token"("made_by");

-- A password that existed once leaves its mark, and the account knows with which link the present one was set.
ALTER TABLE account
  ADD COLUMN had_password boolean NOT NULL DEFAULT false,
  ADD COLUMN password_origin jsonb,
  ADD COLUMN password_origin_seen boolean NOT NULL DEFAULT true;
UPDATE account a SET had_password = true WHERE password_hash IS NOT NULL
  OR EXISTS (SELECT 1 FROM audit t WHERE t.account_id = a.id AND t.action = 'account.setPassword' AND t.outcome = 'done');
GRANT SELECT (had_password, password_origin, password_origin_seen) ON account TO portal_application;
GRANT UPDATE (password_origin, password_origin_seen) ON account TO portal_application;

-- A suspended account of an office does not come back: whoever is invited at its address gets an account of their own.
DROP INDEX "account_email_operator_id_role_sector_id_key";
CREATE UNIQUE INDEX "account_place_key" ON "account"("email", "operator_id", "role", "sector_id") NULLS NOT DISTINCT
  WHERE operator_id IS NOT NULL OR disabled_at IS NULL;

CREATE FUNCTION portal_deciding(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN p_role IN ('ciso', 'executive', 'auditor', 'securityManager', 'secretariat');

-- Links that were made before this: nobody knows by whom. The newest of each account stays, where it opens no more than a
-- first account without a deciding role.
UPDATE access_token t SET revoked_at = now(), ended_because = 'upgrade'
WHERE t.purpose = 'invitation' AND t.revoked_at IS NULL AND (
  EXISTS (SELECT 1 FROM access_token n WHERE n.account_id = t.account_id AND n.purpose = 'invitation' AND n.revoked_at IS NULL
    AND (n.created_at, n.id) > (t.created_at, t.id))
  OR EXISTS (SELECT 1 FROM account a WHERE a.id = t.account_id AND a.had_password)
  OR EXISTS (SELECT 1 FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id
    WHERE a.id = t.account_id AND portal_deciding(m.role)));
CREATE UNIQUE INDEX "access_token_one_link" ON "access_token"("account_id") WHERE purpose = 'invitation' AND revoked_at IS NULL;

-- Whether an operator has a CISO who can sign in with a password.
CREATE FUNCTION portal_working_ciso(p_operator uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM appointment m JOIN account a ON a.operator_id = m.operator_id AND a.person_id = m.person_id
    JOIN person p ON p.operator_id = m.operator_id AND p.id = m.person_id
    WHERE m.operator_id = p_operator AND m.role = 'ciso' AND a.disabled_at IS NULL AND p.left_at IS NULL AND a.password_hash IS NOT NULL)
$$;

-- Whether the holder of this account may appoint to the role there: the CISO to all, the 事務局 to those that only answer, and
-- to all while there is no CISO with a password.
CREATE FUNCTION portal_may_appoint(p_account uuid, p_operator uuid, p_role text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account m JOIN appointment h ON h.operator_id = m.operator_id AND h.person_id = m.person_id
    WHERE m.id = p_account AND m.operator_id = p_operator AND m.disabled_at IS NULL
      AND (h.role = 'ciso' OR (h.role = 'secretariat' AND (NOT portal_deciding(p_role) OR NOT portal_working_ciso(p_operator)))))
$$;

-- Whether the scope of the transaction makes and ends links of the account: its operator's people, or the offices' accounts.
CREATE FUNCTION portal_manages(p_operator uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN p_operator = portal_operator() OR (p_operator IS NULL AND portal_scope() = 'platform');

-- The one issuer of links and tokens. Takes [{id, accountId, purpose, name, hash, how, effectiveAt, expiresAt}] and gives the
-- accounts for which something was issued. A new link ends the one before it. A token is issued to its owner, and without an
-- account in the scope, which only the command line has, for the owner.
CREATE FUNCTION portal_issue(p_wishes jsonb, p_now timestamptz) RETURNS SETOF uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE given uuid[] := ARRAY(
  SELECT a.id FROM jsonb_to_recordset(p_wishes) AS w("accountId" uuid, purpose text) JOIN account a ON a.id = w."accountId"
  WHERE a.disabled_at IS NULL AND CASE w.purpose WHEN 'invitation' THEN portal_manages(a.operator_id)
    ELSE a.id = portal_account() OR (portal_account() IS NULL AND portal_manages(a.operator_id)) END);
BEGIN
  PERFORM 1 FROM account WHERE id = ANY(given) ORDER BY id FOR UPDATE;
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'replaced'
    FROM jsonb_to_recordset(p_wishes) AS w("accountId" uuid, purpose text)
    WHERE w.purpose = 'invitation' AND t.account_id = w."accountId" AND t.account_id = ANY(given) AND t.purpose = 'invitation' AND t.revoked_at IS NULL;
  RETURN QUERY INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, effective_at, expires_at, made_how, made_by, maker_name, made_as)
    SELECT w.id, w."accountId", w.name, w.purpose, w.hash, p_now, w."effectiveAt", w."expiresAt", w.how, m.id, m.name,
      CASE WHEN m.id IS NULL THEN 'commandLine' WHEN m.id = w."accountId" THEN 'own' WHEN m.operator_id IS NULL THEN 'administrator'
        WHEN EXISTS (SELECT 1 FROM appointment h WHERE h.operator_id = m.operator_id AND h.person_id = m.person_id AND h.role = 'ciso') THEN 'ciso'
        ELSE 'secretariat' END
    FROM jsonb_to_recordset(p_wishes) AS w(id uuid, "accountId" uuid, purpose text, name text, hash text, how text, "effectiveAt" timestamptz, "expiresAt" timestamptz)
    LEFT JOIN account m ON m.id = portal_account()
    WHERE w."accountId" = ANY(given)
    RETURNING account_id;
END $$;

-- The one place that ends them. Gives how many ended; `p_links` alone, or every session and token too but the two that go on.
CREATE FUNCTION portal_end(p_accounts uuid[], p_links_only boolean, p_because text, p_session uuid DEFAULT NULL, p_token_hash text DEFAULT NULL) RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET ended_at = now()
    WHERE NOT p_links_only AND account_id = ANY(p_accounts) AND ended_at IS NULL AND id IS DISTINCT FROM p_session;
  WITH ended AS (
    UPDATE access_token SET revoked_at = now(), ended_because = p_because
    WHERE account_id = ANY(p_accounts) AND revoked_at IS NULL
      AND (purpose = 'invitation' OR (NOT p_links_only AND hash IS DISTINCT FROM p_token_hash))
    RETURNING 1)
  SELECT count(*) FROM ended
$$;

-- What the application may ask of it: to end everything of the account that asks, and one link or token that it may end.
CREATE FUNCTION portal_end_own(p_because text, p_session uuid, p_token_hash text) RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN portal_end(ARRAY[portal_account()], false, p_because, p_session, p_token_hash);
CREATE FUNCTION portal_revoke(p_id uuid, p_purpose text, p_now timestamptz) RETURNS uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'revoked' FROM account a
  WHERE t.id = p_id AND t.purpose = p_purpose AND t.revoked_at IS NULL AND t.expires_at > p_now AND a.id = t.account_id
    AND (a.id = portal_account() OR (p_purpose = 'invitation' AND portal_manages(a.operator_id)))
  RETURNING t.account_id
$$;

-- Whoever holds a link to a CISO's (or another deciding role's) account without being able to appoint to it loses it as soon
-- as there is a CISO who can.
CREATE FUNCTION portal_ciso_began(p_operator uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT portal_end(ARRAY(
    SELECT DISTINCT a.id FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id
      JOIN access_token t ON t.account_id = a.id AND t.purpose = 'invitation' AND t.revoked_at IS NULL
    WHERE a.operator_id = p_operator AND portal_deciding(m.role) AND t.made_as = 'secretariat'
      AND NOT portal_may_appoint(t.made_by, p_operator, m.role)), true, 'role')
$$;

CREATE FUNCTION portal_roles_given() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held uuid;
BEGIN
  PERFORM portal_end(ARRAY(
    SELECT t.account_id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id
      JOIN access_token t ON t.account_id = a.id AND t.purpose = 'invitation' AND t.revoked_at IS NULL
    WHERE NOT portal_may_appoint(t.made_by, g.operator_id, g.role)), true, 'role');
  -- The password may be known to whoever made the link with which it was set: the person is told once more.
  UPDATE account a SET password_origin_seen = false FROM given g
    WHERE a.operator_id = g.operator_id AND a.person_id = g.person_id AND portal_deciding(g.role) AND a.password_origin IS NOT NULL;
  FOR held IN SELECT DISTINCT g.operator_id FROM given g WHERE g.role = 'ciso' LOOP
    IF portal_working_ciso(held) THEN PERFORM portal_ciso_began(held); END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER roles_given AFTER INSERT ON appointment REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION portal_roles_given();

CREATE FUNCTION portal_password_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.had_password := NEW.had_password OR NEW.password_hash IS NOT NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER password_mark BEFORE INSERT OR UPDATE OF password_hash ON account FOR EACH ROW EXECUTE FUNCTION portal_password_mark();

-- A changed address may mean another person, a closed account nobody: whatever opened it ends. A new password ends the links;
-- whoever sets it says which sessions and tokens go on.
CREATE FUNCTION portal_account_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL THEN
    PERFORM portal_end(ARRAY[NEW.id], false, 'closed');
  ELSIF NEW.email <> OLD.email THEN
    PERFORM portal_end(ARRAY[NEW.id], false, 'address');
  ELSIF NEW.password_hash IS DISTINCT FROM OLD.password_hash THEN
    PERFORM portal_end(ARRAY[NEW.id], true, 'password');
    IF NEW.operator_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment m
        WHERE m.operator_id = NEW.operator_id AND m.person_id = NEW.person_id AND m.role = 'ciso') THEN
      PERFORM portal_ciso_began(NEW.operator_id);
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER account_changed AFTER UPDATE OF email, disabled_at, password_hash ON account FOR EACH ROW
  WHEN (OLD.email <> NEW.email OR OLD.disabled_at IS DISTINCT FROM NEW.disabled_at OR OLD.password_hash IS DISTINCT FROM NEW.password_hash)
  EXECUTE FUNCTION portal_account_changed();

-- A link as whoever holds it may know it: null when it never was, was ended, is over, or has no login behind it.
CREATE FUNCTION portal_read_link(p_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('account', d.account, 'effectiveAt', t.effective_at)
  FROM access_token t CROSS JOIN LATERAL (SELECT portal_describe_account(t.account_id) AS account) d
  WHERE t.hash = p_hash AND t.purpose = 'invitation' AND t.revoked_at IS NULL AND t.expires_at > p_now AND d.account IS NOT NULL
$$;
-- Uses it up, once, and says where it came from.
CREATE FUNCTION portal_use_link(p_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE access_token t SET revoked_at = p_now, ended_because = 'used' FROM account a
  WHERE t.hash = p_hash AND t.purpose = 'invitation' AND t.revoked_at IS NULL AND coalesce(t.effective_at <= p_now, true) AND t.expires_at > p_now
    AND a.id = t.account_id AND a.id = portal_account() AND a.disabled_at IS NULL
  RETURNING jsonb_build_object('link', t.id, 'how', t.made_how, 'as', t.made_as, 'maker', t.made_by, 'makerName', t.maker_name, 'madeAt', t.created_at)
$$;

-- The newest link of an account of the scope, without its secret.
CREATE FUNCTION portal_link_of(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('state', CASE WHEN t.revoked_at IS NULL THEN 'open'
      WHEN t.ended_because IN ('address', 'role', 'upgrade') THEN 'remake' ELSE 'ended' END,
    'because', t.ended_because, 'madeAt', t.created_at, 'effectiveAt', coalesce(t.effective_at, t.created_at), 'expiresAt', t.expires_at,
    'makerName', t.maker_name, 'as', t.made_as)
  FROM access_token t JOIN account a ON a.id = t.account_id
  WHERE t.account_id = p_account AND t.purpose = 'invitation' AND portal_manages(a.operator_id)
  ORDER BY t.created_at DESC, t.revoked_at DESC NULLS FIRST LIMIT 1
$$;

-- Open links that were announced: recoveries, and what the command line made. To the operator, or to the platform for the offices.
CREATE FUNCTION portal_announced_links(p_now timestamptz)
  RETURNS TABLE (id uuid, name text, how text, "makerName" text, "madeAt" timestamptz, "effectiveAt" timestamptz, "expiresAt" timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, a.name, t.made_how, t.maker_name, t.created_at, coalesce(t.effective_at, t.created_at), t.expires_at
  FROM access_token t JOIN account a ON a.id = t.account_id
  WHERE t.purpose = 'invitation' AND t.made_how IN ('recovery', 'commandLine') AND t.revoked_at IS NULL AND t.expires_at > p_now
    AND portal_manages(a.operator_id)
  ORDER BY t.created_at, t.id
$$;

DROP POLICY invite ON access_token;
REVOKE INSERT ON access_token FROM portal_application;
DROP FUNCTION portal_end_account(uuid, timestamptz);
REVOKE ALL ON FUNCTION portal_working_ciso, portal_may_appoint, portal_issue, portal_end, portal_end_own, portal_revoke, portal_ciso_began, portal_roles_given,
  portal_account_changed, portal_read_link, portal_use_link, portal_link_of, portal_announced_links FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_working_ciso, portal_may_appoint, portal_issue, portal_end_own, portal_revoke, portal_read_link, portal_use_link,
  portal_link_of, portal_announced_links TO portal_application;
