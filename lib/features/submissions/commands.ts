import "server-only";
import { randomUUID } from "node:crypto";
import { coversAllMeasures, transitionCycle } from "@/lib/domain/checking/cycle";
import { type ScoresJson, scoresJson } from "@/lib/domain/scoring/score";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { scoresFromSubmission } from "@/lib/domain/survey/submission";
import { permittedCycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { editionOf } from "@/lib/features/results/scores/queries";
import { findSurvey, type PreparedSubmission, prepareSubmission } from "@/lib/features/submissions/preparing/queries";
import { lockAcceptance } from "@/lib/features/surveys/acceptance/queries";
import { change, look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface SubmissionPreview extends PreparedSubmission {
  /** Recomputed from the content alone: what the ministry will see. */
  readonly scores: ScoresJson;
}

/** Exactly what submitting the cycle would send, with the figures that follow from it and what still keeps it from being sent. */
export const previewSubmission = (visitor: Visitor, cycleId: string, surveyId: string | undefined, now: Date): Promise<Result<SubmissionPreview, Refusal>> =>
  look(visitor, { action: "cycle.preview", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.preview");
    if (!found.ok) return found;
    if (found.value.state === "planned") return refused(refusal("wrong_state", "点検票を配る前は、提出する内容がありません。"));
    if (found.value.state === "cancelled") return refused(refusal("wrong_state", "取りやめた回には、提出する内容がありません。"));
    const prepared = await prepareSubmission(transaction, found.value, surveyId);
    if (!prepared.ok) return prepared;
    const { edition, sections } = await editionOf(transaction, found.value);
    const scores = scoresFromSubmission(edition, prepared.value.content);
    if (!scores.ok) throw new Error(`the counts of cycle ${cycleId} are inconsistent: ${JSON.stringify(scores.refusal)}`);
    return granted({ ...prepared.value, scores: scoresJson(scores.value, (id) => sections.get(id)?.code ?? id) });
  });

export interface SubmissionOutcome {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly state: "submitted";
}

/** Two cycles submitted to one survey at once take their versions one after the other. */
async function lockVersions(transaction: Transaction, operatorId: string, surveyId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('submission ' || ${operatorId} || ${surveyId}, 0))`;
}

/**
 * Submits an approved cycle to an open survey that called the operator: canonical JSON with its SHA-256, frozen by the
 * database. A correction is a new version that names the hash before it. With `expectedHash`, refused when something
 * else than what was previewed would leave.
 */
export const submitCycle = (
  visitor: Visitor,
  cycleId: string,
  surveyId: string | undefined,
  expectedHash: string | undefined,
  now: Date,
): Promise<Result<SubmissionOutcome, Refusal>> =>
  change(visitor, { action: "cycle.submit", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.submit", "exclusive");
    if (!found.ok) return found;
    const cycle = found.value;
    const { edition } = await editionOf(transaction, cycle);
    const all = coversAllMeasures(edition.items, cycle.selectedItems ?? "all");
    const next = transitionCycle(cycle.state, { type: "submit", coversAllMeasures: all });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    const chosen = await findSurvey(transaction, cycle, surveyId);
    if (!chosen.ok) return chosen;
    await lockAcceptance(transaction, chosen.value.id, "submitting");
    await lockVersions(transaction, cycle.operatorId, chosen.value.id);
    const prepared = await prepareSubmission(transaction, cycle, chosen.value.id);
    if (!prepared.ok) return prepared;
    const { survey, content, canonical, hash, obstacles } = prepared.value;
    if (obstacles[0]) return refused(obstacles[0]);
    if (expectedHash !== undefined && expectedHash !== hash) {
      return refused(refusal("confirmation_required", "確かめた後に、提出する内容が変わりました。もう一度確かめてください。", { current: { hash } }));
    }
    const id = randomUUID();
    const { operatorId } = cycle;
    const { version, previousHash } = content;
    await transaction.submission.createMany({
      data: [
        {
          ...{ operatorId, id, cycleId, surveyId: survey.id, sectorId: survey.sectorId, version, content: canonical, hash, previousHash },
          ...{ submittedAt: now, submittedBy: visitor.actor.personId },
        },
      ],
    });
    await transaction.cycle.updateMany({ where: { operatorId, id: cycleId }, data: { state: next.value } });
    return granted({ id, version, hash, state: "submitted" });
  });
