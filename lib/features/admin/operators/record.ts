import "server-only";
import type { Operator } from "@/lib/features/admin/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export const OPERATOR = { id: true, name: true, sectorId: true, sector: { select: { name: true } } } as const;

interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly sectorId: string;
  readonly sector: { readonly name: string };
}
export const operatorOf = ({ sector, ...row }: OperatorRow): Operator => ({ ...row, sectorName: sector.name });

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
