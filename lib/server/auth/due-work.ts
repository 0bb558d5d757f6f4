import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import { ofProcess } from "@/lib/server/process/of-process";
import type { AccountDescription } from "@/lib/server/scope/scope";

type DueWork = (operatorId: string, now: Date) => Promise<void>;

const kept = ofProcess("due-work", (): { work: DueWork | null } => ({ work: null }));

/** Sets what is done for an operator on the day that its accounts name, before a request of one of them goes on. */
export function setDueWork(work: DueWork): void {
  kept().work = work;
}

/** Does what is due for the account's operator. Returns whether there was any: then the account may not be what it was. */
export async function doDueWork({ operatorId, handoverOn = null }: AccountDescription, now: Date): Promise<boolean> {
  const { work } = kept();
  if (work === null || operatorId === null || handoverOn === null || handoverOn > calendarDate(now)) return false;
  await work(operatorId, now);
  return true;
}
