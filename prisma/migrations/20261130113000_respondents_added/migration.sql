-- The same rule as before (docs/decisions/0040-handing-over.md). The statement is planned each time: a session keeps the plan of
-- a fixed one, and one made while there are no sheets yet (any appointment makes it) reads all sheets for each of thousands of
-- respondents. That was 19 of the 30 seconds that the demo took to load, and would have been minutes for the first round of
-- 20,000 people.
CREATE OR REPLACE FUNCTION portal_respondents_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $statement$
    UPDATE sheet_respondent r SET from_post = true FROM added n, sheet s, appointment a
    WHERE NOT n.from_post AND s.operator_id = n.operator_id AND s.id = n.sheet_id AND s.role <> 'handler'
      AND a.operator_id = n.operator_id AND a.person_id = n.person_id
      AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)
      AND r.operator_id = n.operator_id AND r.sheet_id = n.sheet_id AND r.person_id = n.person_id
  $statement$;
  RETURN NULL;
END $$;

-- So are those of appointments, the first of which are made before there are sheets.
CREATE OR REPLACE FUNCTION portal_post_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $statement$
    INSERT INTO sheet_respondent AS r (operator_id, sheet_id, person_id, from_post)
    SELECT DISTINCT s.operator_id, s.id, g.person_id, true FROM given g
      JOIN sheet s ON s.operator_id = g.operator_id
        AND portal_answers_as(g.role, g.department_id, g.system_id, s.role, s.department_id, s.system_id)
      JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
      JOIN person p ON p.operator_id = g.operator_id AND p.id = g.person_id
    WHERE s.state <> 'withdrawn' AND c.state IN ('open', 'reviewing') AND p.left_at IS NULL
    ON CONFLICT (operator_id, sheet_id, person_id) DO UPDATE SET from_post = true
  $statement$;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION portal_post_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $statement$
    DELETE FROM sheet_respondent r USING ended e, sheet s, cycle c
    WHERE s.operator_id = e.operator_id AND portal_answers_as(e.role, e.department_id, e.system_id, s.role, s.department_id, s.system_id)
      AND c.operator_id = s.operator_id AND c.id = s.cycle_id AND s.state <> 'withdrawn' AND c.state IN ('open', 'reviewing')
      AND r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id = e.person_id
  $statement$;
  RETURN NULL;
END $$;
