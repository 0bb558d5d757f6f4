-- The gap report prints the few answers of a round that are 該当なし. A round asks some hundred items of thousands of sheets, so they
-- are found by item; without this the report reads every answer of every operator. The price: PostgreSQL counts the columns of the
-- condition as indexed, so that an answer whose status changes is written to its other index again.
CREATE INDEX answer_not_applicable ON answer (operator_id, item_id, sheet_id) WHERE status = 'notApplicable';
