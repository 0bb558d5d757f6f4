import "server-only";
import type { SheetState } from "@/lib/domain/checking/state";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import { REMARK_STANDS } from "@/lib/features/sheets/record/sql";
import type { Transaction } from "@/lib/server/database/client";

/** The remarks that reviewers wrote on handed-in sheets since they were handed in and that stand, by sheet; sheets without any are missing. */
export async function remarksSinceHandIn(transaction: Transaction, sheetIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await transaction.$queryRaw<{ id: string; remarks: number }[]>`
    SELECT s.id, count(*)::int AS remarks FROM sheet s JOIN item_remark m ON m.operator_id = s.operator_id AND m.sheet_id = s.id
    WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[]) AND s.state = 'handedIn' AND m.at >= s.handed_in_at AND ${REMARK_STANDS}
    GROUP BY s.id`;
  return new Map(rows.map(({ id, remarks }) => [id, remarks]));
}

/** What the last return replaced. */
export interface ReturnUndo {
  readonly state: SheetState;
  readonly returnedReason: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewedBy: string | null;
  /** Whether an answer got another version since. */
  readonly changed: boolean;
  /** The remarks that were answered since. */
  readonly replies: number;
}

/** The sheets that the person returned and that were not touched since, the latest first. */
export const untouchedReturns = async (transaction: Transaction, personId: string, limit: number): Promise<string[]> =>
  (
    await transaction.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
      WHERE s.operator_id = portal_operator() AND s.state = 'returned' AND c.state IN ('open', 'reviewing') AND s.reviewed_by = ${personId}::uuid
        AND (s.return_undo ->> 'versions')::bigint = (SELECT count(*) FROM answer_history h WHERE h.operator_id = s.operator_id AND h.sheet_id = s.id)
      ORDER BY s.reviewed_at DESC, s.id LIMIT ${limit}`
  ).map(({ id }) => id);

/** What undoing the last return of the sheet restores; null if it was not returned, or handed in again since. */
export async function readReturnUndo(transaction: Transaction, { operatorId, id }: Pick<SheetRecord, "operatorId" | "id">): Promise<ReturnUndo | null> {
  const [kept] = await transaction.$queryRaw<ReturnUndo[]>`
    SELECT u.state, u."returnedReason", u."reviewedAt", u."reviewedBy",
      (SELECT count(*) FROM answer_history h WHERE h.operator_id = s.operator_id AND h.sheet_id = s.id) <> u.versions AS changed,
      (SELECT count(DISTINCT m.id)::int FROM item_remark m JOIN item_remark_response r ON r.operator_id = m.operator_id AND r.remark_id = m.id
       WHERE m.operator_id = s.operator_id AND m.sheet_id = s.id AND r.at > s.reviewed_at) AS replies
    FROM sheet s, jsonb_to_record(s.return_undo) AS u(state text, "returnedReason" text, "reviewedAt" timestamptz, "reviewedBy" uuid, versions bigint)
    WHERE s.operator_id = ${operatorId}::uuid AND s.id = ${id}::uuid AND s.return_undo IS NOT NULL`;
  return kept ?? null;
}
