import "server-only";
import { FOLLOWS_PERSON, FOLLOWS_SYSTEM, MOVABLE } from "@/lib/features/cycles/moving/sql";
import type { Transaction } from "@/lib/server/database/client";

interface MovingPerson {
  readonly id: string;
  /** The name of the new department. One that there is not yet is another than all; so is null, by which all that can move are counted. */
  readonly department: string | null;
}

/** The number of sheets that `followPeopleMoved` would move, if these people moved to these departments. */
export async function countFollowing(transaction: Transaction, operatorId: string, people: readonly MovingPerson[]): Promise<number> {
  const [row] = await transaction.$queryRaw<{ sheets: number }[]>`
    SELECT count(*)::int AS sheets FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS n(id uuid, department text)
    JOIN sheet s ON s.operator_id = ${operatorId}::uuid AND s.person_id = n.id
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.name = n.department
    WHERE ${MOVABLE} AND ${FOLLOWS_PERSON} AND (d.id IS NULL OR s.department_id IS DISTINCT FROM d.id)`;
  return row?.sheets ?? 0;
}

/** The number of sheets that can move with each critical system, wherever they are now; a system without any is not among them. */
export async function countBySystem(transaction: Transaction, operatorId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.$queryRaw<{ id: string; sheets: number }[]>`
    SELECT s.system_id AS id, count(*)::int AS sheets FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    WHERE s.operator_id = ${operatorId}::uuid AND ${MOVABLE} AND ${FOLLOWS_SYSTEM} GROUP BY s.system_id`;
  return new Map(rows.map(({ id, sheets }) => [id, sheets]));
}
