import "server-only";
import { randomUUID } from "node:crypto";
import { capacityOfAll, representedPost } from "@/lib/domain/access/capacity";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { CycleState } from "@/lib/domain/checking/state";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { reviewedRemark, sheetRemark } from "@/lib/features/sheets/item-remarks/queries";
import { type SheetRecord, sheetItem } from "@/lib/features/sheets/record/record";
import {
  cycleAndSheet,
  forMinistryBody,
  itemRemarkBody,
  remarkAnswered,
  remarkWithdrawn,
  remarkWritten,
  responseBody,
  TAG,
} from "@/lib/features/sheets/record/schema";
import { none } from "@/lib/server/use-cases/operation";
import { command, post, put } from "@/lib/server/use-cases/use-case";

const WITHDRAWN = "取り下げた点検票のため、";

const WITHDRAWN_REMARK = "この所見は、すでに取り下げられています。";

const NO_REMARK: Partial<Record<CycleState, string>> = {
  approved: "点検が承認されているため、",
  submitted: "点検が提出されているため、",
  cancelled: "取りやめた回のため、",
};

const NO_TICK: Partial<Record<CycleState, string>> = {
  submitted: "この回は提出済みのため、省庁に渡す備考は選び直せません。直すときは、回答の受付に戻して選び、承認し直して、新しい版を提出してください。",
  cancelled: "取りやめた回のため、省庁に渡す備考は選べません。選ぶときは、先に回を元に戻してください。",
};

type States = Pick<SheetRecord, "state" | "cycleState">;

/** Why nobody can write (or withdraw: `what`) a remark on the sheet's items; null if it is possible. */
export function noRemark({ state, cycleState }: States, what = "所見は書けません。"): string | null {
  const why = state === "withdrawn" ? WITHDRAWN : NO_REMARK[cycleState];
  return why === undefined ? null : `${why}${what}`;
}

/** Why remarks of the sheet cannot be selected for the ministry (any more); null if they can. Submitted remarks stay as they were sent. */
export const noTick = ({ state, cycleState }: States): string | null =>
  state === "withdrawn" ? `${WITHDRAWN}省庁に渡す備考は選べません。` : (NO_TICK[cycleState] ?? null);

const unlessObstructed = (obstacle: string | null, { state, cycleState }: States) =>
  obstacle === null ? null : refusal("wrong_state", obstacle, { current: { cycle: cycleState, sheet: state } });

/** A reviewer's remark on one item of a sheet, for the respondents; it stays when the sheet is handed in again. */
export const addItemRemark = command({
  name: "itemRemark.write",
  api: post("/sheets/{sheetId}/items/{itemId}/remarks", "postItemRemark", TAG, "項目に所見を書く（確認する人）", 201),
  on: sheetItem.reviewed,
  input: itemRemarkBody,
  output: remarkWritten,
  refuses: ["item_not_asked", "wrong_state"],
  current: { wrong_state: cycleAndSheet },
  wayBack: { by: "itemRemark.withdraw" },
  async run({ transaction, subject: sheet, input: { text }, by, now }) {
    const obstacle = unlessObstructed(noRemark(sheet), sheet);
    if (obstacle) return refused(obstacle);
    const { operatorId, id: sheetId, cycleId, role, itemId } = sheet;
    const asked = await transaction.cycleItem.count({ where: { operatorId, cycleId, role, itemId } });
    if (asked === 0) return refused(refusal("item_not_asked", "この点検票で聞いていない項目です。"));
    const id = randomUUID();
    await transaction.itemRemark.createMany({ data: [{ operatorId, id, sheetId, itemId, text, by, at: now }] });
    return granted({ id });
  },
});

/**
 * Withdraws a remark, of whichever reviewer: nobody works it off any more, and it does not count as a review. Its text and what was
 * said about it stay in the history.
 */
