import "server-only";
import type { z } from "zod";
import { readSurvey, type SurveyRecord } from "@/lib/features/surveys/record/record";
import { operatorParams } from "@/lib/features/surveys/record/schema";
import type { On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

/** An operator that a survey calls. */
export interface CalledOperator {
  readonly survey: SurveyRecord;
  readonly operatorId: string;
  readonly operatorName: string;
}

/** What the audit trail calls an operator of a survey. */
export const calledPlace = ({ surveyId, operatorId }: z.output<typeof operatorParams>): string => `survey/${surveyId}/${operatorId}`;

const calledBy = (lock: "none" | "exclusive"): On<typeof operatorParams, CalledOperator> => ({
  params: operatorParams,
  place: calledPlace,
  async find(transaction, { surveyId, operatorId }) {
    const survey = isIdentifier(operatorId) ? await readSurvey(transaction, surveyId, lock) : null;
    const call =
      survey && (await transaction.surveyCall.findFirst({ where: { surveyId: survey.id, operatorId }, select: { operator: { select: { name: true } } } }));
    return survey && call && { survey, operatorId, operatorName: call.operator.name };
  },
  target: ({ survey: { sectorId: sector } }, { visitor }) => ({ sector, operatorId: visitor.actor.operatorId }),
});

/** An operator that a survey calls, as the subject of use cases. `exclusive`: the survey is locked for a change. */
export const calledOperator = { seen: calledBy("none"), exclusive: calledBy("exclusive") } as const;
