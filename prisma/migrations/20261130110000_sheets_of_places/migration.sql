-- What a sheet is of: a person, a critical system, a department, or the operator. Said as a column, because under row-level security
-- PostgreSQL takes no index for a coalesce. Without the index, the last answers of fifty people compare each of them with every
-- sheet of each earlier round.
ALTER TABLE sheet
  ADD COLUMN place uuid NOT NULL GENERATED ALWAYS AS (coalesce(person_id, system_id, department_id, operator_id)) STORED;
CREATE INDEX sheet_of_place ON sheet (operator_id, cycle_id, role, place) WHERE counts;
ANALYZE sheet;
