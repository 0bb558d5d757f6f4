import "server-only";
import type { SurveyState } from "@/lib/domain/checking/state";
import { surveyParams } from "@/lib/features/surveys/record/schema";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { none, type On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

/** A survey with the data that decisions need. Dates are calendar dates. */
export interface SurveyRecord {
  readonly id: string;
  readonly sectorId: string;
  readonly sectorName: string;
  readonly editionId: string;
  /** The content hash of the published revision; operators may have submitted on different revisions, which have the same items. */
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
  readonly edition: { readonly guideline: string; readonly published: { readonly contentHash: string } };
}

const WITH_NAMES = { sector: { select: { name: true } }, edition: { select: { guideline: true, published: { select: { contentHash: true } } } } } as const;

/** A date column as its calendar date; the driver returns midnight UTC. */
export const calendarDay = (date: Date): string => date.toISOString().slice(0, 10);

const recordOf = ({ sector, edition, ...row }: SurveyRow): SurveyRecord => ({
  ...{ id: row.id, sectorId: row.sectorId, sectorName: sector.name, editionId: row.editionId },
  ...{ contentHash: edition.published.contentHash, guideline: edition.guideline, title: row.title, fiscalYear: row.fiscalYear },
  ...{ opensOn: calendarDay(row.opensOn), closesOn: calendarDay(row.closesOn), closedAt: row.closedAt },
  ...{ reopenedAt: row.reopenedAt, reopenedReason: row.reopenedReason },
  state: row.state as SurveyState,
});

/** The survey if row-level security shows it; else null. `exclusive`: conducting it, changing it and submitting to it wait for the lock. */
export async function readSurvey(transaction: Transaction, surveyId: string, lock: "none" | "exclusive"): Promise<SurveyRecord | null> {
  if (!isIdentifier(surveyId)) return null;
  if (lock === "exclusive") await lockAcceptance(transaction, surveyId, "closing");
  const row = await transaction.survey.findUnique({ where: { id: surveyId }, include: WITH_NAMES });
  return row ? recordOf(row) : null;
}

const targetOf = ({ sectorId: sector }: Pick<SurveyRecord, "sectorId">, { actor: { operatorId } }: Visitor) => ({ sector, operatorId });

const surveyBy = (lock: "none" | "exclusive"): On<typeof surveyParams, SurveyRecord> => ({
  params: surveyParams,
  place: ({ surveyId }) => `survey/${surveyId}`,
  find: (transaction, { surveyId }) => readSurvey(transaction, surveyId, lock),
  target: (found, { visitor }) => targetOf(found, visitor),
});

/** A survey, as the subject of use cases. `exclusive`: locked for a change. */
export const survey = { seen: surveyBy("none"), exclusive: surveyBy("exclusive") } as const;

/** The subject of use cases that list or create objects of the visitor's own sector. The rules refuse a visitor without a sector. */
export const ofOwnSector = (place: string): On<typeof none, { readonly sectorId: string }> => ({
  params: none,
  place: () => place,
  find: (_transaction, _params, { visitor }) => Promise.resolve({ sectorId: visitor.actor.sector ?? "" }),
  target: ({ sectorId: sector }) => ({ sector }),
});

/** Opened surveys of the same sector and guideline before this one, the latest first. */
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
