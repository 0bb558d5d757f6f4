import "server-only";
import type { Transaction } from "@/prisma/client";

export interface CycleSubmission {
  readonly id: string;
  readonly surveyTitle: string;
  readonly version: number;
  readonly hash: string;
  readonly submittedAt: Date;
}

/** What was submitted of a cycle, newest first. */
export const submissionsOfCycle = (transaction: Transaction, cycleId: string): Promise<CycleSubmission[]> =>
  transaction.$queryRaw<CycleSubmission[]>`
    SELECT m.id, s.title AS "surveyTitle", m.version, m.hash, m.submitted_at AS "submittedAt"
    FROM submission m JOIN survey s ON s.id = m.survey_id
    WHERE m.operator_id = portal_operator() AND m.cycle_id = ${cycleId}::uuid ORDER BY m.submitted_at DESC`;
