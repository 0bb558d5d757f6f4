import "server-only";
import { countedJson } from "@/lib/domain/checking/counted-json";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import { confirms } from "@/lib/domain/shared/confirmation";
import { refusal } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { doublingConfirmation, equalCycles } from "@/lib/features/cycles/doubling/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { cancelBody, cycleState, equalToOthers, inState, restoreBody, TAG, withdrawnNumbers } from "@/lib/features/cycles/record/schema";
import { runAgain } from "@/lib/features/cycles/running-again/rows";
import { WRITTEN } from "@/lib/features/cycles/tallies/sql";
import { setState } from "@/lib/features/cycles/transitions/commands";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/** What cancelling removes from lists and figures. */
export interface CancellingNumbers {
  /** Sheets that are handed out and not withdrawn. */
  readonly sheets: number;
  /** Answers on the sheets that are not cleared. A reason alone, which no screen shows, does not count. */
  readonly answers: number;
  /** Sheets that are handed in or accepted. */
  readonly counted: number;
  /** A version of the cycle was sent to a ministry. */
  readonly submitted: boolean;
}

/** Counted under the cycle's lock, so that the confirmed number is the number that is cancelled. */
export async function cancellingNumbers(transaction: Transaction, { operatorId, id }: CycleRecord): Promise<CancellingNumbers> {
  const [row] = await transaction.$queryRaw<CancellingNumbers[]>`
    SELECT count(*) FILTER (WHERE s.state <> 'withdrawn')::int AS sheets, count(*) FILTER (WHERE s.counts)::int AS counted,
      coalesce(sum((SELECT count(*) FROM answer a WHERE a.operator_id = s.operator_id AND a.sheet_id = s.id AND ${Prisma.raw(WRITTEN)})), 0)::int AS answers,
      EXISTS (SELECT 1 FROM submission m WHERE m.operator_id = ${operatorId}::uuid AND m.cycle_id = ${id}::uuid) AS submitted
    FROM sheet s WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${id}::uuid`;
  return row ?? { sheets: 0, answers: 0, counted: 0, submitted: false };
}

/** 「点検票35枚を配り、回答が1204件あります（提出済み3枚）」 */
export const answersText = ({ sheets, answers, counted }: Omit<CancellingNumbers, "submitted">): string =>
  `点検票${sheets}枚を配り、回答が${answers}件あります（提出済み${counted}枚）`;

function cancellingConfirmation({ submitted: _submitted, ...numbers }: CancellingNumbers) {
  const detail = `${answersText(numbers)}。取りやめると、回答は続けられず、どの数値にも入りません（消えません。理由を付けて元に戻せます）。回答の件数（${numbers.answers}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: countedJson(numbers) });
}

/**
 * Cancels a planned or open cycle, with a reason; if there are answers, their number has to be confirmed. Everything stays
 * readable but enters no figure. Refused: a cycle whose answering is closed, or that was ever submitted.
 */
export const cancelCycle = command({
  name: "cycle.cancel",
  api: post("/cycles/{cycleId}/cancel", "cancelCycle", TAG, "計画・回答中の回を、理由を付けて取りやめる（回答があれば、その件数の確認が要る）"),
  on: cycle.exclusive,
  input: cancelBody,
  output: cycleState,
  refuses: ["confirmation_required", "reason_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: withdrawnNumbers },
  keeps: ["reason", "confirmedAnswers"],
  wayBack: { by: "cycle.restore" },
  async run({ transaction, subject, input: { reason, confirmedAnswers: confirmed }, by, now }) {
    const numbers = await cancellingNumbers(transaction, subject);
    const { answers, submitted } = numbers;
    const next = transitionCycle(subject.state, { type: "cancel", reason, answers, confirmed, submitted });
    if (!next.ok) return refused(next.refusal.code === "confirmationNeeded" ? cancellingConfirmation(numbers) : cycleRefusal(next.refusal));
    return setState(transaction, subject, next.value, { cancelledAt: now, cancelledBy: by, cancelledReason: reason });
  },
});

/**
 * Restores a cancelled cycle to planned or open, with a reason; answers are as before, and sheets too, except that those not
 * accepted come to the departments of today. Where others have taken
 * its place meanwhile, their number is confirmed.
 */
export const restoreCycle = command({
  name: "cycle.restore",
  may: "cycle.cancel",
  api: post("/cycles/{cycleId}/restore", "restoreCycle", TAG, "取りやめた回を、理由を付けて元に戻す"),
  on: cycle.staffed,
  input: restoreBody,
  output: cycleState,
  refuses: ["reason_required", "wrong_state", "confirmation_required"],
  current: { wrong_state: inState, confirmation_required: equalToOthers },
  keeps: ["reason", "confirmedEqualCycles"],
  wayBack: { by: "cycle.cancel" },
  async run({ transaction, subject, input: { reason, confirmedEqualCycles }, now, each }) {
    const handedOut = subject.openedAt !== null;
    const next = transitionCycle(subject.state, { type: "restore", reason, handedOut });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    const equal = await equalCycles(transaction, subject, handedOut ? "handingOut" : "planning");
    if (!confirms(confirmedEqualCycles, equal.length)) return refused(doublingConfirmation(equal, "restore"));
    const { made: restored, sheets } = await runAgain(transaction, subject, now, () =>
      setState(transaction, subject, next.value, {
        ...{ cancelledAt: null, cancelledBy: null, cancelledReason: null },
        ...(handedOut ? { reopenedReason: reason } : {}),
      }),
    );
    each(sheets);
    return restored;
  },
});
