-- Rights are read inside the transaction that uses them: who asks is resolved again, by the same session or token, in the
-- statement that sets the scope, and once more when a lock was waited for.
CREATE FUNCTION portal_standing(p_account uuid, p_session uuid, p_token_hash text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN p_token_hash IS NOT NULL THEN portal_resolve_token(p_token_hash, 'api', p_now)
    WHEN p_session IS NOT NULL THEN portal_resolve_session(p_session, p_now)
    ELSE portal_describe_account(p_account) END
$$;
REVOKE ALL ON FUNCTION portal_standing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_standing TO portal_application;

-- The description says with which link the password was set, until the person has read it.
CREATE OR REPLACE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'accountId', a.id, 'email', a.email, 'name', a.name, 'operatorId', a.operator_id, 'operatorName', o.name,
    'personId', a.person_id, 'departmentId', p.department_id, 'sectorId', coalesce(a.sector_id, o.sector_id), 'role', a.role,
    'shortcutKeys', a.shortcut_keys, 'passwordOrigin', CASE WHEN a.password_origin_seen THEN NULL ELSE a.password_origin END,
    'appointments', coalesce((SELECT jsonb_agg(jsonb_build_object('role', m.role, 'departmentId', m.department_id, 'systemId', m.system_id)
        ORDER BY m.role, m.department_id, m.system_id)
      FROM appointment m WHERE m.operator_id = a.operator_id AND m.person_id = a.person_id), '[]'::jsonb))
  FROM account a
  LEFT JOIN operator o ON o.id = a.operator_id
  LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
  WHERE a.id = p_account AND a.disabled_at IS NULL AND p.left_at IS NULL
$$;
