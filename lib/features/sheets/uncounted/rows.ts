import "server-only";
import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import { countUncounted, type UncountedExamples } from "@/lib/domain/checking/progress";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { SavedAnswer } from "@/lib/features/sheets/record/schema";
import { CONTENT, contentIn } from "@/lib/features/sheets/record/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The person who answered or handed in, and the time. */
interface Doing {
  readonly by: string;
  readonly now: Date;
}

/**
 * SQL for the last event of the answer `a`, as `cause` and `version`. Skips the events of a conflict (`setAside`, `kept`),
 * which do not change whether it counts.
 */
const LAST_SAID = Prisma.sql`(SELECT h.version, h.mark, h.cause FROM answer_history h WHERE h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id
  AND h.item_id = a.item_id AND h.cause NOT IN ('setAside', 'kept') ORDER BY h.version DESC, h.mark DESC LIMIT 1)`;

/** Marks the present versions of these answers as not counting from now on, or as counting again; the answers stay as they are. */
const markVersions = (transaction: Transaction, { operatorId, id }: SheetRecord, which: Prisma.Sql, cause: "notCounted" | "countedAgain", { by, now }: Doing) =>
  transaction.$executeRaw`
    INSERT INTO answer_history (operator_id, sheet_id, item_id, version, mark, ${CONTENT}, answered_by, answered_at, cause)
    SELECT a.operator_id, a.sheet_id, a.item_id, a.version, CASE WHEN h.version = a.version THEN h.mark ELSE 0 END + 1, ${contentIn("a")}, ${by}::uuid, ${now}::timestamptz, ${cause}
    FROM answer a LEFT JOIN LATERAL ${LAST_SAID} h ON true
    WHERE a.operator_id = ${operatorId}::uuid AND a.sheet_id = ${id}::uuid AND ${which}`;

/** Records in the history that these answers are handed in without counting. */
export async function noteUncounted(transaction: Transaction, sheet: SheetRecord, measures: readonly UncountedExamples[], doing: Doing): Promise<void> {
  if (countUncounted(measures) === 0) return;
  const examples = measures.flatMap((one) => one.examples);
  await markVersions(transaction, sheet, Prisma.sql`a.item_id = ANY(${examples})`, "notCounted", doing);
}

/**
 * Brings back the answers to the examples of measures that are no longer 該当なし. Those that did not count never changed,
 * so only the history hears of it; those that an earlier portal had cleared get what they were. Gives what changed.
 */
export async function bringBack(transaction: Transaction, sheet: SheetRecord, measures: readonly string[], doing: Doing): Promise<SavedAnswer[]> {
  const below = Prisma.sql`a.item_id IN (SELECT id FROM edition_item WHERE edition_id = ${sheet.editionId} AND illustrates = ANY(${[...measures]}))`;
  await markVersions(transaction, sheet, Prisma.sql`h.cause = 'notCounted' AND ${below}`, "countedAgain", doing);
  return restoreCleared(transaction, sheet, below);
}

/**
 * Restores, on a sheet that is to be answered again, answers that an earlier version had cleared below measures that are not
 * 該当なし. While it was handed in, it stayed as counted.
 */
export const bringBackOnReturn = (transaction: Transaction, sheet: SheetRecord): Promise<SavedAnswer[]> =>
  restoreCleared(
    transaction,
    sheet,
    Prisma.sql`EXISTS (SELECT 1 FROM edition_item e LEFT JOIN answer m ON m.operator_id = a.operator_id AND m.sheet_id = a.sheet_id AND m.item_id = e.illustrates
      WHERE e.edition_id = ${sheet.editionId} AND e.id = a.item_id AND (m.status IS DISTINCT FROM 'notApplicable' OR m.reason IS NULL))`,
  );

/** Restores the cleared ones of these answers, with their respondents and whose deputies they were, unless there is a later answer. */
async function restoreCleared(transaction: Transaction, sheet: SheetRecord, below: Prisma.Sql): Promise<SavedAnswer[]> {
  const rows = await transaction.$queryRaw<(AnswerContent & Pick<SavedAnswer, "itemId" | "version" | "byName" | "represented"> & { at: Date })[]>`
    WITH cleared AS (
      SELECT a.item_id, last.status, last.answered_by, last.answered_at, last.represented
      FROM answer a
      JOIN LATERAL ${LAST_SAID} h ON h.cause = 'measureNotApplicable'
      JOIN answer_history last ON last.operator_id = a.operator_id AND last.sheet_id = a.sheet_id AND last.item_id = a.item_id
        AND last.version = h.version - 1 AND last.mark = 0 AND last.status IS NOT NULL
      WHERE a.operator_id = ${sheet.operatorId}::uuid AND a.sheet_id = ${sheet.id}::uuid AND a.status IS NULL AND ${below}),
    restored AS (
      UPDATE answer a SET status = cleared.status, version = a.version + 1, answered_by = cleared.answered_by, answered_at = cleared.answered_at
      FROM cleared WHERE a.operator_id = ${sheet.operatorId}::uuid AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = cleared.item_id
      RETURNING a.*, cleared.represented),
    history AS (
      INSERT INTO answer_history (operator_id, sheet_id, item_id, version, ${CONTENT}, answered_by, answered_at, cause, represented)
      SELECT operator_id, sheet_id, item_id, version, ${CONTENT}, answered_by, answered_at, 'countedAgain', represented FROM restored)
    SELECT r.item_id AS "itemId", ${contentIn("r")}, r.version, coalesce(p.name, '') AS "byName", r.represented, r.answered_at AS at
    FROM restored r LEFT JOIN person p ON p.operator_id = r.operator_id AND p.id = r.answered_by ORDER BY r.item_id`;
  return rows.map(({ at, ...row }): SavedAnswer => ({ ...row, copied: null, savedAt: at.toISOString(), needsReason: false }));
}