export const withdrawItemRemark = command({
  name: "itemRemark.withdraw",
  may: "itemRemark.write",
  api: post("/sheets/{sheetId}/remarks/{remarkId}/withdraw", "withdrawItemRemark", TAG, "所見を取り下げる（確認する人）"),
  on: reviewedRemark,
  input: none,
  output: remarkWithdrawn,
  refuses: ["wrong_state"],
  current: { wrong_state: cycleAndSheet },
  wayBack: { by: "itemRemark.write" },
  async run({ transaction, subject: { operatorId, remarkId, last, ...sheet }, by, now }) {
    const obstacle = unlessObstructed(last.withdrawn ? WITHDRAWN_REMARK : noRemark(sheet, "所見は取り下げられません。"), sheet);
    if (obstacle) return refused(obstacle);
    await transaction.itemRemarkWithdrawal.createMany({ data: [{ operatorId, remarkId, by, at: now }] });
    return granted({ id: remarkId, withdrawnAt: now.toISOString() });
  },
});

/**
 * Marks a remark as worked off (or not any more), with an answer to its reviewer, who gets both with the next hand-in. What says
 * the same as before makes no version.
 */
export const respondToRemark = command({
  name: "itemRemark.respond",
  may: "sheet.answer",
  api: put("/sheets/{sheetId}/remarks/{remarkId}/response", "putRemarkResponse", TAG, "所見に対応済みの印と返事を付ける（回答する人）"),
  on: sheetRemark,
  input: responseBody,
  output: remarkAnswered,
  refuses: ["sheet_not_answerable", "wrong_state"],
  keeps: ["done"],
  wayBack: { by: "itemRemark.respond" },
  async run({ transaction, subject: { operatorId, remarkId, last, state, cycleState }, input: { done, reply }, visitor, capacities, by, now }) {
    if (!isAnswerable(state, cycleState)) {
      return refused(refusal("sheet_not_answerable", "この点検票は提出済みか、点検の受付が終わっているため、所見への対応を変えられません。"));
    }
    if (last.withdrawn) return refused(refusal("wrong_state", WITHDRAWN_REMARK));
    if (last.at !== null && last.done === done && last.reply === reply) {
      return granted({ remarkId, done, reply, byName: last.byName, represented: last.represented, at: last.at.toISOString() });
    }
    await transaction.itemRemarkResponse.createMany({ data: [{ operatorId, remarkId, version: last.version + 1, done, reply, by, at: now }] });
    const represented = representedPost(capacityOfAll(...capacities));
    return granted({ remarkId, done, reply, byName: visitor.account.name, represented, at: now.toISOString() });
  },
});

/** Selects (or deselects) the remark of an answer for the ministry, in its present text: the selection is inactive while the text differs. For the CISO. */
export const tickForMinistry = command({
  name: "answer.forMinistry",
  may: "cycle.submit",
  api: put("/sheets/{sheetId}/answers/{itemId}/for-ministry", "tickForMinistry", TAG, "備考を省庁に渡すか選ぶ（CISO）"),
  on: sheetItem.reviewed,
  input: forMinistryBody,
  output: forMinistryBody,
  refuses: ["not_found", "wrong_state"],
  current: { wrong_state: cycleAndSheet },
  keeps: ["forMinistry"],
  wayBack: { by: "answer.forMinistry" },
  async run({ transaction, subject: sheet, input: { forMinistry } }) {
    const obstacle = unlessObstructed(noTick(sheet), sheet);
    if (obstacle) return refused(obstacle);
    const ticked = await transaction.$executeRaw`
      UPDATE answer SET for_ministry = ${forMinistry}, ticked_remark = CASE WHEN ${forMinistry} THEN remark END
      WHERE operator_id = ${sheet.operatorId}::uuid AND sheet_id = ${sheet.id}::uuid AND item_id = ${sheet.itemId} AND remark IS NOT NULL AND copied IS NULL`;
    return ticked === 1 ? granted({ forMinistry }) : refused(NOT_FOUND);
  },
});
