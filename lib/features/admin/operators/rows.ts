import "server-only";
import type { Transaction } from "@/lib/server/database/client";

/** Changes the sector; false if something rests on it. */
export async function moveOperator(transaction: Transaction, id: string, sectorId: string): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ moved: boolean }[]>`SELECT portal_move_operator(${id}::uuid, ${sectorId}) AS moved`;
  return row?.moved ?? false;
}
