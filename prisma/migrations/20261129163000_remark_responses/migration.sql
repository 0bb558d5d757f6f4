-- What respondents say about a reviewer's remark on their way to the next hand-in. Append-only; the reviewer sees what is not newer
-- than the hand-in.
CREATE TABLE item_remark_response (
  operator_id uuid NOT NULL,
  remark_id uuid NOT NULL,
  version integer NOT NULL,
  done boolean NOT NULL,
  reply text,
  by uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT item_remark_response_pkey PRIMARY KEY (operator_id, remark_id, version),
  CONSTRAINT item_remark_response_operator_id_remark_id_fkey FOREIGN KEY (operator_id, remark_id) REFERENCES item_remark (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CHECK (version > 0)
);
ALTER TABLE item_remark_response ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON item_remark_response USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT ON item_remark_response TO portal_application;
