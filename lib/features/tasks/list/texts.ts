import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { changeHref, plannedTitle } from "@/lib/features/handover/plans/texts";
import type { PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import type { WaitingLate } from "@/lib/features/submissions/late/queries";
import { lateView } from "@/lib/features/submissions/late/texts";
import type { Awaited, Task } from "@/lib/features/tasks/record/schema";
import { confirmReasonText } from "@/lib/labels/handover-words";
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

/** A planned handover whose day has come and that was not done, with the reasons. */
export const handoverTask = (planned: PlannedHandoverRow): Task => ({
  kind: "confirmHandover",
  title: `${plannedTitle(planned)}の引継ぎは、確認が必要です`,
  text: `効力日に行われていません。${planned.reasons.map(confirmReasonText).join("")}`,
  dueOn: planned.effectiveOn,
  ...{ cycleId: null, cycleTitle: null, sheetId: null },
  page: changeHref(planned.personId),
  button: "確かめて決め直す",
});
