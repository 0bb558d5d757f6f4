-- Answers to examples that an earlier portal had cleared by a slip stayed cleared on sheets that were handed in when the portal
-- was brought up to date, and where their measure was 該当なし without a reason. On sheets that are to be answered now they come
-- back here, with who gave them; on sheets that are handed in, when they are returned.
WITH cleared AS (
  SELECT a.operator_id, a.sheet_id, a.item_id, before.status, before.answered_by, before.answered_at
  FROM answer a
  JOIN sheet s ON s.operator_id = a.operator_id AND s.id = a.sheet_id AND s.state IN ('inProgress', 'returned')
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
  JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = a.item_id
  JOIN LATERAL (SELECT h.version, h.cause FROM answer_history h WHERE h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id
    AND h.item_id = a.item_id AND h.cause NOT IN ('setAside', 'kept') ORDER BY h.version DESC, h.mark DESC LIMIT 1) said ON said.cause = 'measureNotApplicable'
  JOIN answer_history before ON before.operator_id = a.operator_id AND before.sheet_id = a.sheet_id AND before.item_id = a.item_id
    AND before.version = said.version - 1 AND before.mark = 0 AND before.status IS NOT NULL
  LEFT JOIN answer m ON m.operator_id = a.operator_id AND m.sheet_id = a.sheet_id AND m.item_id = e.illustrates
  WHERE a.status IS NULL AND (m.status IS DISTINCT FROM 'notApplicable' OR m.reason IS NULL)),
restored AS (
  UPDATE answer a SET status = cleared.status, version = a.version + 1, answered_by = cleared.answered_by, answered_at = cleared.answered_at
  FROM cleared WHERE a.operator_id = cleared.operator_id AND a.sheet_id = cleared.sheet_id AND a.item_id = cleared.item_id
  RETURNING a.*)
INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'countedAgain' FROM restored;
