import "server-only";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
import type { RespondentsBySheet } from "@/lib/features/cycles/respondents/parts";
import { Prisma, type Transaction } from "@/lib/server/database/client";

interface Answered {
  readonly id: string;
  readonly respondents: readonly string[];
}

const bySheet = (rows: readonly Answered[]): RespondentsBySheet => new Map(rows.map(({ id, respondents }) => [id, respondents]));

/** Who answers the sheets of running rounds that one of these people answers, and `also` these sheets. */
export async function respondentsBeside(
  transaction: Transaction,
  operatorId: string,
  personIds: readonly string[],
  also: Iterable<string> = [],
): Promise<RespondentsBySheet> {
  const theirs = Prisma.sql`
    SELECT o.sheet_id FROM sheet_respondent o
    JOIN sheet s ON s.operator_id = o.operator_id AND s.id = o.sheet_id AND s.state <> 'withdrawn'
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
    WHERE o.operator_id = ${operatorId}::uuid AND o.person_id = ANY(${[...personIds]}::uuid[])`;
  const rows = await transaction.$queryRaw<Answered[]>`
    SELECT r.sheet_id AS id, array_agg(r.person_id::text ORDER BY r.person_id) AS respondents FROM sheet_respondent r
    WHERE r.operator_id = ${operatorId}::uuid AND (r.sheet_id = ANY(${[...also]}::uuid[]) OR r.sheet_id IN (${theirs})) GROUP BY r.sheet_id`;
  return bySheet(rows);
}

/** Who answers each sheet of the cycle that can change its respondents: those of 取扱者 are about their own conduct. */
export async function respondentsIn(transaction: Transaction, cycle: { readonly operatorId: string; readonly id: string }): Promise<RespondentsBySheet> {
  const rows = await transaction.$queryRaw<Answered[]>`
    SELECT s.id, ARRAY(SELECT r.person_id::text FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id ORDER BY r.person_id) AS respondents
    FROM sheet s WHERE s.operator_id = ${cycle.operatorId}::uuid AND s.cycle_id = ${cycle.id}::uuid AND s.state <> 'withdrawn' AND s.role <> ${OWN_CONDUCT}
    ORDER BY s.id`;
  return bySheet(rows);
}
