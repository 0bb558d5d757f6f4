import { type Duties, graspCounts } from "@/lib/features/cycles/next-step/rules";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { NextStepView } from "@/lib/features/cycles/record/view";
import { changeHref } from "@/lib/features/handover/plans/texts";
import type { PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import type { Need } from "@/lib/features/staffing/record/texts";
import type { WaitingLate } from "@/lib/features/submissions/late/queries";
import { lateView } from "@/lib/features/submissions/late/texts";
import type { Awaited, Task } from "@/lib/features/tasks/record/schema";
import { NEW_CYCLE_HREF } from "@/lib/labels/cycle-texts";
import { confirmReasonText, HANDOVER_WORDS } from "@/lib/labels/handover-words";
import { sentence } from "@/lib/labels/own-direction";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";

const awaitedSheets = (sheets: number): string => `提出を待っている点検票が${sheets}枚あります`;

export interface Demand {
  readonly task?: Task;
  readonly awaited?: Awaited;
}

/** Whether somebody with these duties waits for others in a cycle of which nothing is theirs to do. */
const waitsIn = ({ state }: Pick<CycleRecord, "state">, { submits }: Duties): boolean =>
  state === "planned" || state === "open" || state === "reviewing" || (state === "approved" && submits);

/** A cycle, with the department whose sheets it is about where the visitor oversees several. */
interface Overseen {
  readonly cycle: CycleRecord;
  readonly department: string | null;
}

/**
 * What the next step of a cycle asks of the visitor, exactly where the dashboard asks for it; or what others have to do first and
 * the visitor may look at. Null where there is neither.
 */
export function demandOf({ cycle, department }: Overseen, step: NextStepView, counts: StateCounts, duties: Duties): Demand | null {
  const page = step.href ?? step.links[0]?.href;
  const button = step.button ?? step.links[0]?.label;
  if (page === undefined || button === undefined) return null;
  const dueOn = cycle.state === "open" ? cycle.dueOn : null;
  const where = department === null ? sentence`${cycle.title}` : sentence`${cycle.title}（${department}）`;
  const said = { title: step.title, text: `${where}。${step.text}`, dueOn, page, button };
  if (step.asks !== null) return { task: { kind: step.asks, ...said, cycleId: cycle.id, cycleTitle: cycle.title, sheetId: null } };
  if (!waitsIn(cycle, duties)) return null;
  const { outstanding } = graspCounts(counts);
  return { awaited: { ...said, title: cycle.state === "open" && outstanding > 0 ? awaitedSheets(outstanding) : said.title } };
}

const OF_NO_CYCLE = { dueOn: null, cycleId: null, cycleTitle: null, sheetId: null } as const;

/** To plan a round, where there is none. */
export const PLAN_TASK: Task = {
  kind: "plan",
  title: "点検の回を計画してください",
  text: "ガイドラインの版、期間、期限を決めると、点検票を配れます。",
  ...OF_NO_CYCLE,
  page: NEW_CYCLE_HREF,
  button: "点検の回を計画する",
};

/** What is missing among people and posts. */
export const needTask = ({ asks, title, text, href, button }: Need): Task => ({
  ...OF_NO_CYCLE,
  ...{ kind: asks, title, text, page: href, button },
});

/** Handed-in sheets of the cycle that wait for the visitor. The day until which answers are due says when they should be decided. */
export const reviewTask = (cycle: Pick<CycleRecord, "id" | "title" | "dueOn" | "state">, sheets: number): Task => ({
  kind: "review",
  title: `点検票を${sheets}枚、確かめてください`,
  text: sentence`${cycle.title}。内容を読み、受理するか、理由を書いて差し戻します。`,
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

/** A planned handover whose day has come and that was not done, with the reasons. Whose it is stands on its page, which leaves an entry. */
export const handoverTask = (planned: PlannedHandoverRow): Task => ({
  kind: "confirmHandover",
  title: `${HANDOVER_WORDS[planned.event]}の引継ぎは、確認が必要です`,
  text: `効力日に行われていません。${planned.reasons.map(confirmReasonText).join("")}`,
  ...OF_NO_CYCLE,
  dueOn: planned.effectiveOn,
  page: changeHref(planned.personId),
  button: "確かめて決め直す",
});
