import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { WaitingLate } from "@/lib/features/submissions/late/queries";
import { lateView } from "@/lib/features/submissions/late/texts";
import type { Awaited, Task } from "@/lib/features/tasks/record/schema";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";

/** Handed-in sheets of the cycle that wait for the visitor. The day until which answers are due says when they should be decided. */
export const reviewTask = (cycle: Pick<CycleRecord, "id" | "title" | "dueOn" | "state">, sheets: number): Task => ({
  kind: "review",
  title: `点検票を${sheets}枚、確かめてください`,
  text: `${cycle.title}。内容を読み、受理するか、理由を書いて差し戻します。`,
  dueOn: cycle.state === "open" ? cycle.dueOn : null,
  cycleId: cycle.id,
  cycleTitle: cycle.title,
  sheetId: null,
  page: REVIEW_HREF,
  button: "点検票を確かめる",
});

/** A late correction that the ministry lets in, for the person who submits. */
export function lateTask(waiting: WaitingLate): Task {
  const { title, text, href: page, button } = lateView(waiting);
  const { late, cycle } = waiting;
  return { kind: "submitLate", title, text, dueOn: late.untilOn, cycleId: cycle?.id ?? null, cycleTitle: cycle?.title ?? null, sheetId: null, page, button };
}

/** The same for those who only see to it. */
export function awaitedLate(waiting: WaitingLate): Awaited {
  const { title, text, href: page, button } = lateView(waiting);
  return { title, text, dueOn: waiting.late.untilOn, page, button };
}

export const awaitedSheets = (sheets: number): string => `提出を待っている点検票が${sheets}枚あります`;
