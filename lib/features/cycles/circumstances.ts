import "server-only";
import type { CycleRecord } from "@/lib/features/cycles/cycle-record";
import type { Circumstances } from "@/lib/features/cycles/next-step";
import type { StateCounts } from "@/lib/features/cycles/schema";
import type { WaitingSheet } from "@/lib/features/review/waiting";
import { submissionObstacle } from "@/lib/features/submissions/prepare";
import type { Transaction } from "@/prisma/client";

/** How the cycle, with these sheets, stands for a visitor for whom those wait, and who oversees the department, or with null the whole operator. */
export async function circumstancesOf(
  transaction: Transaction,
  cycle: CycleRecord,
  { counts, waiting, department }: { readonly counts: StateCounts; readonly waiting: readonly WaitingSheet[]; readonly department: string | null },
): Promise<Circumstances> {
  return {
    counts,
    departmentOnly: department !== null,
    waiting: waiting.filter(({ cycleId }) => cycleId === cycle.id).length,
    obstacle: (await submissionObstacle(transaction, cycle))?.detail ?? null,
  };
}
