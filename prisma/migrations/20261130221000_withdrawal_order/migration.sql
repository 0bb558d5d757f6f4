-- In which order sheets were withdrawn, because the last withdrawal of a person decides whether the person is handed another sheet
-- (docs/design.md 6). A number and not a time: two in one transaction, or within a millisecond, have an order too. No code has to
-- remember to keep it, and none can change it. Earlier withdrawals are known from the record of actions alone.
CREATE SEQUENCE sheet_withdrawal_order;
GRANT USAGE ON SEQUENCE sheet_withdrawal_order TO portal_application;
ALTER TABLE sheet ADD COLUMN withdrawal_order bigint;

UPDATE sheet s SET withdrawal_order = known.last FROM (
  SELECT operator_id, target, max(id) AS last FROM audit WHERE changed AND action = 'sheet.withdraw' GROUP BY operator_id, target) known
WHERE s.state = 'withdrawn' AND s.operator_id = known.operator_id AND known.target = 'sheet/' || s.id;
SELECT setval('sheet_withdrawal_order', coalesce(max(withdrawal_order), 0) + 1, false) FROM sheet;

CREATE FUNCTION portal_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'withdrawn' THEN NEW.withdrawal_order := NULL;
  ELSIF TG_OP = 'INSERT' OR OLD.state <> 'withdrawn' THEN NEW.withdrawal_order := nextval('sheet_withdrawal_order');
  ELSE NEW.withdrawal_order := OLD.withdrawal_order;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_withdrawn BEFORE INSERT OR UPDATE OF state, withdrawal_order ON sheet
  FOR EACH ROW EXECUTE FUNCTION portal_withdrawn();
