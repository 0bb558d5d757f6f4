-- No slip ends a round or a survey: cancelling, changing the dates of what is running, opening a survey again; and which
-- editions bind a sector.

ALTER TABLE cycle ADD COLUMN cancelled_at timestamptz(3), ADD COLUMN cancelled_by uuid, ADD COLUMN cancelled_reason text;
ALTER TABLE cycle DROP CONSTRAINT cycle_state_check;
ALTER TABLE cycle ADD CHECK (state IN ('planned','open','reviewing','approved','submitted','cancelled')),
  ADD CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  ADD CHECK ((cancelled_at IS NULL) = (cancelled_reason IS NULL));
GRANT UPDATE (cancelled_at, cancelled_by, cancelled_reason) ON cycle TO portal_application;

-- What was changed of a cycle while it was answered, as its respondents are told. Append-only.
CREATE TABLE cycle_change (
  operator_id uuid NOT NULL,
  id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  by uuid NOT NULL,
  reason text NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  CONSTRAINT cycle_change_pkey PRIMARY KEY (operator_id, id),
  CONSTRAINT cycle_change_operator_id_cycle_id_fkey FOREIGN KEY (operator_id, cycle_id) REFERENCES cycle (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX cycle_change_operator_id_cycle_id_at_idx ON cycle_change (operator_id, cycle_id, at);
ALTER TABLE cycle_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON cycle_change USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT ON cycle_change TO portal_application;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON cycle_change FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON cycle_change FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

ALTER TABLE survey ADD COLUMN reopened_at timestamptz(3), ADD COLUMN reopened_reason text,
  ADD CHECK ((reopened_at IS NULL) = (reopened_reason IS NULL));
GRANT UPDATE (reopened_at, reopened_reason) ON survey TO portal_application;

-- Filled from content/sectors.yaml, like the sectors themselves.
ALTER TABLE sector ADD COLUMN editions text[] NOT NULL DEFAULT '{}';
