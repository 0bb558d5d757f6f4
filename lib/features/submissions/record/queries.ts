import "server-only";
import { representedIn } from "@/lib/server/audit/represented";
import { Prisma, type Transaction } from "@/lib/server/database/client";

export interface CycleSubmission {
  readonly id: string;
  readonly surveyId: string;
  readonly surveyTitle: string;
  readonly surveyClosed: boolean;
  readonly version: number;
  readonly hash: string;
  readonly submittedAt: Date;
  /** Null if the person is no longer stored. */
  readonly byName: string | null;
  /** The post whose deputy submitted it; null where nobody was represented. */
  readonly represented: string | null;
}

export interface SentSubmission extends CycleSubmission {
  /** The submitted content, byte for byte. */
  readonly canonical: string;
}

const columns = Prisma.sql`m.id, s.id AS "surveyId", s.title AS "surveyTitle", s.state = 'closed' AS "surveyClosed", m.version, m.hash, m.submitted_at AS "submittedAt", p.name AS "byName",
  ${representedIn("cycle.submit", Prisma.sql`'cycle/' || m.cycle_id`, Prisma.sql`m.submitted_at`)} AS represented`;
const ofCycle = (cycleId: string) => Prisma.sql`
  FROM submission m JOIN survey s ON s.id = m.survey_id LEFT JOIN person p ON p.operator_id = m.operator_id AND p.id = m.submitted_by
  WHERE m.operator_id = portal_operator() AND m.cycle_id = ${cycleId}::uuid ORDER BY m.submitted_at DESC, m.version DESC`;

/** The submissions of a cycle, newest first. */
export const submissionsOfCycle = (transaction: Transaction, cycleId: string): Promise<CycleSubmission[]> =>
  transaction.$queryRaw<CycleSubmission[]>`SELECT ${columns} ${ofCycle(cycleId)}`;

/** The newest submission of a cycle with its content. */
export async function lastSubmission(transaction: Transaction, cycleId: string): Promise<SentSubmission | null> {
  const [sent] = await transaction.$queryRaw<SentSubmission[]>`SELECT ${columns}, m.content AS canonical ${ofCycle(cycleId)} LIMIT 1`;
  return sent ?? null;
}
