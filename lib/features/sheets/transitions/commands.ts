import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { type AcceptanceNumbers, confirmsAcceptance } from "@/lib/domain/checking/acceptance";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import { countedDelta, handIn, isCounted, transitionSheet, withdraw } from "@/lib/domain/checking/sheet";
import type { SheetState, WithdrawnBecause } from "@/lib/domain/checking/state";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { keepPlanner } from "@/lib/features/cycles/record/rows";
import { moveTallies } from "@/lib/features/cycles/tallies/rows";
import { NEEDS_REASON, WRITTEN } from "@/lib/features/cycles/tallies/sql";
import { acceptanceNumbers } from "@/lib/features/sheets/accepting/queries";
import { ACCEPTING_MEANS, lookedAtText } from "@/lib/features/sheets/accepting/texts";
import { missingExamples } from "@/lib/features/sheets/asked-examples/queries";
import { sheet as anySheet, type JudgedSheet, reviewedSheets, type SheetRecord } from "@/lib/features/sheets/record/record";
import {
  acceptanceShown,
  answersOnSheet,
  bulkAcceptBody,
  handInBody,
  inState,
  returnBody,
  type SheetOutcome,
  sheetState,
  sheetsState,
  TAG,
  unconfirmedAnswers,
  withdrawBody,
} from "@/lib/features/sheets/record/schema";
import { sheetRefusal } from "@/lib/features/sheets/transitions/refusals";
import { readUncounted } from "@/lib/features/sheets/uncounted/queries";
import { bringBackOnReturn, noteUncounted } from "@/lib/features/sheets/uncounted/rows";
import { keepingLeftOutAgain } from "@/lib/features/sheets/withdrawing/queries";
import { unaskedWithout } from "@/lib/features/sheets/withdrawing/sql";
import { LAST_TO_ASK } from "@/lib/features/sheets/withdrawing/texts";
import { itemWord } from "@/lib/labels/answer-words";
import { deniedPart } from "@/lib/labels/permission-words";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Context, command, post } from "@/lib/server/use-cases/use-case";

/** Moves the sheet and, where it begins or ceases to count, the tallies. */
export async function move(transaction: Transaction, sheet: SheetRecord, state: SheetState, columns: Record<string, unknown>) {
  const { operatorId, id } = sheet;
  await transaction.sheet.updateMany({ where: { operatorId, id }, data: { ...columns, state } });
  const delta = countedDelta(sheet.state, state);
  if (delta !== 0) await moveTallies(transaction, sheet, delta);
  return granted({ id, state });
}

const measuresWithoutReason = (transaction: Transaction, sheet: SheetRecord): Promise<{ itemId: string }[]> =>
  transaction.$queryRaw<{ itemId: string }[]>`
    SELECT i.item_id AS "itemId" FROM cycle_item i
    JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
      AND ${Prisma.raw(NEEDS_REASON)} ORDER BY i.position`;

/**
 * Hands a sheet in; its answers enter the tallies, but those to the examples of a measure that is 該当なし: they do
 * not count. Refused while a 該当なし on a measure has no reason, and unless the present numbers of unanswered measures, of
 * unanswered examples where the round asks them, and of answers that do not count are confirmed.
 */
