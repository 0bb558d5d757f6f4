-- An operator can be stopped and reinstated: meanwhile its people are nobody, and everything of theirs stays. Passwords, sessions,
-- tokens and links are not ended, so that they work again afterwards (docs/decisions/0047).
ALTER TABLE operator ADD COLUMN stopped_at timestamptz(3);

ALTER FUNCTION portal_describe_account(uuid) RENAME TO portal_describe_any_account;
CREATE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d FROM portal_describe_any_account(p_account) AS d
  WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.id = (d ->> 'operatorId')::uuid AND o.stopped_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION portal_describe_account FROM PUBLIC;

-- The account, unless its operator is stopped: a sign-in with the right password then ends like one with a wrong one.
CREATE FUNCTION portal_admitted(p_account uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM account a LEFT JOIN operator o ON o.id = a.operator_id WHERE a.id = p_account AND o.stopped_at IS NULL
$$;
REVOKE ALL ON FUNCTION portal_admitted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_admitted TO portal_application;

-- What the platform may know of operators: how many people they have and how many of these can sign in, and whether there is
-- anything that rests on the sector.
CREATE FUNCTION portal_operator_standing(p_operators uuid[]) RETURNS TABLE (operator_id uuid, people int, begun int, bound boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id,
    (SELECT count(*)::int FROM person p WHERE p.operator_id = o.id AND p.left_at IS NULL),
    (SELECT count(*)::int FROM account a WHERE a.operator_id = o.id AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL),
    EXISTS (SELECT 1 FROM cycle c WHERE c.operator_id = o.id) OR EXISTS (SELECT 1 FROM critical_system y WHERE y.operator_id = o.id)
      OR EXISTS (SELECT 1 FROM survey_call l WHERE l.operator_id = o.id) OR EXISTS (SELECT 1 FROM submission m WHERE m.operator_id = o.id)
  FROM operator o WHERE o.id = ANY (p_operators) AND portal_scope() = 'platform'
$$;
REVOKE ALL ON FUNCTION portal_operator_standing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_operator_standing TO portal_application;

-- Operators of which nobody can sign in yet, for the platform.
CREATE FUNCTION portal_unbegun_operators() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id FROM operator o WHERE portal_scope() = 'platform' AND o.stopped_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM account a WHERE a.operator_id = o.id AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION portal_unbegun_operators FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_unbegun_operators TO portal_application;

GRANT UPDATE (stopped_at) ON operator TO portal_application;

-- The sector is part of what other rows refer to, so that only this changes it, while there are none; false otherwise.
CREATE FUNCTION portal_move_operator(p_operator uuid, p_sector text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM operator WHERE id = p_operator AND portal_scope() = 'platform' FOR UPDATE;
  IF NOT FOUND OR coalesce((SELECT s.bound FROM portal_operator_standing(ARRAY[p_operator]) s), true) THEN
    RETURN false;
  END IF;
  UPDATE operator SET sector_id = p_sector WHERE id = p_operator;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION portal_move_operator FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_move_operator TO portal_application;
