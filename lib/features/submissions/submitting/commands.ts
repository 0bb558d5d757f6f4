import "server-only";
import { randomUUID } from "node:crypto";
import { coversAllMeasures, transitionCycle } from "@/lib/domain/checking/cycle";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { inState, submitBody } from "@/lib/features/cycles/record/schema";
import { findSurvey, prepareSubmission } from "@/lib/features/submissions/preparing/queries";
import { bothEditions, contentHash, submitAnswer, submittedCycle, TAG } from "@/lib/features/submissions/record/schema";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import { keepScoresOf } from "@/lib/features/surveys/submission-scores/rows";
import { lockNamed } from "@/lib/server/database/lock";
import { command, post } from "@/lib/server/use-cases/use-case";

/**
 * Submits an approved cycle to a survey that called the operator and is open, or waits for a late correction of it, which this uses up: canonical JSON with its SHA-256, frozen by the
 * database. A correction is a new version that names the previous hash. With a `hash`, refused if the content differs from
 * the preview.
 */
export const submitCycle = command({
  name: "cycle.submit",
  api: post("/cycles/{cycleId}/submit", "submitCycle", TAG, "所管省庁に提出する"),
  on: cycle.exclusive,
  input: submitBody,
  output: submitAnswer,
  refuses: ["confirmation_required", "wrong_state", "cycle_not_complete", "survey_not_open", "not_called", "duplicate", "other_edition"],
  current: { wrong_state: inState, confirmation_required: contentHash, duplicate: submittedCycle, other_edition: bothEditions },
  wayBack: { by: "cycle.reopen" },
  async run({ transaction, subject, input: { surveyId, hash: expectedHash }, by, now }) {
    const { operatorId, id: cycleId } = subject;
    const { edition } = await editionOf(transaction, subject);
    const all = coversAllMeasures(edition.items, subject.selectedItems ?? "all");
    const next = transitionCycle(subject.state, { type: "submit", coversAllMeasures: all });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    const chosen = await findSurvey({ transaction, now }, subject, surveyId);
    if (!chosen.ok) return chosen;
    await lockAcceptance(transaction, chosen.value.id, "submitting");
    // Two cycles submitted to one survey at once take their versions one after the other.
    await lockNamed(transaction, { of: "versions", operatorId, surveyId: chosen.value.id });
    const prepared = await prepareSubmission({ transaction, now }, subject, chosen.value.id);
    if (!prepared.ok) return prepared;
    const { survey, content, canonical, hash, obstacles } = prepared.value;
    if (obstacles[0]) return refused(obstacles[0]);
    if (expectedHash !== undefined && expectedHash !== hash) {
      return refused(refusal("confirmation_required", "確かめた後に、提出する内容が変わりました。もう一度確かめてください。", { current: { hash } }));
    }
    const id = randomUUID();
    const { version, previousHash } = content;
    await transaction.submission.createMany({
      data: [
        {
          ...{ operatorId, id, cycleId, surveyId: survey.id, sectorId: survey.sectorId, version, content: canonical, hash, previousHash },
          ...{ submittedAt: now, submittedBy: by },
        },
      ],
    });
    await keepScoresOf(transaction, edition, { operatorId, id, surveyId: survey.id, sectorId: survey.sectorId }, content);
    await transaction.cycle.updateMany({ where: { operatorId, id: cycleId }, data: { state: next.value } });
    return granted({ id, version, hash, state: "submitted" as const });
  },
});
