import "server-only";
import { Prisma } from "@/lib/server/database/client";

/**
 * In SQL: the sheets of these cycles whose withdrawal decides nothing any more: their person was handed another one, left with it, and
 * may be back.
 */
export const withdrawnBeforeLeaving = (cycleIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT w.id FROM sheet l JOIN sheet w ON w.operator_id = l.operator_id AND w.cycle_id = l.cycle_id AND w.role = l.role AND w.person_id = l.person_id
  WHERE l.operator_id = portal_operator() AND l.cycle_id = ANY(${[...cycleIds]}::uuid[]) AND l.withdrawn_because = 'left'
    AND w.withdrawn_because IS DISTINCT FROM 'left' AND w.withdrawal_order < l.withdrawal_order`;
