import "server-only";
import { DEPARTMENT_REVIEWERS, OPERATOR_REVIEWERS, type ReviewingSeat } from "@/lib/domain/access/review";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** Of a 責任者 with the department, of the CISO and the 経営層 without. */
export interface PlacedSeat extends ReviewingSeat {
  readonly departmentId: string | null;
}

/** Whether the row `of` is a post that reviews. */
const reviews = (of: Prisma.Sql, departments: readonly string[]): Prisma.Sql =>
  Prisma.sql`(${of}.role = ANY(${[...OPERATOR_REVIEWERS]}) OR (${of}.role = ANY(${[...DEPARTMENT_REVIEWERS]}) AND ${of}.department_id = ANY(${[...departments]}::uuid[])))`;

/** The 責任者 of these departments, the CISOs and the 経営層 of the operator, with the deputies of their posts today. */
export const reviewingSeats = (transaction: Transaction, departments: readonly string[], now: Date): Promise<PlacedSeat[]> =>
  transaction.$queryRaw<PlacedSeat[]>`
    SELECT m.role, m.person_id AS "personId", false AS deputy, m.department_id AS "departmentId" FROM appointment m
    WHERE m.operator_id = portal_operator() AND ${reviews(Prisma.sql`m`, departments)}
    UNION ALL
    SELECT d.role, d.person_id, true, d.department_id FROM deputy d
    JOIN account a ON a.operator_id = d.operator_id AND a.person_id = d.person_id AND a.disabled_at IS NULL
    WHERE d.operator_id = portal_operator() AND d.ended_at IS NULL AND ${calendarDate(now)}::date BETWEEN d.from_on AND d.until_on
      AND ${reviews(Prisma.sql`d`, departments)}`;
