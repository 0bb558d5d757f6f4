import "server-only";
import type { Transaction } from "@/lib/server/database/client";

/** How many 取扱者 sheets of running cycles the person has not handed in. */
export async function countOwnOpen(transaction: Transaction, operatorId: string, personId: string): Promise<number> {
  const [row] = await transaction.$queryRaw<{ sheets: number }[]>`
    SELECT count(*)::int AS sheets FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    WHERE s.operator_id = ${operatorId}::uuid AND s.role = 'handler' AND s.person_id = ${personId}::uuid
      AND s.state IN ('notStarted', 'inProgress', 'returned') AND c.state IN ('open', 'reviewing')`;
  return row?.sheets ?? 0;
}
