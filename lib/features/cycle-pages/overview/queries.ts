import "server-only";
import type { Circumstances } from "@/lib/features/cycles/next-step/rules";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { WaitingSheet } from "@/lib/features/sheets/waiting-for-review/queries";
import { submissionObstacle } from "@/lib/features/submissions/preparing/queries";
import type { Transaction } from "@/lib/server/database/client";

/** The circumstances of the cycle for a visitor who reviews the waiting sheets and oversees the department (null: the whole operator). */
export async function circumstancesOf(
  { transaction, now }: { readonly transaction: Transaction; readonly now: Date },
  cycle: CycleRecord,
  { counts, waiting, department }: { readonly counts: StateCounts; readonly waiting: readonly WaitingSheet[]; readonly department: string | null },
): Promise<Circumstances> {
  return {
    counts,
    departmentOnly: department !== null,
    waiting: waiting.filter(({ cycleId }) => cycleId === cycle.id).length,
    obstacle: (await submissionObstacle({ transaction, now }, cycle))?.detail ?? null,
  };
}
