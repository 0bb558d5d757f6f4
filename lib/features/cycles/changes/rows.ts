import "server-only";
import { randomUUID } from "node:crypto";
import type { Differences } from "@/lib/domain/shared/differences";
import type { TitleAndDates } from "@/lib/features/cycles/changes/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { Transaction } from "@/lib/server/database/client";

/** Records a change for the cycle's respondents. */
export async function recordChange(
  transaction: Transaction,
  { operatorId, id: cycleId }: CycleRecord,
  { before, after, reason, by, at }: Differences<TitleAndDates> & { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await transaction.cycleChange.createMany({ data: [{ operatorId, id: randomUUID(), cycleId, at, by, reason, before: { ...before }, after: { ...after } }] });
}
