-- The same for the answers that have a remark. A migration of its own: while an index is made, no answer can be saved.
CREATE INDEX answer_remarked ON answer (operator_id, item_id, sheet_id) WHERE remark IS NOT NULL;
