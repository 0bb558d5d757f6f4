import "server-only";
import { Prisma } from "@/lib/server/database/client";

/** A sheet does not keep when it was withdrawn, but the audit trail has every withdrawal, in their order. */
const withdrawal = (sheet: string): string => `(SELECT max(e.id) FROM audit e
  WHERE e.operator_id = ${sheet}.operator_id AND e.changed AND e.action = 'sheet.withdraw' AND e.target = 'sheet/' || ${sheet}.id)`;

/**
 * In SQL: the sheets of these cycles whose withdrawal decides nothing any more: their person was handed another one, left with it, and
 * may be back.
 */
export const withdrawnBeforeLeaving = (cycleIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT w.id FROM sheet l JOIN sheet w ON w.operator_id = l.operator_id AND w.cycle_id = l.cycle_id AND w.role = l.role AND w.person_id = l.person_id
  WHERE l.operator_id = portal_operator() AND l.cycle_id = ANY(${[...cycleIds]}::uuid[]) AND l.withdrawn_because = 'left'
    AND w.state = 'withdrawn' AND w.withdrawn_because IS DISTINCT FROM 'left' AND ${Prisma.raw(withdrawal("l"))} > ${Prisma.raw(withdrawal("w"))}`;
