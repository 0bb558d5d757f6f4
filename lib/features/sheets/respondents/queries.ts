import "server-only";
import type { RespondentsBySheet } from "@/lib/features/sheets/respondents/parts";
import { Prisma, type Transaction } from "@/lib/server/database/client";

interface Answered {
  readonly id: string;
  readonly respondents: readonly string[];
}

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
  return new Map(rows.map(({ id, respondents }) => [id, respondents]));
}
