/**
 * In SQL: nobody is there to answer the sheet `s` (docs/design.md 6): it was handed out, not handed in, and every respondent has
 * left or there is none. A deputy of today may still answer it, but a deputyship ends and the post stays vacant. It stays in the
 * denominator of the 把握率 until somebody decides on it.
 */
export const UNANSWERABLE = `(s.state IN ('notStarted', 'inProgress', 'returned') AND NOT EXISTS (
  SELECT 1 FROM sheet_respondent nr JOIN person np ON np.operator_id = nr.operator_id AND np.id = nr.person_id
  WHERE nr.operator_id = s.operator_id AND nr.sheet_id = s.id AND np.left_at IS NULL))`;
