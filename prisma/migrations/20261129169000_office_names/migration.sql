-- Every page says whom to ask, so the description of an account brings the names of its operator's 事務局 and CISO along: no page
-- needs another statement for them.
CREATE INDEX appointment_office ON appointment (operator_id, role) WHERE role IN ('ciso', 'secretariat');

ALTER FUNCTION portal_describe_account(uuid) RENAME TO portal_describe_working_account;
CREATE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH described AS (SELECT portal_describe_working_account(p_account) AS d),
  held AS (
    SELECT DISTINCT a.role, p.id, p.name FROM appointment a
    JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id AND p.left_at IS NULL
    WHERE a.operator_id = (SELECT (d ->> 'operatorId')::uuid FROM described) AND a.role IN ('ciso', 'secretariat')
  ),
  office AS (
    SELECT
      coalesce(jsonb_agg(jsonb_build_object('personId', id, 'name', name) ORDER BY name, id) FILTER (WHERE role = 'secretariat'), '[]') AS secretariat,
      coalesce(jsonb_agg(jsonb_build_object('personId', id, 'name', name) ORDER BY name, id) FILTER (WHERE role = 'ciso'), '[]') AS ciso
    FROM held
  )
  SELECT d || jsonb_build_object('office', jsonb_build_object('secretariat', office.secretariat, 'ciso', office.ciso)) FROM described, office
$$;
REVOKE ALL ON FUNCTION portal_describe_account FROM PUBLIC;
