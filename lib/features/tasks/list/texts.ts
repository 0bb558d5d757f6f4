import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { Task } from "@/lib/features/tasks/record/schema";
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

export const awaitedSheets = (sheets: number): string => `提出を待っている点検票が${sheets}枚あります`;
