import "server-only";
import { type Operator, operatorParams } from "@/lib/features/admin/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";
import type { Visitor } from "@/lib/server/scope/scope";
import type { On } from "@/lib/server/use-cases/use-case";

export const OPERATOR = { id: true, name: true, sectorId: true, stoppedAt: true, sector: { select: { name: true } } } as const;

interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly sectorId: string;
  readonly stoppedAt: Date | null;
  readonly sector: { readonly name: string };
}
export const operatorOf = ({ sector, stoppedAt, ...row }: OperatorRow): Operator => ({
  ...row,
  sectorName: sector.name,
  stoppedAt: stoppedAt?.toISOString() ?? null,
});

/** The operators that a visitor may know of: staff the own one, the ministry those of its sector, the platform all. */
export function visible({ actor: { operatorId, sector } }: Visitor): { readonly id?: string; readonly sectorId?: string } {
  if (operatorId !== null) return { id: operatorId };
  return sector === null ? {} : { sectorId: sector };
}

/** One of these operators, or null. */
export async function readVisible(transaction: Transaction, visitor: Visitor, id: string): Promise<Operator | null> {
  const row = await transaction.operator.findFirst({ where: { AND: [visible(visitor), { id }] }, select: OPERATOR });
  return row && operatorOf(row);
}

export interface OperatorUse {
  readonly operatorId: string;
  /** People of the register who have not left. */
  readonly people: number;
  /** Accounts with a password. */
  readonly begun: number;
  /** Whether anything rests on the sector: systems, rounds, surveys. */
  readonly bound: boolean;
}

/** What the platform may know of these operators, by id. */
export async function usesOf(transaction: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, OperatorUse>> {
  const rows = await transaction.$queryRaw<OperatorUse[]>`
    SELECT operator_id AS "operatorId", people, begun, bound FROM portal_operator_standing(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.operatorId, row]));
}

interface LockedOperator {
  readonly id: string;
  readonly name: string;
  readonly sectorId: string;
  readonly stoppedAt: Date | null;
}

/** An operator that the platform changes, locked against whatever begins to rest on its sector. */
export const changedOperator: On<typeof operatorParams, LockedOperator> = {
  params: operatorParams,
  place: ({ operatorId }) => `operator/${operatorId}`,
  async find(transaction, { operatorId }, { visitor: { scope } }) {
    // The rule refuses everybody else, whether or not there is such an operator.
    if (scope.kind !== "platform") return { id: operatorId, name: "", sectorId: "", stoppedAt: null };
    const [row] = await transaction.$queryRaw<LockedOperator[]>`
      SELECT o.id, o.name, o.sector_id AS "sectorId", o.stopped_at AS "stoppedAt" FROM operator o WHERE o.id = ${operatorId}::uuid
      ${rowLocks({ operator: "exclusive" })}`;
    return row ?? null;
  },
  target: () => ({}),
};
