import "server-only";
import type { SurveyState } from "@/lib/domain/checking/state";
import { surveyParams } from "@/lib/features/surveys/record/schema";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { none } from "@/lib/server/use-cases/operation";
import type { On } from "@/lib/server/use-cases/use-case";
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

/** The surveys that row-level security shows, by a condition on `s` (and their edition `e`), in one statement. */
const surveysWhere = (transaction: Transaction, condition: Prisma.Sql): Promise<SurveyRecord[]> =>
  transaction.$queryRaw<SurveyRecord[]>`
    SELECT s.id, s.sector_id AS "sectorId", t.name AS "sectorName", s.edition_id AS "editionId", v.content_hash AS "contentHash", e.guideline,
      s.title, s.fiscal_year AS "fiscalYear", s.opens_on::text AS "opensOn", s.closes_on::text AS "closesOn", s.state,
      s.closed_at AS "closedAt", s.reopened_at AS "reopenedAt", s.reopened_reason AS "reopenedReason"
    FROM survey s JOIN sector t ON t.id = s.sector_id JOIN edition e ON e.id = s.edition_id
    JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision
    WHERE ${condition}`;

/** The survey if row-level security shows it; else null. `exclusive`: conducting it, changing it and submitting to it wait for the lock. */
export async function readSurvey(transaction: Transaction, surveyId: string, lock: "none" | "exclusive"): Promise<SurveyRecord | null> {
  if (!isIdentifier(surveyId)) return null;
  if (lock === "exclusive") await lockAcceptance(transaction, surveyId, "closing");
  const [row] = await surveysWhere(transaction, Prisma.sql`s.id = ${surveyId}::uuid`);
  return row ?? null;
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

/** Surveys of the same sector and guideline before this one that were opened, the latest first. */
export const earlierSurveys = (
  transaction: Transaction,
  { id, sectorId, guideline, fiscalYear, closesOn }: SurveyRecord,
  limit: number,
): Promise<SurveyRecord[]> =>
  limit === 0
    ? Promise.resolve([])
    : surveysWhere(
        transaction,
        Prisma.sql`s.sector_id = ${sectorId} AND e.guideline = ${guideline} AND s.state <> 'planned' AND s.id <> ${id}::uuid
          AND (s.fiscal_year, s.closes_on) < (${fiscalYear}::int, ${closesOn}::date)
          ORDER BY s.fiscal_year DESC, s.closes_on DESC LIMIT ${limit}`,
      );
