-- An address signs in once for each place (operator, ministry of a sector, platform), not once for the whole portal: people
-- work for two operators, and an invitation must not tell whether the address is known elsewhere (docs/decisions/0014).
DROP INDEX "account_email_key";
CREATE UNIQUE INDEX "account_email_operator_id_role_sector_id_key" ON "account"("email", "operator_id", "role", "sector_id") NULLS NOT DISTINCT;

DROP FUNCTION portal_find_login(text, timestamptz);
-- Failures count whatever succeeded since: the owner of another account of the address must not wipe them out.
-- One row for each account of the address that has a password, in the order of their ids; one row without an account where there is none.
CREATE FUNCTION portal_find_login(p_email text, p_now timestamptz)
  RETURNS TABLE (account_id uuid, password_hash text, recent_failures bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a.password_hash, f.failures
  FROM (SELECT count(*) AS failures FROM login_attempt t WHERE t.email = lower(p_email) AND NOT t.succeeded
          AND t.at > p_now - interval '15 minutes') f
  LEFT JOIN account a ON a.email = lower(p_email) AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
  ORDER BY a.id
$$;
-- Ends every session and token of an account that the scope manages, so that nothing revives when the account does.
CREATE FUNCTION portal_end_account(p_account uuid, p_now timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session s SET ended_at = p_now FROM account a
    WHERE a.id = p_account AND s.account_id = a.id AND s.ended_at IS NULL
      AND (a.operator_id = portal_operator() OR (portal_scope() = 'platform' AND a.operator_id IS NULL));
  UPDATE access_token t SET revoked_at = p_now FROM account a
    WHERE a.id = p_account AND t.account_id = a.id AND t.revoked_at IS NULL
      AND (a.operator_id = portal_operator() OR (portal_scope() = 'platform' AND a.operator_id IS NULL));
$$;
REVOKE ALL ON FUNCTION portal_find_login, portal_end_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_find_login, portal_end_account TO portal_application;
