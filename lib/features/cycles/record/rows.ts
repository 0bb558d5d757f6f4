import "server-only";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { Transaction } from "@/lib/server/database/client";

/** Keeps that the person has planned a part of the locked cycle, and so does not approve it as a deputy (ADR 0041). */
export const keepPlanner = (transaction: Transaction, { operatorId, id }: Pick<CycleRecord, "operatorId" | "id">, by: string): Promise<unknown> =>
  transaction.$executeRaw`UPDATE cycle SET planned_by = planned_by || ${by}::uuid WHERE operator_id = ${operatorId}::uuid AND id = ${id}::uuid`;
