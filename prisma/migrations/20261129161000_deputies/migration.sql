-- Deputies (代行) of posts (docs/design.md 6, docs/decisions/0041): in order, for a period of days in Japan, named with a reason.
-- A row is never deleted and changes once: when it is ended.
CREATE TABLE deputy (
  operator_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  department_id uuid,
  system_id uuid,
  ordinal integer NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  reason text NOT NULL,
  named_at timestamptz(3) NOT NULL,
  named_by uuid NOT NULL,
  ended_at timestamptz(3),
  ended_by uuid,
  ended_reason text,
  CONSTRAINT deputy_pkey PRIMARY KEY (operator_id, id),
  CONSTRAINT deputy_operator_id_person_id_fkey FOREIGN KEY (operator_id, person_id) REFERENCES person (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT deputy_operator_id_department_id_fkey FOREIGN KEY (operator_id, department_id) REFERENCES department (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT deputy_operator_id_system_id_fkey FOREIGN KEY (operator_id, system_id) REFERENCES critical_system (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CHECK (role IN ('systemAdministrator','securityManager','ciso','executive','securityCommittee','exemptionReviewer','auditor','secretariat')),
  CHECK ((role = 'securityManager') = (department_id IS NOT NULL)),
  CHECK ((role = 'systemAdministrator') = (system_id IS NOT NULL)),
  CHECK (ordinal BETWEEN 1 AND 9),
  CHECK (from_on <= until_on),
  CHECK ((ended_at IS NULL) = (ended_reason IS NULL)),
  CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX deputy_person ON deputy (operator_id, person_id);
CREATE INDEX deputy_post ON deputy (operator_id, role, department_id, system_id);
ALTER TABLE deputy ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON deputy USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT ON deputy TO portal_application;
GRANT UPDATE (ended_at, ended_by, ended_reason) ON deputy TO portal_application;

CREATE FUNCTION portal_deputy_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'an ended deputyship does not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON deputy FOR EACH ROW EXECUTE FUNCTION portal_deputy_ends_once();

-- Who leaves is no deputy any more, and not again on coming back, as with roles.
CREATE FUNCTION portal_leaver_is_no_deputy() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE deputy SET ended_at = NEW.left_at, ended_reason = '退職'
    WHERE operator_id = NEW.operator_id AND person_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_leaver_is_no_deputy FROM PUBLIC;
CREATE TRIGGER leaver_is_no_deputy AFTER UPDATE OF left_at ON person FOR EACH ROW
  WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL) EXECUTE FUNCTION portal_leaver_is_no_deputy();

-- The deputyships of a person that were not ended, whatever their period (the day in Japan is the caller's to say): with the
-- present holders of the post, and the deputies before this one who can sign in.
CREATE FUNCTION portal_deputyships(p_operator uuid, p_person uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', d.id, 'role', d.role, 'departmentId', d.department_id, 'systemId', d.system_id, 'order', d.ordinal, 'from', d.from_on, 'until', d.until_on,
    'holders', (SELECT coalesce(jsonb_agg(m.person_id ORDER BY m.person_id), '[]'::jsonb) FROM appointment m
      WHERE m.operator_id = d.operator_id AND m.role = d.role
        AND m.department_id IS NOT DISTINCT FROM d.department_id AND m.system_id IS NOT DISTINCT FROM d.system_id),
    'ahead', (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', e.person_id, 'from', e.from_on, 'until', e.until_on) ORDER BY e.ordinal, e.id), '[]'::jsonb)
      FROM deputy e JOIN account a ON a.operator_id = e.operator_id AND a.person_id = e.person_id
      WHERE e.operator_id = d.operator_id AND e.role = d.role AND e.ended_at IS NULL AND e.ordinal < d.ordinal AND a.disabled_at IS NULL
        AND e.department_id IS NOT DISTINCT FROM d.department_id AND e.system_id IS NOT DISTINCT FROM d.system_id))
    ORDER BY d.role, d.ordinal, d.id), '[]'::jsonb)
  FROM deputy d
  WHERE d.operator_id = p_operator AND d.person_id = p_person AND d.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM department u WHERE u.operator_id = d.operator_id AND u.id = d.department_id AND u.retired_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM critical_system y WHERE y.operator_id = d.operator_id AND y.id = d.system_id AND y.retired_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION portal_deputyships FROM PUBLIC;

CREATE OR REPLACE FUNCTION portal_describe_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'accountId', a.id, 'email', a.email, 'name', a.name, 'operatorId', a.operator_id, 'operatorName', o.name,
    'personId', a.person_id, 'departmentId', p.department_id, 'sectorId', coalesce(a.sector_id, o.sector_id), 'role', a.role,
    'shortcutKeys', a.shortcut_keys, 'passwordOrigin', CASE WHEN a.password_origin_seen THEN NULL ELSE a.password_origin END,
    'appointments', coalesce((SELECT jsonb_agg(jsonb_build_object('role', m.role, 'departmentId', m.department_id, 'systemId', m.system_id)
        ORDER BY m.role, m.department_id, m.system_id)
      FROM appointment m WHERE m.operator_id = a.operator_id AND m.person_id = a.person_id), '[]'::jsonb),
    'deputyships', portal_deputyships(a.operator_id, a.person_id))
  FROM account a
  LEFT JOIN operator o ON o.id = a.operator_id
  LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
  WHERE a.id = p_account AND a.disabled_at IS NULL AND p.left_at IS NULL
$$;

-- The roles that an account's person holds, or stands in for now or later: what a link or a password gives access to.
CREATE FUNCTION portal_reach(p_account uuid) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.role FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id WHERE a.id = p_account
  UNION SELECT d.role FROM account a JOIN deputy d ON d.operator_id = a.operator_id AND d.person_id = a.person_id
    WHERE a.id = p_account AND d.ended_at IS NULL AND d.until_on >= current_date - 1
$$;
REVOKE ALL ON FUNCTION portal_reach FROM PUBLIC;

CREATE OR REPLACE FUNCTION portal_decides(p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM portal_reach(p_account) AS reach (role) WHERE portal_deciding(reach.role))
$$;

CREATE OR REPLACE FUNCTION portal_may_open(p_maker uuid, p_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account a WHERE a.id = p_account AND a.operator_id IS NOT NULL
    AND portal_may_appoint(p_maker, a.operator_id, 'handler')
    AND NOT EXISTS (SELECT 1 FROM portal_reach(a.id) AS reach (role) WHERE NOT portal_may_appoint(p_maker, a.operator_id, reach.role))
    AND (portal_holds(p_maker, '{ciso}') OR NOT portal_platforms_choice(a.id)))
$$;

-- A deputy can do what the post can, so links, tokens and passwords end by the same rules as with an appointment.
CREATE TRIGGER roles_given AFTER INSERT ON deputy REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION portal_roles_given();

-- The post that was represented when an answer was given or a remark was written, `role/department/system`; none where nobody
-- was. The use case says it to the transaction, so that no statement that writes history can forget it.
CREATE FUNCTION portal_represented() RETURNS text LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.represented', true), '');
ALTER TABLE answer_history ADD COLUMN represented text;
ALTER TABLE answer_history ALTER COLUMN represented SET DEFAULT portal_represented();
ALTER TABLE item_remark ADD COLUMN represented text;
ALTER TABLE item_remark ALTER COLUMN represented SET DEFAULT portal_represented();
