-- What the numbers over operators need of a submission, and its own numbers, a row for each tier: worked out once from the frozen
-- content by the rule that is named, and again by another one. Integers and exact fractions; the counts as the code writes them.
-- No foreign key, here and below: rows are only added to what never goes away, and the policy looks that it is there.
CREATE TABLE submission_score (
  operator_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  rule text NOT NULL,
  tier text NOT NULL,
  survey_id uuid NOT NULL,
  sector_id text NOT NULL,
  handed_out integer NOT NULL,
  counted integer NOT NULL,
  items integer NOT NULL,
  items_with_duty integer NOT NULL,
  attained_items integer NOT NULL,
  not_asked integer NOT NULL,
  absence text NOT NULL,
  implementation_n numeric,
  implementation_d numeric,
  self_check_n numeric,
  self_check_d numeric,
  fulfilment_n numeric,
  fulfilment_d numeric,
  sections text NOT NULL,
  counts text NOT NULL,
  CONSTRAINT submission_score_pkey PRIMARY KEY (operator_id, submission_id, rule, tier),
  CHECK (tier IN ('required', 'reference')),
  CHECK (absence IN ('noDuty', 'notGrasped', 'notAsked')),
  CHECK (0 <= counted AND counted <= handed_out),
  CHECK (0 <= attained_items AND attained_items <= items_with_duty AND items_with_duty <= items AND 0 <= not_asked),
  CHECK ((implementation_n IS NULL) = (implementation_d IS NULL) AND 0 <= implementation_n AND implementation_n <= implementation_d AND implementation_d > 0),
  CHECK ((self_check_n IS NULL) = (self_check_d IS NULL) AND 0 <= self_check_n AND self_check_n <= self_check_d AND self_check_d > 0),
  CHECK ((fulfilment_n IS NULL) = (fulfilment_d IS NULL) AND 0 <= fulfilment_n AND fulfilment_n <= fulfilment_d AND fulfilment_d > 0)
);
ALTER TABLE submission_score ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON submission_score FOR SELECT USING (
  operator_id = portal_operator() OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY of_a_submission ON submission_score FOR INSERT WITH CHECK (
  (operator_id = portal_operator() OR (portal_scope() = 'ministry' AND sector_id = portal_sector()))
  AND EXISTS (SELECT 1 FROM submission m WHERE m.operator_id = submission_score.operator_id AND m.id = submission_score.submission_id
    AND m.survey_id = submission_score.survey_id AND m.sector_id = submission_score.sector_id));
GRANT SELECT, INSERT ON submission_score TO portal_application;

-- A survey's pages ask by survey; the keys begin with the operator.
CREATE INDEX submission_survey_id_operator_id_version_idx ON submission (survey_id, operator_id, version);
CREATE INDEX survey_call_survey_id_idx ON survey_call (survey_id);

-- A reading of several operators' figures is one row with the set of them. Most readings are of the same set: it is kept once,
-- under the SHA-256 of its ids, so that nothing but the set itself can stand under its name.
CREATE TABLE operator_set (
  sector_id text NOT NULL,
  digest text NOT NULL,
  operator_ids uuid[] NOT NULL,
  CONSTRAINT operator_set_pkey PRIMARY KEY (sector_id, digest),
  CHECK (cardinality(operator_ids) > 0),
  CHECK (digest = encode(sha256(convert_to(array_to_string(operator_ids, ','), 'UTF8')), 'hex'))
);
CREATE INDEX operator_set_operator_ids_idx ON operator_set USING gin (operator_ids);
ALTER TABLE operator_set ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON operator_set FOR SELECT USING (
  operator_ids @> ARRAY[portal_operator()] OR (portal_scope() = 'ministry' AND sector_id = portal_sector()));
CREATE POLICY ministry_adds ON operator_set FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND sector_id = portal_sector()
  AND NOT EXISTS (SELECT 1 FROM unnest(operator_ids) AS member (id)
    WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.id = member.id AND o.sector_id = portal_sector())));
GRANT SELECT, INSERT ON operator_set TO portal_application;

CREATE TABLE sector_access_log (
  sector_id text NOT NULL,
  id uuid NOT NULL,
  digest text NOT NULL,
  at timestamptz(3) NOT NULL,
  account_id uuid NOT NULL,
  officer text NOT NULL,
  what text NOT NULL,
  CONSTRAINT sector_access_log_pkey PRIMARY KEY (sector_id, id)
);
CREATE INDEX sector_access_log_sector_id_digest_at_idx ON sector_access_log (sector_id, digest, at);
ALTER TABLE sector_access_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON sector_access_log FOR SELECT USING (
  EXISTS (SELECT 1 FROM operator_set s WHERE s.sector_id = sector_access_log.sector_id AND s.digest = sector_access_log.digest
    AND s.operator_ids @> ARRAY[portal_operator()]));
CREATE POLICY ministry_logs ON sector_access_log FOR INSERT WITH CHECK (
  portal_scope() = 'ministry' AND account_id = portal_account() AND sector_id = portal_sector()
  AND EXISTS (SELECT 1 FROM operator_set s WHERE s.sector_id = sector_access_log.sector_id AND s.digest = sector_access_log.digest));
GRANT SELECT, INSERT ON sector_access_log TO portal_application;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['operator_set','sector_access_log'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION portal_refuse_change()', name);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', name);
  END LOOP;
END $$;
