-- What belongs to a post passes to its holders (docs/design.md 6, docs/decisions/0040-handing-over.md): whoever takes a post
-- answers its sheets of running cycles, and whoever gives it up does not any more. Every way to change an appointment goes
-- through these triggers: the form, lists, a first account, and the owner's commands.
-- `from_post`: a respondent as holder of the post, and not because somebody named them.
ALTER TABLE sheet_respondent ADD COLUMN from_post boolean NOT NULL DEFAULT false;
GRANT UPDATE (from_post) ON sheet_respondent TO portal_application;

-- Whether an appointment is to the post that answers a sheet. 取扱者 sheets belong to no post.
CREATE FUNCTION portal_answers_as(p_role text, p_department uuid, p_system uuid, p_sheet_role text, p_sheet_department uuid, p_sheet_system uuid)
  RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN p_sheet_role = p_role AND CASE p_role
    WHEN 'securityManager' THEN p_sheet_department = p_department
    WHEN 'systemAdministrator' THEN p_sheet_system = p_system
    ELSE true END;

-- Rights are given and taken away without waiting for anybody who works on a cycle, so neither trigger locks its rows.
CREATE FUNCTION portal_post_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sheet_respondent AS r (operator_id, sheet_id, person_id, from_post)
  SELECT DISTINCT s.operator_id, s.id, g.person_id, true FROM given g
    JOIN sheet s ON s.operator_id = g.operator_id
      AND portal_answers_as(g.role, g.department_id, g.system_id, s.role, s.department_id, s.system_id)
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    JOIN person p ON p.operator_id = g.operator_id AND p.id = g.person_id
  WHERE s.state <> 'withdrawn' AND c.state IN ('open', 'reviewing') AND p.left_at IS NULL
  ON CONFLICT (operator_id, sheet_id, person_id) DO UPDATE SET from_post = true;
  RETURN NULL;
END $$;
CREATE TRIGGER post_taken AFTER INSERT ON appointment REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION portal_post_taken();

CREATE FUNCTION portal_post_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sheet_respondent r USING ended e, sheet s, cycle c
  WHERE s.operator_id = e.operator_id AND portal_answers_as(e.role, e.department_id, e.system_id, s.role, s.department_id, s.system_id)
    AND c.operator_id = s.operator_id AND c.id = s.cycle_id AND s.state <> 'withdrawn' AND c.state IN ('open', 'reviewing')
    AND r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id = e.person_id;
  RETURN NULL;
END $$;
CREATE TRIGGER post_given_up AFTER DELETE ON appointment REFERENCING OLD TABLE AS ended
  FOR EACH STATEMENT EXECUTE FUNCTION portal_post_given_up();

-- Who answers as holder of the post is recorded when respondents are added, whoever adds them.
CREATE FUNCTION portal_respondents_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sheet_respondent r SET from_post = true FROM added n, sheet s, appointment a
  WHERE NOT n.from_post AND s.operator_id = n.operator_id AND s.id = n.sheet_id AND s.role <> 'handler'
    AND a.operator_id = n.operator_id AND a.person_id = n.person_id
    AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)
    AND r.operator_id = n.operator_id AND r.sheet_id = n.sheet_id AND r.person_id = n.person_id;
  RETURN NULL;
END $$;
CREATE TRIGGER respondents_added AFTER INSERT ON sheet_respondent REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION portal_respondents_added();

-- A leaver answers no sheet but their own, which stays about them until somebody decides on it.
CREATE FUNCTION portal_person_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sheet_respondent r USING sheet s, cycle c
  WHERE r.operator_id = NEW.operator_id AND r.person_id = NEW.id AND s.operator_id = r.operator_id AND s.id = r.sheet_id
    AND s.role <> 'handler' AND s.state <> 'withdrawn' AND c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing');
  RETURN NULL;
END $$;
CREATE TRIGGER person_left AFTER UPDATE OF left_at ON person FOR EACH ROW
  WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL) EXECUTE FUNCTION portal_person_left();

-- A cycle that runs again has the respondents of today.
CREATE FUNCTION portal_cycle_runs_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sheet_respondent r USING sheet s, person p
  WHERE s.operator_id = NEW.operator_id AND s.cycle_id = NEW.id AND s.state <> 'withdrawn' AND s.role <> 'handler'
    AND r.operator_id = s.operator_id AND r.sheet_id = s.id AND p.operator_id = r.operator_id AND p.id = r.person_id
    AND (p.left_at IS NOT NULL OR (r.from_post AND NOT EXISTS (
      SELECT 1 FROM appointment a WHERE a.operator_id = r.operator_id AND a.person_id = r.person_id
        AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id))));
  INSERT INTO sheet_respondent AS r (operator_id, sheet_id, person_id, from_post)
  SELECT DISTINCT s.operator_id, s.id, a.person_id, true FROM sheet s
    JOIN appointment a ON a.operator_id = s.operator_id AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)
    JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
  WHERE s.operator_id = NEW.operator_id AND s.cycle_id = NEW.id AND s.state <> 'withdrawn' AND s.role <> 'handler' AND p.left_at IS NULL
  ON CONFLICT (operator_id, sheet_id, person_id) DO UPDATE SET from_post = true;
  RETURN NULL;
END $$;
CREATE TRIGGER cycle_runs_again AFTER UPDATE OF state ON cycle FOR EACH ROW
  WHEN (NEW.state IN ('open', 'reviewing') AND OLD.state NOT IN ('open', 'reviewing', 'planned')) EXECUTE FUNCTION portal_cycle_runs_again();

-- What there is: holders among the respondents are such; leavers answer no post's sheet of a running cycle; and where nobody is
-- left, the holders of today answer. Respondents that somebody named stay.
UPDATE sheet_respondent r SET from_post = true FROM sheet s, appointment a
WHERE s.operator_id = r.operator_id AND s.id = r.sheet_id AND s.role <> 'handler' AND a.operator_id = r.operator_id AND a.person_id = r.person_id
  AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id);
DELETE FROM sheet_respondent r USING sheet s, cycle c, person p
WHERE s.operator_id = r.operator_id AND s.id = r.sheet_id AND s.role <> 'handler' AND s.state <> 'withdrawn'
  AND c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
  AND p.operator_id = r.operator_id AND p.id = r.person_id AND p.left_at IS NOT NULL;
INSERT INTO sheet_respondent (operator_id, sheet_id, person_id, from_post)
SELECT DISTINCT s.operator_id, s.id, a.person_id, true FROM sheet s
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
  JOIN appointment a ON a.operator_id = s.operator_id AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)
  JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id AND p.left_at IS NULL
WHERE s.role <> 'handler' AND s.state <> 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id);
