-- An answer copied from the last round says nothing until it is confirmed (ADR 0043): its status is in a column of its own, and as
-- long as it is there, there is no other. Older code would print the copied texts, and could not save over a copy.
UPDATE installation SET oldest_code = '20261129163100_copied_answers';
ALTER TABLE answer ADD COLUMN copied text,
  ADD CHECK (copied IN ('implemented','partial','notImplemented','notApplicable')),
  ADD CHECK (copied IS NULL OR status IS NULL);
ALTER TABLE answer_history ADD COLUMN copied text;
GRANT UPDATE (copied) ON answer TO portal_application;
