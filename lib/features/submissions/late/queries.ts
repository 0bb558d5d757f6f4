import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import type { CycleState } from "@/lib/domain/checking/state";
import { type CycleRecord, readCycle, readLatestCycles } from "@/lib/features/cycles/record/record";
import { type CallingSurvey, callingSurveys } from "@/lib/features/submissions/preparing/queries";
import { type LateCorrectionRecord, ownLateCorrections } from "@/lib/features/surveys/late-corrections/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** A closed survey that waits for a late correction of the operator, and the cycle that it is about. */
export interface WaitingLate {
  readonly surveyId: string;
  readonly surveyTitle: string;
  readonly late: LateCorrectionRecord;
  /** The cycle that was submitted last or, before the first submission, the newest that could be; null if there is none. */
  readonly cycle: { readonly id: string; readonly title: string; readonly state: CycleState } | null;
}

const couldBe = (cycle: CycleRecord, { editionId }: CallingSurvey): boolean =>
  cycle.editionId === editionId && cycle.selectedItems === null && cycle.state !== "cancelled";

/** The late corrections that wait for the visitor's operator, by their last day; none for a visitor who sees no surveys. */
export async function waitingLates(transaction: Transaction, { actor }: Visitor, now: Date): Promise<WaitingLate[]> {
  if (!mayAtOwn(actor, "survey.list")) return [];
  // There are hardly ever any, and this is read with every first page.
  const waiting = (await ownLateCorrections(transaction, now)).filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return [];
  const surveys = new Map((await callingSurveys({ transaction, now }, null)).map((survey) => [survey.id, survey]));
  const found: WaitingLate[] = [];
  for (const late of waiting.toSorted((one, other) => one.untilOn.localeCompare(other.untilOn))) {
    const survey = surveys.get(late.surveyId);
    if (survey?.state !== "closed") continue;
    const cycle =
      survey.lastCycleId === null
        ? (await readLatestCycles(transaction)).find((one) => couldBe(one, survey))
        : await readCycle(transaction, survey.lastCycleId, "none");
    found.push({ surveyId: survey.id, surveyTitle: survey.title, late, cycle: cycle ? { id: cycle.id, title: cycle.title, state: cycle.state } : null });
  }
  return found;
}
