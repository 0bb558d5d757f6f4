import type { AnswerStatus } from "@/lib/domain/checking/state";

/**
 * In SQL: the answer `a` to the item `i` of a cycle (`cycle_item`) does not count, for `i` is an example of a measure that is
 * 該当なし with its reason on the same sheet (docs/design.md 3). It stands as it was given, and is in no number.
 */
export const UNCOUNTED = `(i.kind = 'example' AND EXISTS (
  SELECT 1 FROM cycle sc JOIN edition_item se ON se.edition_id = sc.edition_id AND se.id = i.item_id
  JOIN answer sm ON sm.operator_id = a.operator_id AND sm.sheet_id = a.sheet_id AND sm.item_id = se.illustrates
    AND sm.status = 'notApplicable' AND sm.reason IS NOT NULL
  WHERE sc.operator_id = i.operator_id AND sc.id = i.cycle_id))`;

/** SQL for whether the answer `a` to the item `i` of a cycle is 該当なし without the reason that it needs (`needsReason`, ADR 0005). */
export const NEEDS_REASON = "(i.kind = 'measure' AND a.status = 'notApplicable' AND a.reason IS NULL)";

/** SQL for the answer `a` to the item `i` as it counts (`countedStatus`): null while it lacks its reason. */
export const COUNTED_STATUS = `(CASE WHEN ${NEEDS_REASON} THEN NULL ELSE a.status END)`;

/** SQL for whether the answer `a` to the item `i` counts as this one; null: as none. */
export const countsAs = (status: AnswerStatus | null): string => (status === null ? `${COUNTED_STATUS} IS NULL` : `${COUNTED_STATUS} = '${status}'`);

/** SQL for whether the answer `a` is more than a copy of the last round's: who joins only these reads no copy (ADR 0043). */
export const CONFIRMED = "a.copied IS NULL";

/** SQL for whether the answer `a` is not empty. A reason alone, which no screen shows, does not count, nor does a copy of the last answer. */
export const WRITTEN = `(num_nonnulls(a.status, a.remark, a.evidence) > 0 AND ${CONFIRMED})`;
