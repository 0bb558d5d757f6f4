import "server-only";
import { type Action, decide, type PermissionRefusalCode } from "@/lib/domain/access/permission";
import { countSetAside } from "@/lib/domain/checking/progress";
import { countedDelta, handIn, isCounted, type SheetRefusal, transitionSheet, withdraw } from "@/lib/domain/checking/sheet";
import type { SheetState } from "@/lib/domain/checking/state";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { readSheet, reviewTarget, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { bringBackOnReturn, noteSetAside, readSetAside } from "@/lib/features/sheets/set-aside/commands";
import { moveTallies } from "@/lib/features/sheets/tallies/rows";
import { WRITTEN } from "@/lib/features/sheets/tallies/sql";
import { change } from "@/lib/server/audit/change";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface SheetOutcome {
  readonly id: string;
  readonly state: SheetState;
}
export type Outcome = Result<SheetOutcome, Refusal>;

/** With the present numbers; those of set-aside answers only where there are any. */
function confirmationRefusal({ unanswered, setAside }: Extract<SheetRefusal, { code: "confirmationNeeded" }>): Refusal {
  const aside = countSetAside(setAside);
  const measures = setAside.map(({ measure, examples }) => ({ itemId: measure, examples: examples.length }));
  const parts = [
    ...(unanswered > 0 || aside === 0 ? [`未回答の対策項目が${unanswered}件あります。`] : []),
    ...(aside > 0 ? [`「該当なし」の対策項目${measures.length}件の具体例に、回答が${aside}件あります。提出すると、この回答は数えません（消えません）。`] : []),
    "このまま提出するときは件数を確かめてください。",
  ];
  return refusal("confirmation_required", parts.join(""), { current: { unanswered, ...(aside > 0 ? { setAside: aside, measures } : {}) } });
}

function sheetRefusal(cause: SheetRefusal): Refusal {
  switch (cause.code) {
    case "cycleNotOpen":
      return refusal("wrong_state", "点検の受付が終わっているため、この操作はできません。");
    case "wrongState":
      return cause.state === "notStarted"
        ? refusal("wrong_state", "まだ一つも回答していない点検票です。回答してから提出してください。", { current: { state: cause.state } })
        : refusal("wrong_state", "点検票の状態が変わっています。画面を開き直して確かめてください。", { current: { state: cause.state } });
    case "confirmationNeeded":
      return confirmationRefusal(cause);
    case "answersUnconfirmed": {
      const detail = `この点検票には回答が${cause.answers}件あります。取り下げると、回答は続けられず、どの数値にも入りません。点検票は元に戻せません。回答の件数（${cause.answers}）を確かめて、もう一度送ってください。`;
      return refusal("confirmation_required", detail, { current: { answers: cause.answers } });
    }
    case "reasonMissing":
      return refusal("reason_required", `「該当なし」の理由がない項目が${cause.items.length}件あります。理由を入力してから提出してください。`, {
        list: cause.items,
      });
  }
}

const permissionRefusal = (code: PermissionRefusalCode): Refusal =>
  code === "ownSheet"
    ? refusal("own_work", "自分が回答や提出をした点検票は、自分では受理・差戻しできません。")
    : refusal("not_permitted", "この点検票にこの操作をする権限がありません。");

async function move(transaction: Transaction, sheet: SheetRecord, state: SheetState, columns: Record<string, unknown>): Promise<Outcome> {
  const { operatorId, id } = sheet;
  await transaction.sheet.updateMany({ where: { operatorId, id }, data: { ...columns, state } });
  const delta = countedDelta(sheet.state, state);
  if (delta !== 0) await moveTallies(transaction, sheet, delta);
  return granted({ id, state });
}

/** The sheet, locked, if the visitor may do `action` to it. */
export async function permittedSheet(
  transaction: Transaction,
  visitor: Visitor,
  sheetId: string,
  action: Action,
  lock: "change" | "alone" = "change",
): Promise<Result<SheetRecord, Refusal>> {
  const sheet = await readSheet(transaction, sheetId, lock);
  if (!sheet) return refused(NOT_FOUND);
  const reviewing = action === "sheet.accept" || action === "sheet.return";
  const target = reviewing ? await reviewTarget(transaction, sheet) : sheetTarget(sheet);
  const decision = decide(visitor.actor, action, target);
  return decision.ok ? granted(sheet) : refused(permissionRefusal(decision.refusal.code));
}

export const sheetDeed = (action: Action, sheetId: string, detail: Record<string, string | number> = {}) => ({
  action,
  target: `sheet/${sheetId}`,
  detail,
});

/**
 * Hands a sheet in; its answers enter the tallies, but those to the examples of a measure that is 該当なし: they are set
 * aside. Refused while a 該当なし on a measure has no reason, and unless the present numbers of unanswered measures and of
 * answers that are set aside are confirmed.
 */
export const handInSheet = (visitor: Visitor, sheetId: string, confirmedUnanswered: number | undefined, now: Date, confirmedSetAside = 0): Promise<Outcome> =>
  change(
    visitor,
    sheetDeed("sheet.handIn", sheetId, { confirmedUnanswered: confirmedUnanswered ?? 0, ...(confirmedSetAside > 0 ? { confirmedSetAside } : {}) }),
    now,
    async (transaction) => {
      const found = await permittedSheet(transaction, visitor, sheetId, "sheet.handIn");
      if (!found.ok) return found;
      const sheet = found.value;
      const lacking = await transaction.$queryRaw<{ itemId: string }[]>`
      SELECT i.item_id AS "itemId" FROM cycle_item i
      JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
      WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
        AND i.kind = 'measure' AND a.status = 'notApplicable' AND a.reason IS NULL ORDER BY i.position`;
      const setAside = await readSetAside(transaction, sheet);
      const next = handIn({
        state: sheet.state,
        cycleState: sheet.cycleState,
        unansweredMeasures: sheet.measures - sheet.answered,
        needingReason: lacking.map(({ itemId }) => itemId),
        confirmedUnanswered,
        ...{ setAside, confirmedSetAside },
      });
      if (!next.ok) return refused(sheetRefusal(next.refusal));
      await noteSetAside(transaction, sheet, setAside, { visitor, now });
      return move(transaction, sheet, next.value, { handedInAt: now, handedInBy: visitor.actor.personId });
    },
  );

async function review(
  transaction: Transaction,
  visitor: Visitor,
  sheetId: string,
  event: "accept" | "return",
  columns: Record<string, unknown>,
  now: Date,
): Promise<Outcome> {
  const found = await permittedSheet(transaction, visitor, sheetId, `sheet.${event}`);
  if (!found.ok) return found;
  const next = transitionSheet(found.value.state, event, found.value.cycleState);
  if (!next.ok) return refused(sheetRefusal(next.refusal));
  return move(transaction, found.value, next.value, { ...columns, reviewedAt: now, reviewedBy: visitor.actor.personId });
}

/** Returns a handed-in sheet with a reason; its answers leave the tallies until it is handed in again. */
export const returnSheet = (visitor: Visitor, sheetId: string, reason: string, now: Date): Promise<Outcome> =>
  change(visitor, sheetDeed("sheet.return", sheetId, { reason }), now, async (transaction) => {
    const returned = await review(transaction, visitor, sheetId, "return", { returnedReason: reason }, now);
    const sheet = returned.ok ? await readSheet(transaction, sheetId, "none") : null;
    if (sheet) await bringBackOnReturn(transaction, sheet);
    return returned;
  });

const accept = (transaction: Transaction, visitor: Visitor, sheetId: string, now: Date): Promise<Outcome> =>
  review(transaction, visitor, sheetId, "accept", { returnedReason: null }, now);

export const acceptSheet = (visitor: Visitor, sheetId: string, now: Date): Promise<Outcome> =>
  change(visitor, sheetDeed("sheet.accept", sheetId, { sheets: 1 }), now, (transaction) => accept(transaction, visitor, sheetId, now));

/** Accepts handed-in sheets, all or none; the sheets are locked in the order of their ids. */
export const acceptSheets = (visitor: Visitor, sheetIds: readonly string[], now: Date): Promise<Result<SheetOutcome[], Refusal>> =>
  change(visitor, sheetDeed("sheet.accept", [...new Set(sheetIds)].sort().join(","), { sheets: sheetIds.length }), now, async (transaction) => {
    const outcomes: SheetOutcome[] = [];
    for (const sheetId of [...new Set(sheetIds)].sort()) {
      const outcome = await accept(transaction, visitor, sheetId, now);
      if (!outcome.ok) return outcome;
      outcomes.push(outcome.value);
    }
    return granted(outcomes);
  });

/** Measures that only this sheet still asks, and that the CISO did not leave out when the cycle was planned. */
const askedHereOnly = (transaction: Transaction, sheet: SheetRecord): Promise<{ itemId: string }[]> =>
  transaction.$queryRaw<{ itemId: string }[]>`
    SELECT i.item_id AS "itemId" FROM cycle_item i
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role} AND i.kind = 'measure'
      AND NOT EXISTS (SELECT 1 FROM cycle_left_out l WHERE l.operator_id = i.operator_id AND l.cycle_id = i.cycle_id AND l.item_id = i.item_id AND l.scope = '')
      AND NOT EXISTS (SELECT 1 FROM cycle_item o JOIN sheet s ON s.operator_id = o.operator_id AND s.cycle_id = o.cycle_id AND s.role = o.role
        WHERE o.operator_id = i.operator_id AND o.cycle_id = i.cycle_id AND o.item_id = i.item_id AND s.state <> 'withdrawn' AND s.id <> ${sheet.id}::uuid)
    ORDER BY i.position`;

/** How many answers stand on the sheet: what withdrawing it puts out of use. */
export async function countWritten(transaction: Transaction, { operatorId, id }: Pick<SheetRecord, "operatorId" | "id">): Promise<number> {
  const [counted] = await transaction.$queryRaw<{ answers: number }[]>`
    SELECT count(*)::int AS answers FROM answer a WHERE a.operator_id = ${operatorId}::uuid AND a.sheet_id = ${id}::uuid AND ${Prisma.raw(WRITTEN)}`;
  return counted?.answers ?? 0;
}

/**
 * Withdraws a sheet with a reason, and where somebody has answered with the number of answers confirmed: it is in neither
 * number of the 把握率 any more. Refused while a measure would be on nobody's sheet then; a handed-in sheet is withdrawn by
 * the CISO alone, who answers for the numbers.
 */
export const withdrawSheet = (visitor: Visitor, sheetId: string, reason: string, confirmedAnswers: number | undefined, now: Date): Promise<Outcome> =>
  change(
    visitor,
    sheetDeed("sheet.withdraw", sheetId, { reason, ...(confirmedAnswers === undefined ? {} : { confirmedAnswers }) }),
    now,
    async (transaction) => {
      const found = await permittedSheet(transaction, visitor, sheetId, "sheet.withdraw", "alone");
      if (!found.ok) return found;
      const { operatorId, state } = found.value;
      if (isCounted(state) && !decide(visitor.actor, "cycle.approve", { operatorId }).ok) {
        return refused(refusal("not_permitted", "提出された点検票を取り下げられるのは CISO だけです。"));
      }
      const alone = await askedHereOnly(transaction, found.value);
      if (alone.length > 0) {
        const detail = `取り下げると、対策項目${alone.length}件に回答する人がいなくなります。取り下げずに、担当を変えてください。`;
        return refused(refusal("items_on_no_sheet", detail, { list: alone.map(({ itemId }) => itemId) }));
      }
      const answers = await countWritten(transaction, found.value);
      const next = withdraw({ state, cycleState: found.value.cycleState, answers, confirmedAnswers });
      if (!next.ok) return refused(sheetRefusal(next.refusal));
      return move(transaction, found.value, next.value, { withdrawnReason: reason });
    },
  );
