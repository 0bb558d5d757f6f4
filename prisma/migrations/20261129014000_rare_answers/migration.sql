-- The gap report prints the few answers of a round that are 該当なし or have a remark. A round asks some hundred items of thousands of
-- sheets, so they are found by item; without these the report reads every answer of every operator.
CREATE INDEX answer_not_applicable ON answer (operator_id, item_id, sheet_id) WHERE status = 'notApplicable';
CREATE INDEX answer_remarked ON answer (operator_id, item_id, sheet_id) WHERE remark IS NOT NULL;
