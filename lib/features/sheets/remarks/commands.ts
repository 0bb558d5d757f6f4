import "server-only";
import { randomUUID } from "node:crypto";
import { decide } from "@/lib/domain/access/permission";
import type { CycleState } from "@/lib/domain/checking/state";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { readSheet, reviewTarget, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { change } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";

const asked = (transaction: Parameters<Parameters<typeof change>[3]>[0], sheet: { operatorId: string; cycleId: string; role: string }, itemId: string) =>
  transaction.cycleItem.count({ where: { operatorId: sheet.operatorId, cycleId: sheet.cycleId, role: sheet.role, itemId } });

const WITHDRAWN = "取り下げた点検票のため、";

const NO_REMARK: Partial<Record<CycleState, string>> = {
  approved: "点検が承認されているため、所見は書けません。",
  submitted: "点検が提出されているため、所見は書けません。",
  cancelled: "取りやめた回のため、所見は書けません。",
};

const NO_TICK: Partial<Record<CycleState, string>> = {
  submitted: "この回は提出済みのため、省庁に渡す備考は選び直せません。直すときは、回答の受付に戻して選び、承認し直して、新しい版を提出してください。",
  cancelled: "取りやめた回のため、省庁に渡す備考は選べません。選ぶときは、先に回を元に戻してください。",
};

type Standing = Pick<SheetRecord, "state" | "cycleState">;

/** Why nobody can write a remark on the sheet's items; null where somebody can. */
export const noRemark = ({ state, cycleState }: Standing): string | null =>
  state === "withdrawn" ? `${WITHDRAWN}所見は書けません。` : (NO_REMARK[cycleState] ?? null);

/** Why what the ministry gets of the sheet cannot be chosen (any more); null where it can. What was submitted stays as it was sent. */
export const noTick = ({ state, cycleState }: Standing): string | null =>
  state === "withdrawn" ? `${WITHDRAWN}省庁に渡す備考は選べません。` : (NO_TICK[cycleState] ?? null);

/** A reviewer's remark on one item of a sheet, for the respondents; it stays when the sheet is handed in again. */
export const addItemRemark = (visitor: Visitor, sheetId: string, itemId: string, text: string, now: Date): Promise<Result<{ id: string }, Refusal>> =>
  change(visitor, { action: "itemRemark.write", target: `sheet/${sheetId}/${itemId}` }, now, async (transaction) => {
    const sheet = await readSheet(transaction, sheetId, "change");
    if (!sheet) return refused(NOT_FOUND);
    if (!decide(visitor.actor, "itemRemark.write", await reviewTarget(transaction, sheet)).ok) {
      return refused(refusal("not_permitted", "この点検票に所見を書く権限がありません。"));
    }
    const obstacle = noRemark(sheet);
    if (obstacle !== null) return refused(refusal("wrong_state", obstacle, { current: { cycle: sheet.cycleState, sheet: sheet.state } }));
    if ((await asked(transaction, sheet, itemId)) === 0) return refused(refusal("item_not_asked", "この点検票で聞いていない項目です。"));
    const id = randomUUID();
    await transaction.itemRemark.createMany({
      data: [{ operatorId: sheet.operatorId, id, sheetId, itemId, text, by: visitor.actor.personId, at: now }],
    });
    return granted({ id });
  });

/** The CISO ticks (or unticks) the remark of an answer for the ministry, in its present words: while others stand there the tick rests. */
export const tickForMinistry = (
  visitor: Visitor,
  sheetId: string,
  itemId: string,
  forMinistry: boolean,
  now: Date,
): Promise<Result<{ forMinistry: boolean }, Refusal>> =>
  change(visitor, { action: "answer.forMinistry", target: `sheet/${sheetId}/${itemId}`, detail: { forMinistry } }, now, async (transaction) => {
    const sheet = await readSheet(transaction, sheetId, "change");
    if (!sheet) return refused(NOT_FOUND);
    if (!decide(visitor.actor, "cycle.submit", sheetTarget(sheet)).ok) {
      return refused(refusal("not_permitted", "省庁に渡す備考を選べるのは CISO だけです。"));
    }
    const obstacle = noTick(sheet);
    if (obstacle !== null) return refused(refusal("wrong_state", obstacle, { current: { cycle: sheet.cycleState, sheet: sheet.state } }));
    const ticked = await transaction.$executeRaw`
      UPDATE answer SET for_ministry = ${forMinistry}, ticked_remark = CASE WHEN ${forMinistry} THEN remark END
      WHERE operator_id = ${sheet.operatorId}::uuid AND sheet_id = ${sheetId}::uuid AND item_id = ${itemId} AND remark IS NOT NULL`;
    return ticked === 1 ? granted({ forMinistry }) : refused(NOT_FOUND);
  });
