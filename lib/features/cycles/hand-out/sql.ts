import "server-only";
import { Prisma } from "@/lib/server/database/client";

/**
 * In SQL: the sheets of these cycles whose withdrawal decides nothing any more: their person was handed another one, left with it, and
 * may be back.
 */
export const withdrawnBeforeLeaving = (cycleIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT w.id FROM (
    SELECT id, withdrawn_because, withdrawal_order,
      max(withdrawal_order) FILTER (WHERE withdrawn_because = 'left') OVER (PARTITION BY cycle_id, role, person_id) AS left_in
    FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ANY(${[...cycleIds]}::uuid[]) AND person_id IS NOT NULL AND state = 'withdrawn') w
  WHERE w.withdrawn_because IS DISTINCT FROM 'left' AND w.withdrawal_order < w.left_in`;
