import "server-only";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type AllowingRefusal, allowing, lateCorrectionFaults, type WithdrawingRefusal, withdrawing } from "@/lib/domain/survey/late-correction";
import { calledOperator } from "@/lib/features/surveys/calls/record";
import { lateCorrectionsOf } from "@/lib/features/surveys/late-corrections/queries";
import { calledOutcome, inState, lateCorrectionBody, lateCorrectionWithdrawBody, lateInState, TAG } from "@/lib/features/surveys/record/schema";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

const ENDED = {
  used: "この事業者は、締切後の受付に提出しました。提出した内容は取り消せません。",
  passed: "締切後の受付は、最後の日を過ぎて終わっています。",
  withdrawn: "締切後の受付は、取り消されています。",
  none: "この事業者に、締切後の受付はありません。",
} as const;

const WORDS = {
  notClosed: ({ state }) =>
    refusal("wrong_state", "締切後に受け付けられるのは、締め切った調査だけです。受付中の調査には、そのまま提出できます。", { current: { state } }),
  waitingAlready: () => refusal("wrong_state", "この事業者の締切後の受付は、もう始まっています。日を変えるときは、取り消してから受け付け直してください。"),
  published: () => refusal("wrong_state", "結果を公表した調査は、締切後の提出を受け付けられません。"),
  reasonMissing: () => refusal("reason_required", "理由を入力してください。"),
  notWaiting: ({ last }) => refusal("wrong_state", ENDED[last ?? "none"], { current: { state: last } }),
} as const satisfies WordsFor<AllowingRefusal | WithdrawingRefusal>;

const lastVersion = async (transaction: Transaction, surveyId: string, operatorId: string): Promise<number> =>
  (await transaction.submission.aggregate({ where: { surveyId, operatorId }, _max: { version: true } }))._max.version ?? 0;

/**
 * Lets one operator submit once more to a closed survey, a correction or a first submission, with a reason and until a day.
 * The survey stays closed for the others. Always before publication, because results are not published yet.
 */
export const allowLateCorrection = command({
  name: "survey.allowLateCorrection",
  may: "survey.manage",
  api: post(
    "/surveys/{surveyId}/operators/{operatorId}/late-correction",
    "allowLateCorrection",
    TAG,
    "締め切った調査に、1者だけ、1回の訂正（まだなら提出）を、理由と日を付けて受け付ける",
    201,
  ),
  on: calledOperator.exclusive,
  input: lateCorrectionBody,
  output: calledOutcome,
  refuses: ["invalid_input", "wrong_state", "reason_required"],
  current: { wrong_state: inState },
  keeps: ["reason", "untilOn"],
  wayBack: { by: "survey.withdrawLateCorrection" },
  async run({ transaction, subject: { survey, operatorId }, input: { reason, untilOn }, now }) {
    const [last] = await lateCorrectionsOf(transaction, survey.id, operatorId, now);
    const decided = allowing({ state: survey.state, last: last?.state ?? null, published: false }, reason);
    if (!decided.ok) return refused(inWords(WORDS, decided.refusal));
    const unfit = dayRefusal(lateCorrectionFaults(untilOn, calendarDate(now)), { untilOn: "受け付ける最後の日" });
    if (unfit) return refused(unfit);
    const key = { operatorId, surveyId: survey.id, ordinal: (last?.ordinal ?? 0) + 1, sectorId: survey.sectorId };
    const afterVersion = await lastVersion(transaction, survey.id, operatorId);
    await transaction.lateCorrection.createMany({ data: [{ ...key, afterVersion, reason, untilOn: new Date(untilOn), allowedAt: now }] });
    return granted({ surveyId: survey.id, operatorId });
  },
});

/** Takes a late correction back while it waits, with a reason that the operator can read. */
export const withdrawLateCorrection = command({
  name: "survey.withdrawLateCorrection",
  may: "survey.manage",
  api: post(
    "/surveys/{surveyId}/operators/{operatorId}/late-correction/withdraw",
    "withdrawLateCorrection",
    TAG,
    "まだ使われていない締切後の受付を、理由を付けて取り消す",
  ),
  on: calledOperator.exclusive,
  input: lateCorrectionWithdrawBody,
  output: calledOutcome,
  refuses: ["wrong_state", "reason_required"],
  current: { wrong_state: lateInState },
  keeps: ["reason"],
  wayBack: { by: "survey.allowLateCorrection" },
  async run({ transaction, subject: { survey, operatorId }, input: { reason }, now }) {
    const [last] = await lateCorrectionsOf(transaction, survey.id, operatorId, now);
    const decided = withdrawing(last?.state ?? null, reason);
    if (!decided.ok) return refused(inWords(WORDS, decided.refusal));
    await transaction.lateCorrection.updateMany({
      where: { operatorId, surveyId: survey.id, ordinal: last?.ordinal ?? 0 },
      data: { withdrawnAt: now, withdrawnReason: reason },
    });
    return granted({ surveyId: survey.id, operatorId });
  },
});
