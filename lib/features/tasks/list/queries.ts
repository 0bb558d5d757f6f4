import "server-only";
import { actingDeputyships } from "@/lib/domain/access/holding";
import { mayAnywhere, mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { circumstancesOf } from "@/lib/features/cycle-pages/overview/queries";
import { countStates, type StateRow, totalCounts } from "@/lib/features/cycle-pages/progress/queries";
import { dutiesOf } from "@/lib/features/cycles/next-step/rules";
import { nextStep, stepElsewhere } from "@/lib/features/cycles/next-step/texts";
import { readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readLatestCycles } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import { choicesOf } from "@/lib/features/dashboard/choice/rules";
import { readToConfirm } from "@/lib/features/handover/plans/queries";
import { inDepartment, managesDepartment, ownDepartment } from "@/lib/features/results/department/queries";
import { mySheetView } from "@/lib/features/sheets/mine/parts";
import { readMySheets } from "@/lib/features/sheets/mine/queries";
import { nextSheet } from "@/lib/features/sheets/mine/texts";
import { isOpen } from "@/lib/features/sheets/record/rules";
import { sheetsWaitingFor, type WaitingSheet } from "@/lib/features/sheets/waiting-for-review/queries";
import { staffingCounts } from "@/lib/features/staffing/counts/queries";
import { needsOf } from "@/lib/features/staffing/record/texts";
import { waitingLates } from "@/lib/features/submissions/late/queries";
import { byDueDate, inOrder } from "@/lib/features/tasks/list/rules";
import { awaitedLate, type Demand, demandOf, handoverTask, lateTask, needTask, PLAN_TASK, reviewTask } from "@/lib/features/tasks/list/texts";
import { type Awaited, TAG, type Task, type TaskList, taskList } from "@/lib/features/tasks/record/schema";
import { lastChanges } from "@/lib/server/audit/last-changes";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

/** The sheets that the visitor is to answer now, their own and those of the posts that they stand in for. */
async function ownSheets(transaction: Transaction, operatorId: string, { actor }: Visitor, now: Date): Promise<Task[]> {
  const found = await readMySheets(transaction, operatorId, actor.personId, now, actingDeputyships(actor));
  return found.sheets.filter(isOpen).flatMap((sheet) => {
    const step = nextSheet(mySheetView(found, sheet, now));
    if (step === null) return [];
    const { title, text, href: page, button } = step;
    const { id: sheetId, cycleId, cycleTitle, dueOn } = sheet;
    return [{ kind: sheet.state === "returned" ? "revise" : "answer", title, text, dueOn, cycleId, cycleTitle, sheetId, page, button }];
  });
}

const reviewTasks = (cycles: readonly CycleRecord[], waiting: readonly WaitingSheet[]): Task[] =>
  cycles.flatMap((cycle) => {
    const sheets = waiting.filter(({ cycleId }) => cycleId === cycle.id).length;
    return sheets === 0 ? [] : [reviewTask(cycle, sheets)];
  });

/** Planned handovers that have to be confirmed again, as tasks of everybody who may hand over. */
const handoverTasks = async (transaction: Transaction, { actor }: Visitor): Promise<Task[]> =>
  mayAtOwn(actor, "people.manage") ? (await readToConfirm(transaction)).map(handoverTask) : [];

/** What is missing among people and posts, for those who keep the register. Each handover to be confirmed is a task of its own. */
async function needTasks(transaction: Transaction, visitor: Visitor, now: Date): Promise<Task[]> {
  if (!mayAtOwn(visitor.actor, "people.manage")) return [];
  const counts = await staffingCounts(transaction, visitor, await lastChanges(transaction), now);
  return counts === null ? [] : needsOf({ ...counts, handoversToConfirm: 0 }).map(needTask);
}

interface OfCycles {
  readonly tasks: readonly Task[];
  readonly awaited: readonly Awaited[];
  /** Sheets that the visitor oversees, by cycle and state. */
  readonly counts: ReadonlyMap<string, StateCounts>;
  /** The same by department, of the departments whose 責任者 the visitor is. */
  readonly ofDepartments: ReadonlyMap<string, readonly StateRow[]>;
}

/** What the cycles ask of somebody who oversees the operator, or departments of it: then of each of them, as the dashboard does. */
async function cycleTasks(
  transaction: Transaction,
  cycles: readonly CycleRecord[],
  waiting: readonly WaitingSheet[],
  visitor: Visitor,
  now: Date,
): Promise<OfCycles> {
  const tasks: Task[] = [];
  const awaited: Awaited[] = [];
  const found = new Map<string, StateCounts>();
  const ofDepartments = new Map<string, readonly StateRow[]>();
  const result = { tasks, awaited, counts: found, ofDepartments };
  if (!mayAnywhere(visitor.actor, "progress.read")) return result;
  if (cycles.length === 0 && dutiesOf(visitor).plans) tasks.push(PLAN_TASK);
  const own = ownDepartment(visitor, "progress.read", {});
  const departments = own.choices.length > 0 ? own.choices : [own.id];
  const names = own.choices.length > 0 ? await readPlaceNames(transaction) : new Map<string, string>();
  for (const cycle of cycles) {
    const ofCycle = dutiesOf(visitor, cycle);
    const byDepartment = await Promise.all(departments.map(async (id) => ({ id, states: await countStates(transaction, cycle.id, id) })));
    const all = byDepartment.flatMap(({ states }) => states);
    found.set(cycle.id, totalCounts(all));
    ofDepartments.set(
      cycle.id,
      all.filter(({ departmentId }) => managesDepartment(visitor, departmentId)),
    );
    // Only those who submit see why an approved round cannot be submitted now; it takes reading more.
    if (cycle.state === "approved" && !ofCycle.submits) continue;
    // Sheets to review are a task of their own. While answers come in, there is more to do beside it; approving waits for it.
    const reviewed = cycle.state === "reviewing" ? waiting : [];
    const demands: Demand[] = [];
    for (const { id, states } of byDepartment) {
      const counts = totalCounts(states);
      const circumstances = await circumstancesOf({ transaction, now }, cycle, { counts, waiting: reviewed, department: id });
      const step = nextStep(cycle, circumstances, ofCycle, now);
      if (step.asks === "review") continue;
      const elsewhere = stepElsewhere(step, (href) => inDepartment({ ...own, id }, href));
      demands.push(demandOf({ cycle, department: id === null ? null : (names.get(id) ?? null) }, elsewhere, counts, ofCycle) ?? {});
    }
    tasks.push(...demands.flatMap(({ task }) => task ?? []));
    awaited.push(...demands.flatMap((demand) => demand.awaited ?? []));
  }
  return result;
}

/** What the visitor has to do in the latest cycles and among people, and what they wait for (docs/design.md 13). */
export async function tasksOf(
  transaction: Transaction,
  latest: readonly CycleRecord[],
  operatorId: string,
  visitor: Visitor,
  now: Date,
): Promise<TaskList & Pick<OfCycles, "counts" | "ofDepartments">> {
  const cycles = choicesOf(latest);
  const waiting = await sheetsWaitingFor(transaction, visitor, now);
  const ofCycles = await cycleTasks(transaction, cycles, waiting, visitor, now);
  const lates = await waitingLates(transaction, visitor, now);
  const submits = mayAtOwn(visitor.actor, "cycle.submit");
  const late = submits ? lates.map(lateTask) : [];
  // What is submitted late has a day and a reason, so that it stands for the same cycle's usual submission.
  const others = ofCycles.tasks.filter(({ kind, cycleId }) => kind !== "submit" || !late.some((one) => one.cycleId === cycleId));
  return {
    items: inOrder([
      ...(await handoverTasks(transaction, visitor)),
      ...reviewTasks(cycles, waiting),
      ...late,
      ...(await ownSheets(transaction, operatorId, visitor, now)),
      ...others,
      ...(await needTasks(transaction, visitor, now)),
    ]),
    awaited: byDueDate([...ofCycles.awaited, ...(submits ? [] : lates.map(awaitedLate))]),
    counts: ofCycles.counts,
    ofDepartments: ofCycles.ofDepartments,
  };
}

export const listTasks = query({
  name: "task.list",
  may: "operator.read",
  api: get("/tasks", "listTasks", TAG, "自分のやること"),
  on: ofOwnOperator("tasks"),
  takesOut: { no: "what is the visitor's own to do, and how many sheets it is about" },
  output: taskList,
  async run({ transaction, subject: { operatorId }, visitor, now }) {
    const { items, awaited } = await tasksOf(transaction, await readLatestCycles(transaction), operatorId, visitor, now);
    return granted({ items, awaited });
  },
});
