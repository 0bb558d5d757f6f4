import "server-only";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { readableSheet } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { AnswerVersion } from "@/lib/features/sheets/record/schema";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface HistoryQuery {
  readonly sheetId: string;
  readonly itemId: string;
  readonly page: number;
  readonly perPage: number;
}

export interface AnswerHistory {
  readonly sheet: SheetRecord;
  /** Newest first. */
  readonly items: readonly AnswerVersion[];
  readonly total: number;
}

type VersionRow = Omit<AnswerVersion, "at"> & { readonly at: Date };

const versionsOf = (transaction: Transaction, sheet: SheetRecord, { itemId, page, perPage }: HistoryQuery): Promise<VersionRow[]> =>
  transaction.$queryRaw<VersionRow[]>`
    SELECT h.version, h.status, CASE WHEN h.status = 'notApplicable' THEN h.reason END AS reason, h.remark, h.evidence, h.answered_at AS at, p.name AS "byName", h.cause
    FROM answer_history h LEFT JOIN person p ON p.operator_id = h.operator_id AND p.id = h.answered_by
    WHERE h.operator_id = ${sheet.operatorId}::uuid AND h.sheet_id = ${sheet.id}::uuid AND h.item_id = ${itemId}
    ORDER BY h.version DESC, h.mark DESC LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`;

/** Every version of one answer and what happened to it, those that lost against another included, for whoever may read the sheet. */
export async function readAnswerHistory(transaction: Transaction, visitor: Visitor, query: HistoryQuery): Promise<Result<AnswerHistory, Refusal>> {
  const found = await readableSheet(transaction, visitor, query.sheetId);
  if (!found.ok) return found;
  const { operatorId, id: sheetId, cycleId, role } = found.value;
  const { itemId } = query;
  if ((await transaction.cycleItem.count({ where: { operatorId, cycleId, role, itemId } })) === 0) return refused(NOT_FOUND);
  const rows = await versionsOf(transaction, found.value, query);
  const total = await transaction.answerHistory.count({ where: { operatorId, sheetId, itemId } });
  return granted({ sheet: found.value, items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), total });
}

export const historyDeed = ({ sheetId, itemId }: HistoryQuery) => ({ action: "sheet.read", target: `sheet/${sheetId}/${itemId}` });

export const answerHistory = (visitor: Visitor, query: HistoryQuery, now: Date): Promise<Result<AnswerHistory, Refusal>> =>
  look(visitor, historyDeed(query), now, (transaction) => readAnswerHistory(transaction, visitor, query));
