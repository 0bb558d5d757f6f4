import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

interface Of {
  readonly surveyId: string;
  /** Of this operator alone; of all where it is not named. */
  readonly operatorId?: string;
}

/** Ends the late corrections that still wait, with a reason that their operators can read. Out: how many. */
export async function endWaiting(transaction: Transaction, of: Of, reason: string, now: Date): Promise<number> {
  const ended = await transaction.lateCorrection.updateMany({
    where: { ...of, withdrawnAt: null, untilOn: { gte: new Date(calendarDate(now)) } },
    data: { withdrawnAt: now, withdrawnReason: reason },
  });
  return ended.count;
}
