-- The second lock (DESIGN.md 6): row-level security, append-only tables, and the words that columns may hold.
-- The application's login is a member of portal_application and owns nothing. The owner is not bound by the policies:
-- migrations, import, backup and recount run as the owner.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portal_application') THEN
    CREATE ROLE portal_application NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made by another database of the same server just now
END $$;

-- The scope, set as the first statement of each transaction. Empty means none.
CREATE FUNCTION portal_scope() RETURNS text LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.scope', true), '');
CREATE FUNCTION portal_operator() RETURNS uuid LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.operator', true), '')::uuid;
CREATE FUNCTION portal_sector() RETURNS text LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.sector', true), '');
CREATE FUNCTION portal_account() RETURNS uuid LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.account', true), '')::uuid;

-- Tables that belong to one operator: seen and written only in that operator's scope.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['department','critical_system','person','appointment','cycle','cycle_item','cycle_left_out',
    'sheet','sheet_respondent','answer','answer_history','mutation','item_remark','tally'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_operator ON %I USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portal_application', name);
  END LOOP;
END $$;
REVOKE UPDATE, DELETE ON answer_history, mutation, item_remark FROM portal_application;
REVOKE DELETE ON cycle, sheet, answer, department, critical_system, person FROM portal_application;

-- Guidelines: everyone who is signed in reads them, the owner imports them.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['edition','edition_section','edition_item'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY signed_in ON %I FOR SELECT USING (portal_scope() IS NOT NULL)', name);
    EXECUTE format('GRANT SELECT ON %I TO portal_application', name);
  END LOOP;
END $$;

ALTER TABLE sector ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed_in ON sector FOR SELECT USING (portal_scope() IS NOT NULL);
GRANT SELECT ON sector TO portal_application;

ALTER TABLE operator ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON operator FOR SELECT USING (
  id = portal_operator() OR portal_scope() = 'platform' OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY platform_adds ON operator FOR INSERT WITH CHECK (portal_scope() = 'platform');
CREATE POLICY platform_changes ON operator FOR UPDATE USING (portal_scope() = 'platform');
GRANT SELECT, INSERT, UPDATE ON operator TO portal_application;

-- Logins. The password hash is written by its owner and read by portal_find_login alone.
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON account FOR SELECT USING (
  id = portal_account() OR operator_id = portal_operator() OR (portal_scope() = 'platform' AND operator_id IS NULL));
CREATE POLICY addable ON account FOR INSERT WITH CHECK (
  operator_id = portal_operator() OR (portal_scope() = 'platform' AND operator_id IS NULL));
CREATE POLICY changeable ON account FOR UPDATE USING (
  id = portal_account() OR operator_id = portal_operator() OR (portal_scope() = 'platform' AND operator_id IS NULL));
GRANT SELECT (id, email, name, operator_id, person_id, sector_id, role, disabled_at, shortcut_keys) ON account TO portal_application;
GRANT INSERT (id, email, name, operator_id, person_id, sector_id, role, shortcut_keys) ON account TO portal_application;
GRANT UPDATE (email, name, disabled_at, shortcut_keys, password_hash) ON account TO portal_application;

ALTER TABLE session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON session USING (account_id = portal_account()) WITH CHECK (account_id = portal_account());
GRANT SELECT, INSERT, UPDATE ON session TO portal_application;

ALTER TABLE access_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON access_token USING (account_id = portal_account()) WITH CHECK (account_id = portal_account());
-- Whoever may add a person's account may invite that person.
CREATE POLICY invite ON access_token FOR INSERT WITH CHECK (
  purpose = 'invitation' AND EXISTS (SELECT 1 FROM account a WHERE a.id = account_id
    AND (a.operator_id = portal_operator() OR (portal_scope() = 'platform' AND a.operator_id IS NULL))));
GRANT SELECT, INSERT, UPDATE ON access_token TO portal_application;

ALTER TABLE login_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY recorded ON login_attempt FOR INSERT WITH CHECK (true);
GRANT INSERT ON login_attempt TO portal_application;
GRANT USAGE ON SEQUENCE login_attempt_id_seq TO portal_application;

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY recorded ON audit FOR INSERT WITH CHECK (
  operator_id IS NOT DISTINCT FROM portal_operator() AND account_id IS NOT DISTINCT FROM portal_account());
CREATE POLICY readable ON audit FOR SELECT USING (
  operator_id = portal_operator() OR (portal_scope() = 'platform' AND operator_id IS NULL));
GRANT SELECT, INSERT ON audit TO portal_application;
GRANT USAGE ON SEQUENCE audit_id_seq TO portal_application;

-- Surveys: the ministry of the sector calls, the operators that are called see the call.
ALTER TABLE survey_call ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON survey_call FOR SELECT USING (
  operator_id = portal_operator() OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY ministry_calls ON survey_call FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND sector_id = portal_sector()
  AND EXISTS (SELECT 1 FROM operator o WHERE o.id = survey_call.operator_id AND o.sector_id = survey_call.sector_id));
GRANT SELECT, INSERT ON survey_call TO portal_application;

ALTER TABLE survey ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON survey FOR SELECT USING (
  (portal_scope() = 'ministry' AND sector_id = portal_sector())
  OR EXISTS (SELECT 1 FROM survey_call c WHERE c.survey_id = survey.id AND c.operator_id = portal_operator()));
CREATE POLICY ministry_adds ON survey FOR INSERT WITH CHECK (portal_scope() = 'ministry' AND sector_id = portal_sector());
CREATE POLICY ministry_changes ON survey FOR UPDATE USING (portal_scope() = 'ministry' AND sector_id = portal_sector());
GRANT SELECT, INSERT, UPDATE ON survey TO portal_application;

ALTER TABLE submission ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON submission FOR SELECT USING (
  operator_id = portal_operator() OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY own_operator ON submission FOR INSERT WITH CHECK (
  operator_id = portal_operator()
  AND EXISTS (SELECT 1 FROM operator o WHERE o.id = submission.operator_id AND o.sector_id = submission.sector_id));
GRANT SELECT, INSERT ON submission TO portal_application;

ALTER TABLE look_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON look_log FOR SELECT USING (operator_id = portal_operator());
CREATE POLICY ministry_logs ON look_log FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND account_id = portal_account()
  AND EXISTS (SELECT 1 FROM operator o WHERE o.id = operator_id AND o.sector_id = portal_sector()));
GRANT SELECT, INSERT ON look_log TO portal_application;

-- Append-only and frozen: refused for everyone, the owner included.
CREATE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['submission','audit','answer_history','look_log'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION portal_refuse_change()', name);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', name);
  END LOOP;
END $$;

-- The words that columns may hold.
ALTER TABLE cycle ADD CHECK (state IN ('planned','open','reviewing','approved','submitted')),
  ADD CHECK (example_mode IN ('shown','optional','asked')), ADD CHECK (period_from <= period_to);
ALTER TABLE sheet ADD CHECK (state IN ('notStarted','inProgress','handedIn','returned','accepted','withdrawn')),
  ADD CHECK (answered BETWEEN 0 AND measures);
ALTER TABLE answer ADD CHECK (status IN ('implemented','partial','notImplemented','notApplicable')), ADD CHECK (version > 0);
ALTER TABLE critical_system ADD CHECK (kind IN ('surveillance','flightInformation','baggageHandling','other'));
ALTER TABLE appointment ADD CHECK (role IN ('systemAdministrator','securityManager','ciso','executive','securityCommittee',
  'exemptionReviewer','auditor','secretariat')),
  ADD CHECK ((role = 'securityManager') = (department_id IS NOT NULL)),
  ADD CHECK ((role = 'systemAdministrator') = (system_id IS NOT NULL)),
  ADD FOREIGN KEY (operator_id, department_id) REFERENCES department (operator_id, id),
  ADD FOREIGN KEY (operator_id, system_id) REFERENCES critical_system (operator_id, id);
CREATE UNIQUE INDEX appointment_once ON appointment (operator_id, person_id, role, department_id, system_id) NULLS NOT DISTINCT;
ALTER TABLE account ADD CHECK (email = lower(email)),
  ADD CHECK ((operator_id IS NULL) = (person_id IS NULL)),
  ADD CHECK (role IN ('ministryOfficer','platformAdministrator')),
  ADD CHECK ((role IS NULL) = (operator_id IS NOT NULL)),
  ADD CHECK ((role IS NOT DISTINCT FROM 'ministryOfficer') = (sector_id IS NOT NULL)),
  ADD FOREIGN KEY (operator_id, person_id) REFERENCES person (operator_id, id),
  ADD FOREIGN KEY (sector_id) REFERENCES sector (id);
ALTER TABLE access_token ADD CHECK (purpose IN ('api','invitation'));
ALTER TABLE survey ADD CHECK (state IN ('planned','open','closed')), ADD CHECK (opens_on <= closes_on);
ALTER TABLE tally ADD CHECK (least(implemented, partial, not_implemented, not_applicable) >= 0
  AND asked >= implemented + partial + not_implemented + not_applicable);
ALTER TABLE submission ADD CHECK (hash ~ '^[0-9a-f]{64}$'), ADD CHECK ((version = 1) = (previous_hash IS NULL));

-- Before a scope exists, these three functions read as the owner, and nothing else does.
CREATE FUNCTION portal_find_login(p_email text, p_now timestamptz)
  RETURNS TABLE (account_id uuid, password_hash text, recent_failures bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a.password_hash, f.failures
  FROM (SELECT count(*) AS failures FROM login_attempt t WHERE t.email = lower(p_email) AND NOT t.succeeded
          AND t.at > p_now - interval '15 minutes'
          AND t.at > coalesce((SELECT max(s.at) FROM login_attempt s WHERE s.email = lower(p_email) AND s.succeeded), '-infinity')) f
  LEFT JOIN account a ON a.email = lower(p_email) AND a.disabled_at IS NULL
$$;

CREATE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'accountId', a.id, 'email', a.email, 'name', a.name, 'operatorId', a.operator_id, 'operatorName', o.name,
    'personId', a.person_id, 'departmentId', p.department_id, 'sectorId', coalesce(a.sector_id, o.sector_id), 'role', a.role,
    'shortcutKeys', a.shortcut_keys,
    'appointments', coalesce((SELECT jsonb_agg(jsonb_build_object('role', m.role, 'departmentId', m.department_id, 'systemId', m.system_id)
        ORDER BY m.role, m.department_id, m.system_id)
      FROM appointment m WHERE m.operator_id = a.operator_id AND m.person_id = a.person_id), '[]'::jsonb))
  FROM account a
  LEFT JOIN operator o ON o.id = a.operator_id
  LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
  WHERE a.id = p_account AND a.disabled_at IS NULL AND p.left_at IS NULL
$$;

CREATE FUNCTION portal_resolve_session(p_session uuid, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT portal_describe_account(s.account_id) FROM session s
  WHERE s.id = p_session AND s.ended_at IS NULL AND s.expires_at > p_now
$$;

CREATE FUNCTION portal_resolve_token(p_hash text, p_purpose text, p_now timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT portal_describe_account(t.account_id) FROM access_token t
  WHERE t.hash = p_hash AND t.purpose = p_purpose AND t.revoked_at IS NULL AND t.expires_at > p_now
$$;

-- Whether an account of the scope's operator has a password; the hash itself stays unread.
CREATE FUNCTION portal_has_password(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND a.operator_id = portal_operator() AND a.password_hash IS NOT NULL)
$$;

REVOKE ALL ON FUNCTION portal_find_login, portal_describe_account, portal_resolve_session, portal_resolve_token, portal_has_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_find_login, portal_resolve_session, portal_resolve_token, portal_has_password TO portal_application;
GRANT USAGE ON SCHEMA public TO portal_application;
