-- An operator that was called by mistake is taken out of the survey while it has submitted nothing (docs/design.md 3, docs/decisions/0049):
-- the call goes, and here stays why, with the words of the survey, which the operator cannot read any more.
CREATE TABLE taken_out_call (
  operator_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  sector_id text NOT NULL,
  edition_id text NOT NULL,
  title text NOT NULL,
  reason text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Whether the operator had seen the survey, so that it is told of it.
  seen boolean NOT NULL,
  CONSTRAINT taken_out_call_pkey PRIMARY KEY (operator_id, survey_id),
  CONSTRAINT taken_out_call_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT taken_out_call_survey_id_sector_id_fkey FOREIGN KEY (survey_id, sector_id) REFERENCES survey (id, sector_id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX taken_out_call_survey_id_idx ON taken_out_call (survey_id);
ALTER TABLE taken_out_call ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON taken_out_call FOR SELECT USING (
  (operator_id = portal_operator() AND seen) OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY ministry_takes_out ON taken_out_call FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND sector_id = portal_sector()
  AND EXISTS (SELECT 1 FROM operator o WHERE o.id = taken_out_call.operator_id AND o.sector_id = taken_out_call.sector_id));
CREATE POLICY ministry_calls_again ON taken_out_call FOR DELETE USING (portal_scope() = 'ministry' AND sector_id = portal_sector());
GRANT SELECT, INSERT, DELETE ON taken_out_call TO portal_application;

-- A call with a submission stays: the submission refers to it.
CREATE POLICY ministry_takes_out ON survey_call FOR DELETE USING (portal_scope() = 'ministry' AND sector_id = portal_sector());
GRANT DELETE ON survey_call TO portal_application;
