import type { AnswerStatus } from "@/lib/domain/checking/state";
import { COUNTED_STATUS, countsAs } from "@/lib/features/cycles/tallies/sql";

const counted = (status: AnswerStatus, besides = "true"): string =>
  `count(*) FILTER (WHERE s.counts AND ${countsAs(status)} AND m.item_id IS NULL AND ${besides})::int`;

/**
 * The correct tallies: one row per scope with a sheet and item asked, counted from the answers of counted sheets that are not
 * uncounted with their measure `m`.
 */
export const COUNTED_TALLIES = `
  SELECT s.operator_id, s.cycle_id, s.scope,
    i.item_id, i.position, s.role, s.department_id, s.system_id,
    count(*) FILTER (WHERE s.counts)::int AS asked,
    ${counted("implemented")} AS implemented, ${counted("partial")} AS partial, ${counted("notImplemented")} AS not_implemented,
    ${counted("notApplicable")} AS not_applicable, ${counted("implemented", "a.evidence IS NULL")} AS unevidenced
  FROM sheet s
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
  JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
  LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
  LEFT JOIN edition_item e ON i.kind = 'example' AND e.edition_id = c.edition_id AND e.id = i.item_id
  LEFT JOIN answer m ON m.operator_id = s.operator_id AND m.sheet_id = s.id AND m.item_id = e.illustrates
    AND m.status = 'notApplicable' AND m.reason IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

/** The numbers of measures that are answered. */
export const COUNTED_PROGRESS = `
  SELECT s.operator_id, s.id, s.answered, count(i.item_id) FILTER (WHERE ${COUNTED_STATUS} IS NOT NULL)::int AS counted
  FROM sheet s
  LEFT JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure'
  LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
  GROUP BY s.operator_id, s.id, s.answered`;
