-- A sheet moves with its person or system to another department, and why one was withdrawn is counted
-- (docs/design.md 6, docs/decisions/0040-handing-over.md).
ALTER TABLE sheet ADD COLUMN withdrawn_because text CHECK (withdrawn_because IN ('left', 'longAbsence')),
  ADD CHECK (withdrawn_because IS NULL OR state = 'withdrawn');
GRANT UPDATE (department_id, withdrawn_because) ON sheet TO portal_application;
