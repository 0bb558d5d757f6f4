-- After a survey was closed, its ministry can let one operator submit once more, with a reason and until a day (docs/design.md 3,
-- docs/decisions/0049). A version after `after_version`, on the last
-- day at the latest, uses it up: nothing has to be written then.
CREATE TABLE late_correction (
  operator_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  ordinal integer NOT NULL,
  sector_id text NOT NULL,
  after_version integer NOT NULL,
  reason text NOT NULL,
  until_on date NOT NULL,
  allowed_at timestamptz(3) NOT NULL,
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  CONSTRAINT late_correction_pkey PRIMARY KEY (operator_id, survey_id, ordinal),
  CONSTRAINT late_correction_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT late_correction_survey_id_sector_id_fkey FOREIGN KEY (survey_id, sector_id) REFERENCES survey (id, sector_id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CHECK (ordinal > 0),
  CHECK (after_version >= 0),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE INDEX late_correction_survey_id_idx ON late_correction (survey_id);
ALTER TABLE late_correction ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON late_correction FOR SELECT USING (
  operator_id = portal_operator() OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY ministry_allows ON late_correction FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND sector_id = portal_sector()
  AND EXISTS (SELECT 1 FROM survey_call c
    WHERE c.operator_id = late_correction.operator_id AND c.survey_id = late_correction.survey_id AND c.sector_id = late_correction.sector_id));
CREATE POLICY ministry_withdraws ON late_correction FOR UPDATE USING (portal_scope() = 'ministry' AND sector_id = portal_sector());
GRANT SELECT, INSERT ON late_correction TO portal_application;
GRANT UPDATE (withdrawn_at, withdrawn_reason) ON late_correction TO portal_application;

CREATE FUNCTION portal_withdrawn_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was withdrawn does not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER withdrawn_once BEFORE UPDATE ON late_correction FOR EACH ROW EXECUTE FUNCTION portal_withdrawn_once();
