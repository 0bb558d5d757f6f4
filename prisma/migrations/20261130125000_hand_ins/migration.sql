-- Everybody who ever handed the sheet in: the next hand-in replaces `handed_in_by`, and taking one back clears it, but who has handed
-- a sheet in never reviews it (docs/design.md 6). No code has to remember to keep it, and none can take a name out.
ALTER TABLE sheet ADD COLUMN ever_handed_in_by uuid[] NOT NULL DEFAULT '{}';

-- Earlier hand-ins are known from the record of actions alone.
UPDATE sheet s SET ever_handed_in_by = known.people FROM (
  SELECT operator_id, id, array_agg(DISTINCT person_id) AS people FROM (
    SELECT operator_id, id, handed_in_by FROM sheet WHERE handed_in_by IS NOT NULL
    UNION ALL
    SELECT e.operator_id, o.id, a.person_id FROM audit e JOIN account a ON a.id = e.account_id
      JOIN sheet o ON o.operator_id = e.operator_id AND e.target = 'sheet/' || o.id
    WHERE e.action = 'sheet.handIn' AND e.outcome = 'done' AND a.person_id IS NOT NULL) AS handed (operator_id, id, person_id)
  GROUP BY operator_id, id) known
WHERE s.operator_id = known.operator_id AND s.id = known.id;

CREATE FUNCTION portal_handed_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN NEW.ever_handed_in_by := OLD.ever_handed_in_by; END IF;
  IF NEW.handed_in_by IS NOT NULL AND NEW.handed_in_by <> ALL (NEW.ever_handed_in_by) THEN
    NEW.ever_handed_in_by := NEW.ever_handed_in_by || NEW.handed_in_by;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_handed_in BEFORE INSERT OR UPDATE OF handed_in_by, ever_handed_in_by ON sheet
  FOR EACH ROW EXECUTE FUNCTION portal_handed_in();
