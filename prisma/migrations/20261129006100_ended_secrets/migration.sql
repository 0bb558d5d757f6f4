-- Each link, token and password that ends because of what others did to its owner leaves a row with the reason in the trail;
-- a password does not outlive the address that it was set for, nor the leaving of its owner (docs/decisions/0016).
CREATE FUNCTION portal_note_end(p_account uuid, p_what text, p_secret uuid, p_because text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
    SELECT now(), a.operator_id, portal_account(), 'account.secretEnded', 'done', 'account/' || a.id,
      jsonb_strip_nulls(jsonb_build_object('what', p_what, 'secret', p_secret, 'because', p_because))
    FROM account a WHERE a.id = p_account
$$;

-- The one place that ends them. What one's own new password ends is told by the row of that password.
CREATE OR REPLACE FUNCTION portal_end(p_accounts uuid[], p_links_only boolean, p_because text, p_session uuid DEFAULT NULL, p_token_hash text DEFAULT NULL) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE secret record; ended bigint := 0;
BEGIN
  UPDATE session SET ended_at = now()
    WHERE NOT p_links_only AND account_id = ANY (p_accounts) AND ended_at IS NULL AND id IS DISTINCT FROM p_session;
  FOR secret IN UPDATE access_token SET revoked_at = now(), ended_because = p_because
    WHERE account_id = ANY (p_accounts) AND revoked_at IS NULL
      AND (purpose = 'invitation' OR (NOT p_links_only AND hash IS DISTINCT FROM p_token_hash))
    RETURNING id, account_id, purpose, expires_at > now() AS open
  LOOP
    ended := ended + 1;
    IF secret.open AND p_because <> 'password' THEN
      PERFORM portal_note_end(secret.account_id, CASE secret.purpose WHEN 'api' THEN 'token' ELSE 'link' END, secret.id, p_because);
    END IF;
  END LOOP;
  RETURN ended;
END $$;

CREATE OR REPLACE FUNCTION portal_ciso_began(p_operator uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT portal_end(ARRAY(
    SELECT DISTINCT a.id FROM account a JOIN access_token t ON t.account_id = a.id AND t.purpose = 'invitation' AND t.revoked_at IS NULL
    WHERE a.operator_id = p_operator AND portal_decides(a.id) AND t.made_as = 'secretariat' AND NOT portal_may_open(t.made_by, a.id)), true, 'role')
$$;

-- A deciding role ends what a maker who could not appoint to it may hold: the open link, the password that was set by a link of
-- the 事務局, with the sessions and tokens that came of it, and tokens that the command line made, which makes none for such roles.
CREATE OR REPLACE FUNCTION portal_roles_given() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held uuid; token record;
  deciding uuid[] := ARRAY(
    SELECT DISTINCT a.id FROM given g JOIN account a ON a.operator_id = g.operator_id AND a.person_id = g.person_id WHERE portal_deciding(g.role));
  known uuid[] := ARRAY(
    SELECT a.id FROM account a WHERE a.id = ANY (deciding) AND a.password_hash IS NOT NULL AND a.password_origin->>'as' = 'secretariat'
      AND portal_ciso_works(a.operator_id));
BEGIN
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

-- A password is set by the account of the scope for itself. It ends when its account closes, and with another address: whoever
-- had the link at the one before may have set it, also by signing in and changing it. It stays where the person moves the own
-- address, and where somebody who may open the account said (app.same_person) that only the address changed.
CREATE FUNCTION portal_guard_password() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own boolean := coalesce(NEW.id = portal_account(), false);
BEGIN
  IF NEW.password_hash IS NOT NULL AND NEW.password_hash IS DISTINCT FROM OLD.password_hash AND NOT own AND NOT portal_is_owner() THEN
    RAISE EXCEPTION 'a password is set by its owner' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL THEN
    NEW.password_hash := NULL;
  ELSIF NEW.email <> OLD.email AND NOT own AND NOT (
      NEW.id::text = coalesce(current_setting('app.same_person', true), '') AND portal_may_open(portal_account(), NEW.id)) THEN
    NEW.password_hash := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_password BEFORE UPDATE OF email, disabled_at, password_hash ON account FOR EACH ROW EXECUTE FUNCTION portal_guard_password();

-- Closed accounts kept the password until now.
UPDATE account SET password_hash = NULL WHERE disabled_at IS NOT NULL AND password_hash IS NOT NULL;

CREATE OR REPLACE FUNCTION portal_account_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE because text := CASE WHEN NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL THEN 'closed' WHEN NEW.email <> OLD.email THEN 'address' ELSE 'role' END;
BEGIN
  IF because <> 'role' THEN
    PERFORM portal_end(ARRAY[NEW.id], false, because);
  ELSIF NEW.password_hash IS DISTINCT FROM OLD.password_hash THEN
    PERFORM portal_end(ARRAY[NEW.id], true, CASE WHEN NEW.password_hash IS NULL THEN because ELSE 'password' END);
    IF OLD.password_hash IS NULL AND NEW.operator_id IS NOT NULL AND portal_holds(NEW.id, '{ciso}') THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('organisation ' || NEW.operator_id, 0));
      PERFORM portal_ciso_began(NEW.operator_id);
    END IF;
  END IF;
  IF OLD.password_hash IS NOT NULL AND NEW.password_hash IS NULL THEN
    PERFORM portal_note_end(NEW.id, 'password', NULL, because);
  END IF;
  RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION portal_note_end, portal_guard_password FROM PUBLIC;
