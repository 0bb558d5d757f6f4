-- How many present people of the scope's operator have no password: one statement in place of `portal_has_password` for each.
CREATE FUNCTION portal_without_password() RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM person p WHERE p.operator_id = portal_operator() AND p.left_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM account a WHERE a.operator_id = p.operator_id AND a.person_id = p.id AND a.password_hash IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION portal_without_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_without_password TO portal_application;
