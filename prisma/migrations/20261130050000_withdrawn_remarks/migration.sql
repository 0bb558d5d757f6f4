-- A remark on the wrong item is withdrawn by a reviewer, once: its text stays in the history and nobody has to work it off any more
-- (docs/design.md 3). Append-only, as remarks are.
CREATE TABLE item_remark_withdrawal (
  operator_id uuid NOT NULL,
  remark_id uuid NOT NULL,
  by uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  represented text DEFAULT portal_represented(),
  CONSTRAINT item_remark_withdrawal_pkey PRIMARY KEY (operator_id, remark_id),
  CONSTRAINT item_remark_withdrawal_operator_id_remark_id_fkey FOREIGN KEY (operator_id, remark_id) REFERENCES item_remark (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
ALTER TABLE item_remark_withdrawal ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON item_remark_withdrawal USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT ON item_remark_withdrawal TO portal_application;
