-- 該当なし on a measure no longer clears the answers to its examples: they stay, and do not count while the measure is
-- handed in as 該当なし. The history says when that begins and ends, beside the version that it concerns: `mark` 0 is the
-- version itself, from 1 on what happened to it without changing it.
ALTER TABLE answer_history ADD COLUMN "mark" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer_history DROP CONSTRAINT "answer_history_pkey",
  ADD CONSTRAINT "answer_history_pkey" PRIMARY KEY ("operator_id","sheet_id","item_id","version","mark");

-- Answers that were cleared by a slip, on sheets that are still to be handed in and whose measure is not 該当なし any more,
-- come back with who gave them. Where the measure still is 該当なし they come back with it.
WITH cleared AS (
  SELECT a.operator_id, a.sheet_id, a.item_id, before.status, before.answered_by, before.answered_at
  FROM answer a
  JOIN sheet s ON s.operator_id = a.operator_id AND s.id = a.sheet_id AND s.state IN ('inProgress', 'returned')
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
  JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = a.item_id
  JOIN answer_history h ON h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id AND h.item_id = a.item_id
    AND h.version = a.version AND h.cause = 'measureNotApplicable'
  JOIN answer_history before ON before.operator_id = a.operator_id AND before.sheet_id = a.sheet_id AND before.item_id = a.item_id
    AND before.version = a.version - 1 AND before.status IS NOT NULL
  LEFT JOIN answer m ON m.operator_id = a.operator_id AND m.sheet_id = a.sheet_id AND m.item_id = e.illustrates
  WHERE a.status IS NULL AND m.status IS DISTINCT FROM 'notApplicable'),
restored AS (
  UPDATE answer a SET status = cleared.status, version = a.version + 1, answered_by = cleared.answered_by, answered_at = cleared.answered_at
  FROM cleared WHERE a.operator_id = cleared.operator_id AND a.sheet_id = cleared.sheet_id AND a.item_id = cleared.item_id
  RETURNING a.*)
INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'countedAgain' FROM restored;
