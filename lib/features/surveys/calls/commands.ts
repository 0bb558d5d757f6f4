import "server-only";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type TakingOutRefusal, takingOut } from "@/lib/domain/survey/called";
import { calledOperator } from "@/lib/features/surveys/calls/record";
import { endWaiting } from "@/lib/features/surveys/calls/rows";
import { calledOutcome, TAG, takeOutBody } from "@/lib/features/surveys/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

const WORDS = {
  closed: () => refusal("wrong_state", "締め切った調査の対象は変えられません。"),
  submitted: () => refusal("wrong_state", "この事業者は提出しているため、対象から外せません。"),
  onlyOne: () => refusal("wrong_state", "対象の事業者がこの1者だけのため、外せません。先に、ほかの事業者を対象に加えてください。"),
  reasonMissing: () => refusal("reason_required", "対象から外す理由を入力してください。"),
} as const satisfies WordsFor<TakingOutRefusal>;

interface Counted {
  readonly submitted: boolean;
  readonly others: number;
}

/** Whether the operator has submitted to the survey, and how many others it calls. */
export async function callFacts(transaction: Transaction, surveyId: string, operatorId: string): Promise<Counted> {
  const [found] = await transaction.$queryRaw<Counted[]>`
    SELECT EXISTS (SELECT 1 FROM submission WHERE survey_id = ${surveyId}::uuid AND operator_id = ${operatorId}::uuid) AS submitted,
      (SELECT count(*)::int FROM survey_call WHERE survey_id = ${surveyId}::uuid AND operator_id <> ${operatorId}::uuid) AS others`;
  return found ?? { submitted: false, others: 0 };
}

/** Why an operator cannot be taken out of a survey now, with this reason; null if it can. */
export function takingOutObstacle(facts: Parameters<typeof takingOut>[0]) {
  const decided = takingOut(facts);
  return decided.ok ? null : inWords(WORDS, decided.refusal);
}

/**
 * Takes an operator that was called by mistake out of a survey that is not closed, while it has submitted nothing, with a
 * reason that the operator can read if it had seen the survey. Calling it again is a change of the survey.
 */
export const takeOutOperator = command({
  name: "survey.takeOut",
  may: "survey.manage",
  api: post("/surveys/{surveyId}/operators/{operatorId}/take-out", "takeOutOperator", TAG, "まだ提出していない事業者を、理由を付けて調査の対象から外す"),
  on: calledOperator.exclusive,
  input: takeOutBody,
  output: calledOutcome,
  refuses: ["wrong_state", "reason_required"],
  keeps: ["reason"],
  wayBack: { by: "survey.change" },
  async run({ transaction, subject: { survey, operatorId }, input: { reason }, now }) {
    const obstacle = takingOutObstacle({ ...(await callFacts(transaction, survey.id, operatorId)), state: survey.state, reason });
    if (obstacle) return refused(obstacle);
    await transaction.surveyCall.deleteMany({ where: { operatorId, surveyId: survey.id } });
    // A late correction that still waits ends with the call; it would be back with the next one, though nobody decided so.
    await endWaiting(transaction, { surveyId: survey.id, operatorId }, reason, now);
    await transaction.$executeRaw`
      INSERT INTO taken_out_call (operator_id, survey_id, sector_id, edition_id, title, reason, at, seen)
      SELECT ${operatorId}::uuid, s.id, s.sector_id, s.edition_id, s.title, ${reason}, ${now}, s.state <> 'planned' OR s.taken_back_at IS NOT NULL
      FROM survey s WHERE s.id = ${survey.id}::uuid`;
    return granted({ surveyId: survey.id, operatorId });
  },
});
