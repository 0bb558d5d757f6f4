import "server-only";
import { type Action, decide } from "@/lib/domain/access/permission";
import type { SurveyState } from "@/lib/domain/checking/state";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { isIdentifier } from "@/lib/validation/plain-text";

/** A survey with what decisions about it need. Dates are calendar dates. */
export interface SurveyRecord {
  readonly id: string;
  readonly sectorId: string;
  readonly sectorName: string;
  readonly editionId: string;
  readonly contentHash: string;
  readonly guideline: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: SurveyState;
  readonly closedAt: Date | null;
  readonly reopenedAt: Date | null;
  readonly reopenedReason: string | null;
}

interface SurveyRow {
  readonly id: string;
  readonly sectorId: string;
  readonly editionId: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: Date;
  readonly closesOn: Date;
  readonly state: string;
  readonly closedAt: Date | null;
  readonly reopenedAt: Date | null;
  readonly reopenedReason: string | null;
  readonly sector: { readonly name: string };
  readonly edition: { readonly contentHash: string; readonly guideline: string };
}

const WITH_NAMES = { sector: { select: { name: true } }, edition: { select: { contentHash: true, guideline: true } } } as const;

/** A date column as its calendar date; the driver gives midnight UTC. */
export const calendarDay = (date: Date): string => date.toISOString().slice(0, 10);

const recordOf = ({ sector, edition, ...row }: SurveyRow): SurveyRecord => ({
  ...{ id: row.id, sectorId: row.sectorId, sectorName: sector.name, editionId: row.editionId },
  ...{ contentHash: edition.contentHash, guideline: edition.guideline, title: row.title, fiscalYear: row.fiscalYear },
  ...{ opensOn: calendarDay(row.opensOn), closesOn: calendarDay(row.closesOn), closedAt: row.closedAt },
  ...{ reopenedAt: row.reopenedAt, reopenedReason: row.reopenedReason },
  state: row.state as SurveyState,
});

/** The survey that the visitor may do `action` with. What row-level security hides is not found. */
export async function permittedSurvey(transaction: Transaction, visitor: Visitor, surveyId: string, action: Action): Promise<Result<SurveyRecord, Refusal>> {
  const row = isIdentifier(surveyId) ? await transaction.survey.findUnique({ where: { id: surveyId }, include: WITH_NAMES }) : null;
  if (!row) return refused(NOT_FOUND);
  if (decide(visitor.actor, action, { sector: row.sectorId, operatorId: visitor.actor.operatorId }).ok) return granted(recordOf(row));
  return refused(refusal("not_permitted", "この調査にこの操作をする権限がありません。"));
}

/** Surveys of the same sector and guideline before this one that were opened, the latest first. */
export async function earlierSurveys(transaction: Transaction, survey: SurveyRecord, limit: number): Promise<SurveyRecord[]> {
  const rows = await transaction.survey.findMany({
    where: {
      sectorId: survey.sectorId,
      edition: { guideline: survey.guideline },
      state: { not: "planned" },
      id: { not: survey.id },
      OR: [{ fiscalYear: { lt: survey.fiscalYear } }, { fiscalYear: survey.fiscalYear, closesOn: { lt: new Date(survey.closesOn) } }],
    },
    include: WITH_NAMES,
    orderBy: [{ fiscalYear: "desc" }, { closesOn: "desc" }],
    take: limit,
  });
  return rows.map(recordOf);
}