export const handInSheet = command({
  name: "sheet.handIn",
  api: post("/sheets/{sheetId}/hand-in", "handInSheet", TAG, "提出する"),
  on: anySheet.locked,
  input: handInBody,
  output: sheetState,
  refuses: ["confirmation_required", "reason_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: unconfirmedAnswers },
  keeps: ["confirmedUnanswered", "confirmedUnansweredExamples", "confirmedSetAside"],
  wayBack: { by: "sheet.takeBack" },
  async run({ transaction, subject: sheet, input: { confirmedSetAside: confirmedUncounted = 0, ...confirmed }, by, now }) {
    const { state, cycleState } = sheet;
    const needingReason = (await measuresWithoutReason(transaction, sheet)).map(({ itemId }) => itemId);
    const uncounted = await readUncounted(transaction, sheet);
    const unansweredMeasures = sheet.measures - sheet.answered;
    const unansweredExamples = await missingExamples(transaction, sheet);
    const next = handIn({ state, cycleState, unansweredMeasures, unansweredExamples, needingReason, uncounted, confirmedUncounted, ...confirmed });
    if (!next.ok) return refused(sheetRefusal(sheet.guideline, next.refusal));
    await noteUncounted(transaction, sheet, uncounted, { by, now });
    return move(transaction, sheet, next.value, { handedInAt: now, handedInBy: by, returnUndo: Prisma.DbNull });
  },
});

async function review(
  { transaction, by, now }: Pick<Context<unknown, unknown>, "transaction" | "by" | "now">,
  sheet: SheetRecord,
  event: "accept" | "return",
  returnedReason: string | null,
) {
  const next = transitionSheet(sheet.state, event, sheet.cycleState);
  if (!next.ok) return refused(sheetRefusal(sheet.guideline, next.refusal));
  return move(transaction, sheet, next.value, { returnedReason, reviewedAt: now, reviewedBy: by });
}

/** Remembers what returning the sheet replaces, for `undoReturn`. */
const rememberForUndo = (transaction: Transaction, { operatorId, id }: SheetRecord): Promise<number> =>
  transaction.$executeRaw`
    UPDATE sheet s SET return_undo = jsonb_build_object('state', s.state, 'returnedReason', s.returned_reason, 'reviewedAt', s.reviewed_at,
      'reviewedBy', s.reviewed_by, 'versions', (SELECT count(*) FROM answer_history h WHERE h.operator_id = s.operator_id AND h.sheet_id = s.id))
    WHERE s.operator_id = ${operatorId}::uuid AND s.id = ${id}::uuid`;

/** Returns a handed-in sheet with a reason; its answers leave the tallies until it is handed in again. */
export const returnSheet = command({
  name: "sheet.return",
  api: post("/sheets/{sheetId}/return", "returnSheet", TAG, "差し戻す"),
  on: anySheet.reviewed,
  input: returnBody,
  output: sheetState,
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  keeps: ["reason"],
  wayBack: { by: "sheet.undoReturn" },
  async run({ subject, input: { reason }, ...context }) {
    await rememberForUndo(context.transaction, subject);
    const returned = await review(context, subject, "return", reason);
    if (returned.ok) await bringBackOnReturn(context.transaction, subject);
    return returned;
  },
});

export const acceptSheet = command({
  name: "sheet.accept",
  api: post("/sheets/{sheetId}/accept", "acceptSheet", TAG, "受理する"),
  on: anySheet.reviewed,
  output: sheetState,
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  wayBack: { by: "sheet.return" },
  run: ({ subject, ...context }) => review(context, subject, "accept", null),
});

/** The confirmation to ask for before sheets are accepted together, with the present numbers. */
function acceptanceConfirmation(sheets: readonly SheetRecord[], current: AcceptanceNumbers) {
  const kinds = [...new Set(sheets.map(({ guideline }) => guideline))];
  const detail = `点検票${current.sheets}枚に、${lookedAtText(current, kinds) ?? "確かめる件数はありません"}。${ACCEPTING_MEANS}件数を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current });
}

/**
 * Accepts handed-in sheets, all or none. The numbers of their answers other than 実施, and of those without a reason or
 * evidence, have to be confirmed.
 */
export const acceptSheets = command({
  name: "sheet.acceptMany",
  may: "sheet.accept",
  api: post("/sheets/accept", "acceptSheets", TAG, "まとめて受理する（全部か、なしか。回答ごとの件数の確認が要る）"),
  on: reviewedSheets,
  input: bulkAcceptBody,
  output: sheetsState,
  refuses: ["confirmation_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: acceptanceShown },
  wayBack: { by: "sheet.return" },
  async run({ subject: accepted, input, ...context }) {
    const numbers = await acceptanceNumbers(
      context.transaction,
      accepted.map(({ id }) => id),
    );
    const sheets: SheetOutcome[] = [];
    for (const sheet of accepted) {
      const outcome = await review(context, sheet, "accept", null);
      if (!outcome.ok) return outcome;
      sheets.push(outcome.value);
    }
    if (!confirmsAcceptance(numbers, input)) return refused(acceptanceConfirmation(accepted, numbers));
    context.addDetail({ ...numbers });
    context.each(sheets.map(({ id }, at) => ({ place: `sheet/${id}`, action: "sheet.accept", capacity: context.capacities[at] })));
    return granted({ sheets });
  },
});

/** Why `because` cannot be said of the sheet: leaving and long absence are about a person, whose own sheet it has to be. */
const unfitBecause = ({ role }: SheetRecord, because: WithdrawnBecause | undefined) =>
  because === undefined || isOwnConduct(role)
    ? null
    : refusal("invalid_input", "退職と長期不在は、取扱者の点検票を取り下げるときの理由です。", {
        fields: [{ path: "because", message: "取扱者の点検票のときだけ選べます。" }],
      });

/** Measures that only this sheet asks, and that the CISO did not leave out (`unaskedWithout`). */
const askedHereOnly = (transaction: Transaction, { operatorId, cycleId, id, role }: SheetRecord): Promise<{ itemId: string }[]> =>
  transaction.$queryRaw<{ itemId: string }[]>`
    SELECT item_id AS "itemId" FROM (${unaskedWithout(operatorId, cycleId, [id])}) i WHERE role = ${role} ORDER BY position`;

/** The number of answers on the sheet that withdrawing removes. */
export async function countWritten(transaction: Transaction, { operatorId, id }: Pick<SheetRecord, "operatorId" | "id">): Promise<number> {
  const [counted] = await transaction.$queryRaw<{ answers: number }[]>`
    SELECT count(*)::int AS answers FROM answer a WHERE a.operator_id = ${operatorId}::uuid AND a.sheet_id = ${id}::uuid AND ${Prisma.raw(WRITTEN)}`;
  return counted?.answers ?? 0;
}

interface Withdrawal {
  readonly reason: string;
  readonly because?: WithdrawnBecause | undefined;
  readonly confirmedAnswers?: number | undefined;
}

const COUNTED_BY_OTHERS = deniedPart("sheet.withdraw", "sheet.withdrawCounted", (may) => `提出された点検票を取り下げられるのは ${may} だけです。`);

/**
 * Withdraws a locked sheet, whose cycle is locked against changes of its other sheets (`withdrawSheet`). Out: also the capacity
 * of the rule for counted sheets, where it decided.
 */
export async function withdrawLocked(transaction: Transaction, visitor: Visitor, sheet: JudgedSheet, { reason, because, confirmedAnswers }: Withdrawal) {
  const { state, cycleState } = sheet;
  const counted = isCounted(state) ? decide(visitor.actor, "sheet.withdrawCounted", sheet.judged) : null;
  if (counted?.ok === false) return refused(COUNTED_BY_OTHERS);
  const alone = await askedHereOnly(transaction, sheet);
  if (alone.length > 0) {
    const detail = `取り下げると、${itemWord(sheet.guideline)}${alone.length}件に回答する人がいなくなります。${LAST_TO_ASK}`;
    return refused(refusal("items_on_no_sheet", detail, { list: alone.map(({ itemId }) => itemId) }));
  }
  const answers = await countWritten(transaction, sheet);
  const next = withdraw({ state, cycleState, answers, confirmedAnswers });
  if (!next.ok) return refused(sheetRefusal(sheet.guideline, next.refusal));
  const moved = await move(transaction, sheet, next.value, { withdrawnReason: reason, withdrawnBecause: because ?? null });
  await keepPlanner(transaction, { operatorId: sheet.operatorId, id: sheet.cycleId }, visitor.actor.personId);
  return granted({ sheet: moved.value, capacity: counted?.value ?? null });
}

/**
 * Withdraws a sheet with a reason; if there are answers, their number has to be confirmed. The sheet no longer enters the
 * 把握率. Refused if a measure would then be on no sheet. A handed-in sheet can be withdrawn by the CISO only, who is
 * responsible for the figures.
 */
export const withdrawSheet = command({
  name: "sheet.withdraw",
  api: post("/sheets/{sheetId}/withdraw", "withdrawSheet", TAG, "取り下げる（回答があるときは、その件数の確認が要る）"),
  on: anySheet.alone,
  input: withdrawBody,
  output: sheetState,
  refuses: ["not_permitted", "invalid_input", "confirmation_required", "wrong_state", "items_on_no_sheet"],
  current: { wrong_state: inState, confirmation_required: answersOnSheet },
  keeps: ["reason", "because", "confirmedAnswers"],
  wayBack: { confirmed: "confirmedAnswers" },
  async run({ transaction, subject: sheet, input, visitor, addDetail, keepChange, actsAs }) {
    const unfit = unfitBecause(sheet, input.because);
    if (unfit) return refused(unfit);
    const withdrawn = await keepingLeftOutAgain({ transaction, addDetail, keepChange }, sheet.cycleId, () =>
      withdrawLocked(transaction, visitor, sheet, input),
    );
    if (!withdrawn.ok) return withdrawn;
    if (withdrawn.value.capacity) await actsAs([withdrawn.value.capacity]);
    return granted(withdrawn.value.sheet);
  },
});
