import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import { ofProcess } from "@/lib/server/process/of-process";
import { workUnderWay } from "@/lib/server/process/work-under-way";
import type { AccountDescription } from "@/lib/server/scope/scope";

type DueWork = (operatorId: string, now: Date) => Promise<void>;

const kept = ofProcess("due-work", (): { work: DueWork | null } => ({ work: null }));

/** By operator and day. All requests of a morning wait for one run, instead of each for the locks of every plan. */
const underWay = workUnderWay("due work under way");

/** Sets the work that is due for an operator on the day that its accounts name; it is done before a request of one of them goes on. */
export function setDueWork(work: DueWork): void {
  kept().work = work;
}

/**
 * Does what is due for the account's operator, once for all who ask at the same time. Returns whether there was any: then the
 * account may not be what it was. An outage that stops the work stops everybody who waits for it.
 */
export async function doDueWork({ operatorId, handoverOn = null }: AccountDescription, now: Date): Promise<boolean> {
  const { work } = kept();
  const today = calendarDate(now);
  if (work === null || operatorId === null || handoverOn === null || handoverOn > today) return false;
  await underWay.of(`${operatorId} ${today}`, () => work(operatorId, now));
  return true;
}
