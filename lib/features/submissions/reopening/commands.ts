import "server-only";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import { refused } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { cycleState, inState, reopenBody, surveysAtRisk, TAG } from "@/lib/features/cycles/record/schema";
import { runAgain } from "@/lib/features/cycles/running-again/rows";
import { setState } from "@/lib/features/cycles/transitions/commands";
import { atRiskNumbers, lockedSurveysAtRisk, reopeningConfirmation } from "@/lib/features/submissions/reopening/queries";
import { command, post } from "@/lib/server/use-cases/use-case";

/**
 * Reopens a cycle in review, approved or submitted, with a reason. Its submissions stay as they are, and so do its sheets,
 * except that where it did not run, those not accepted come to the departments of today, and who may not answer them any more does
 * not (`bringUpToDate`). If a survey
 * that it was submitted to is closed, no new version can be sent, which has to be confirmed; likewise if one closes soon.
 */
export const reopenCycle = command({
  name: "cycle.reopen",
  api: post(
    "/cycles/{cycleId}/reopen",
    "reopenCycle",
    TAG,
    "理由を付けて回答の受付に戻す（確認中・承認済み・提出済みの回。提出先の調査が締め切られているか、締切が近ければ、その数の確認が要る）",
  ),
  on: cycle.staffed,
  input: reopenBody,
  output: cycleState,
  refuses: ["confirmation_required", "reason_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: surveysAtRisk },
  keeps: ["reason", "confirmedClosedSurveys", "confirmedClosingSurveys"],
  wayBack: { by: "cycle.review" },
  async run({ transaction, subject, input, now, each }) {
    const { reason, confirmedClosedSurveys: confirmed, confirmedClosingSurveys: confirmedClosing } = input;
    const surveys = await lockedSurveysAtRisk({ transaction, now }, subject);
    const next = transitionCycle(subject.state, { type: "reopen", reason, ...atRiskNumbers(surveys), confirmed, confirmedClosing });
    if (!next.ok) return refused(next.refusal.code === "confirmationNeeded" ? reopeningConfirmation(surveys) : cycleRefusal(next.refusal));
    const { made: reopened, sheets } = await runAgain(transaction, subject, now, () =>
      setState(transaction, subject, next.value, {
        ...{ reopenedReason: reason, approvedAt: null, approvedBy: null, reviewingAt: null, reviewingBy: null },
      }),
    );
    each(sheets);
    return reopened;
  },
});
