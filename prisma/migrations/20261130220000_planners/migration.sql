-- Everybody who planned the round, changed its plan, handed out its sheets or withdrew some: as a deputy, none of them approves it
-- (docs/design.md 6, docs/decisions/0041-deputies.md), and created_by names the first alone. No statement takes a name out.
ALTER TABLE cycle ADD COLUMN planned_by uuid[] NOT NULL DEFAULT '{}';
GRANT UPDATE (planned_by) ON cycle TO portal_application;

-- Who did any of it before is known from the record of actions alone.
UPDATE cycle c SET planned_by = known.people FROM (
  SELECT operator_id, id, array_agg(DISTINCT person_id) AS people FROM (
    SELECT operator_id, id, created_by FROM cycle WHERE created_by IS NOT NULL
    UNION ALL
    SELECT e.operator_id, coalesce(s.cycle_id, o.id), a.person_id FROM audit e JOIN account a ON a.id = e.account_id
      LEFT JOIN cycle o ON o.operator_id = e.operator_id AND e.target = 'cycle/' || o.id
      LEFT JOIN sheet s ON s.operator_id = e.operator_id AND e.target = 'sheet/' || s.id AND e.action = 'sheet.withdraw'
    WHERE e.outcome = 'done' AND a.person_id IS NOT NULL AND e.action IN ('cycle.plan', 'cycle.changePlan', 'cycle.leaveOut', 'cycle.open',
      'cycle.handOutLater', 'sheet.withdraw')) AS did (operator_id, id, person_id)
  GROUP BY operator_id, id) known
WHERE c.operator_id = known.operator_id AND c.id = known.id;

CREATE FUNCTION portal_planned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.planned_by := ARRAY(SELECT person FROM unnest(
    CASE WHEN TG_OP = 'UPDATE' THEN OLD.planned_by ELSE '{}' END || NEW.planned_by || NEW.created_by) WITH ORDINALITY AS by (person, place)
    WHERE person IS NOT NULL GROUP BY person ORDER BY min(place));
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_planned BEFORE INSERT OR UPDATE OF planned_by, created_by ON cycle FOR EACH ROW EXECUTE FUNCTION portal_planned();
