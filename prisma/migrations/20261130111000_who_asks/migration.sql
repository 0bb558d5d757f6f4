-- Who asks is read twice for each save, and more often for each other change. Every function within a function costs PostgreSQL the
-- start of another statement, and there were up to six (docs/decisions/0053). The portal gets the same answers as before.

-- The description of an account in use: not closed, and not of a person who left or of a stopped operator. For the two functions below
-- alone: without SECURITY DEFINER and a search path of its own, it becomes a part of the statement that names it.
CREATE FUNCTION portal_used_account(p_account uuid) RETURNS TABLE (operator_id uuid, described jsonb)
  LANGUAGE sql STABLE AS $$
  SELECT a.operator_id, jsonb_build_object(
    'accountId', a.id, 'email', a.email, 'name', a.name, 'operatorId', a.operator_id, 'operatorName', o.name,
    'personId', a.person_id, 'departmentId', p.department_id, 'sectorId', coalesce(a.sector_id, o.sector_id), 'role', a.role,
    'shortcutKeys', a.shortcut_keys, 'passwordOrigin', CASE WHEN a.password_origin_seen THEN NULL ELSE a.password_origin END,
    'appointments', coalesce((SELECT jsonb_agg(jsonb_build_object('role', m.role, 'departmentId', m.department_id, 'systemId', m.system_id)
        ORDER BY m.role, m.department_id, m.system_id)
      FROM appointment m WHERE m.operator_id = a.operator_id AND m.person_id = a.person_id), '[]'::jsonb),
    'deputyships', CASE WHEN EXISTS (SELECT 1 FROM deputy d WHERE d.operator_id = a.operator_id AND d.person_id = a.person_id AND d.ended_at IS NULL)
      THEN portal_deputyships(a.operator_id, a.person_id) ELSE '[]'::jsonb END)
  FROM account a
  LEFT JOIN operator o ON o.id = a.operator_id
  LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
  WHERE a.id = p_account AND a.disabled_at IS NULL AND p.left_at IS NULL AND o.stopped_at IS NULL
$$;
REVOKE ALL ON FUNCTION portal_used_account FROM PUBLIC;

-- For a request: with the day of the operator's next planned handover, and whom its people can ask.
CREATE OR REPLACE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.described || jsonb_build_object(
    'handoverOn', (SELECT min(h.effective_on) FROM planned_handover h WHERE h.operator_id = u.operator_id AND h.state = 'planned'),
    'office', (SELECT jsonb_build_object(
        'secretariat', coalesce(jsonb_agg(jsonb_build_object('personId', id, 'name', name) ORDER BY name, id) FILTER (WHERE role = 'secretariat'), '[]'),
        'ciso', coalesce(jsonb_agg(jsonb_build_object('personId', id, 'name', name) ORDER BY name, id) FILTER (WHERE role = 'ciso'), '[]'))
      FROM (SELECT DISTINCT m.role, p.id, p.name FROM appointment m
        JOIN person p ON p.operator_id = m.operator_id AND p.id = m.person_id AND p.left_at IS NULL
        WHERE m.operator_id = u.operator_id AND m.role IN ('ciso', 'secretariat')) held))
  FROM portal_used_account(p_account) u
$$;

-- For a transaction, which compares the rights. Without a session or token, as with a link, it is the account of the scope or nobody.
CREATE OR REPLACE FUNCTION portal_standing(p_account uuid, p_session uuid, p_token_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.described FROM (SELECT CASE
    WHEN p_token_hash IS NOT NULL THEN (SELECT t.account_id FROM access_token t
      WHERE t.hash = p_token_hash AND t.purpose = 'api' AND t.revoked_at IS NULL AND t.expires_at > p_now)
    WHEN p_session IS NOT NULL THEN (SELECT s.account_id FROM session s WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > p_now)
    WHEN p_account = portal_account() THEN p_account END AS id) w
  CROSS JOIN LATERAL portal_used_account(w.id) u
$$;

DROP FUNCTION portal_describe_working_account, portal_describe_any_account;
