-- A remark on the wrong item is withdrawn by a reviewer: its text stays in the history and nobody has to work it off any more
-- (docs/design.md 3). Once, and nothing else of a remark changes.
ALTER TABLE item_remark ADD COLUMN withdrawn_at timestamptz(3);
ALTER TABLE item_remark ADD COLUMN withdrawn_by uuid;
ALTER TABLE item_remark ADD COLUMN withdrawn_represented text;
ALTER TABLE item_remark ADD CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL));
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_represented) ON item_remark TO portal_application;
CREATE TRIGGER withdrawn_once BEFORE UPDATE ON item_remark FOR EACH ROW EXECUTE FUNCTION portal_withdrawn_once();
