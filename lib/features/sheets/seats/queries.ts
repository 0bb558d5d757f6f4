import "server-only";
import { DEPARTMENT_REVIEWERS, OPERATOR_REVIEWERS, type ReviewingSeat } from "@/lib/domain/access/review";
import { inForce } from "@/lib/features/sheets/seats/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** Of a 責任者 with the department, of the CISO and the 経営層 without. */
export interface PlacedSeat extends ReviewingSeat {
  readonly departmentId: string | null;
}

/** Whether the row `of` is a post that reviews. */
const reviews = (of: Prisma.Sql, departments: readonly string[]): Prisma.Sql =>
  Prisma.sql`(${of}.role = ANY(${[...OPERATOR_REVIEWERS]}) OR (${of}.role = ANY(${[...DEPARTMENT_REVIEWERS]}) AND ${of}.department_id = ANY(${[...departments]}::uuid[])))`;

/** The 責任者 of these departments, the CISOs and the 経営層 of the operator, with the deputies of their posts today in order. */
export const reviewingSeats = (transaction: Transaction, departments: readonly string[], now: Date): Promise<PlacedSeat[]> =>
  transaction.$queryRaw<PlacedSeat[]>`
    SELECT role, "personId", deputy, "departmentId" FROM (
      SELECT m.role, m.person_id AS "personId", false AS deputy, m.department_id AS "departmentId", 0 AS ordinal FROM appointment m
      WHERE m.operator_id = portal_operator() AND ${reviews(Prisma.sql`m`, departments)}
      UNION ALL
      SELECT q.role, q.person_id, true, q.department_id, q.ordinal FROM deputy q
      JOIN account a ON a.operator_id = q.operator_id AND a.person_id = q.person_id AND a.disabled_at IS NULL
      WHERE q.operator_id = portal_operator() AND ${inForce(now)} AND ${reviews(Prisma.sql`q`, departments)}) seats
    ORDER BY ordinal, "personId"`;
