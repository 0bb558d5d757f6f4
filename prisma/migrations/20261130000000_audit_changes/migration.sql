-- Whether the entry is of a change that was made, and not of a refusal or of a read (docs/decisions/0047). What is derived from an
-- operator's data is kept in memory until its next change; entries from before count as changes, which only derives it once more.
ALTER TABLE audit ADD COLUMN changed boolean NOT NULL DEFAULT true;
CREATE INDEX audit_changes ON audit (operator_id, id) WHERE changed;
