import "server-only";
import type { SavedContent } from "@/lib/domain/checking/answer";
import { eachText } from "@/lib/domain/checking/answer-content";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { isRespondent, type SheetRecord, sheetItem } from "@/lib/features/sheets/record/record";
import { type AnswerVersion, answerVersions, TAG } from "@/lib/features/sheets/record/schema";
import { contentIn, shownIn } from "@/lib/features/sheets/record/sql";
import type { Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { type PageQuery, pageQuery } from "@/lib/validation/paging";

type VersionRow = Omit<AnswerVersion, "at"> & { readonly at: Date };

const versionsOf = (transaction: Transaction, sheet: SheetRecord, itemId: string, { page, perPage }: PageQuery): Promise<VersionRow[]> =>
  transaction.$queryRaw<VersionRow[]>`
    SELECT h.version, ${shownIn("h")}, h.answered_at AS at, p.name AS "byName", h.represented, h.cause
    FROM answer_history h LEFT JOIN person p ON p.operator_id = h.operator_id AND p.id = h.answered_by
    WHERE h.operator_id = ${sheet.operatorId}::uuid AND h.sheet_id = ${sheet.id}::uuid AND h.item_id = ${itemId}
    ORDER BY h.version DESC, h.mark DESC LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`;

/** A page of the versions of one answer, newest first, including those that lost against another; null if the item is not on the sheet. */
export async function itemHistory(transaction: Transaction, sheet: SheetRecord, itemId: string, paging: PageQuery) {
  const { operatorId, id: sheetId, cycleId, role } = sheet;
  if ((await transaction.cycleItem.count({ where: { operatorId, cycleId, role, itemId } })) === 0) return null;
  const rows = await versionsOf(transaction, sheet, itemId, paging);
  const total = await transaction.answerHistory.count({ where: { operatorId, sheetId, itemId } });
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), total };
}

const NO_ANSWER = { status: null, ...eachText(() => null), version: 0 };

/** The answer in force. */
export const presentAnswer = async (transaction: Transaction, { operatorId, id: sheetId }: SheetRecord, itemId: string): Promise<SavedContent> =>
  (
    await transaction.$queryRaw<SavedContent[]>`
    SELECT ${contentIn("a")}, a.version FROM answer a WHERE a.operator_id = ${operatorId}::uuid AND a.sheet_id = ${sheetId}::uuid AND a.item_id = ${itemId}`
  )[0] ?? NO_ANSWER;

/** Every version of one answer and its events, for anybody who may read the sheet. */
export const readAnswerHistory = query({
  name: "answer.history",
  takesOut: { exceptOwn: isRespondent },
  may: "sheet.read",
  api: get("/sheets/{sheetId}/answers/{itemId}/history", "getAnswerHistory", TAG, "一つの項目の回答の履歴（新しい順）"),
  on: sheetItem.read,
  input: pageQuery,
  output: answerVersions,
  refuses: ["not_found"],
  async run({ transaction, subject, input: paging }) {
    const history = await itemHistory(transaction, subject, subject.itemId, paging);
    return history ? granted({ ...history, ...paging }) : refused(NOT_FOUND);
  },
});
