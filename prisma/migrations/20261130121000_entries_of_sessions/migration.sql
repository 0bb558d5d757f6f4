-- Each writer of the trail says whether its entry is of a change (docs/decisions/0047). A sign-in or an attempt at one changes
-- nothing of the operator: what is derived from its data stays in memory. The default stays for writers of earlier code; it
-- counts as a change, which only derives it once more.
CREATE OR REPLACE FUNCTION portal_finish_sign_in(p_attempt bigint, p_account uuid, p_session uuid, p_now timestamptz, p_expires timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH right_one AS (
    UPDATE login_attempt t SET succeeded = true FROM account a
    WHERE t.id = p_attempt AND NOT t.succeeded AND a.id = p_account AND a.email = t.email AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL
    RETURNING a.id, a.operator_id),
  begun AS (INSERT INTO session (id, account_id, created_at, expires_at) SELECT p_session, id, p_now, p_expires FROM right_one)
  INSERT INTO audit (at, operator_id, account_id, action, outcome, changed, target, detail)
    SELECT p_now, operator_id, id, 'session.signIn', 'done', false, 'account/' || id, '{}'::jsonb FROM right_one
    UNION ALL
    SELECT p_now, a.operator_id, a.id, 'session.refused', 'refused', false, 'account/' || a.id, '{"code": "invalid_input"}'::jsonb
    FROM login_attempt t JOIN account a ON a.email = t.email WHERE t.id = p_attempt AND p_account IS NULL;
  DELETE FROM login_attempt WHERE id IN (
    SELECT id FROM login_attempt WHERE at < p_now - interval '1 day' ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED);
  DELETE FROM session WHERE id IN (
    SELECT id FROM session WHERE expires_at < p_now - interval '1 day' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED);
  DELETE FROM access_token WHERE id IN (
    SELECT id FROM access_token WHERE expires_at < p_now - interval '1 day' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED);
$$;

-- A password that ends adds to the people without one.
CREATE OR REPLACE FUNCTION portal_note_end(p_account uuid, p_what text, p_secret uuid, p_because text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit (at, operator_id, account_id, action, outcome, changed, target, detail)
    SELECT now(), a.operator_id, portal_account(), 'account.secretEnded', 'done', true, 'account/' || a.id,
      jsonb_strip_nulls(jsonb_build_object('what', p_what, 'secret', p_secret, 'because', p_because))
    FROM account a WHERE a.id = p_account
$$;

-- The entry is of a refusal, but the handover now waits to be confirmed.
CREATE OR REPLACE FUNCTION portal_handover_to_confirm(p_operator uuid, p_id uuid, p_code text, p_today date, p_at timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH waiting AS (
    UPDATE planned_handover SET state = 'toConfirm', decided_at = p_at, reasons = jsonb_build_array(jsonb_build_object('code', p_code))
    WHERE operator_id = p_operator AND id = p_id AND state = 'planned' AND effective_on <= p_today RETURNING person_id, effective_on)
  INSERT INTO audit (at, operator_id, account_id, action, target, outcome, changed, detail)
  SELECT p_at, p_operator, NULL, 'people.applyHandover', 'person/' || person_id, 'refused', true,
    jsonb_build_object('effectiveOn', effective_on, 'reasons', p_code) FROM waiting
$$;
