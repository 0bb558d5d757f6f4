import "server-only";
import { actingDeputyships, managedDepartments } from "@/lib/domain/access/holding";
import { mayAnywhere, mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { dutiesOf, graspCounts } from "@/lib/features/cycles/next-step/rules";
import { nextStep } from "@/lib/features/cycles/next-step/texts";
import { circumstancesOf } from "@/lib/features/cycles/overview/queries";
import { countStates, totalCounts } from "@/lib/features/cycles/progress/queries";
import { type CycleRecord, readLatestCycles } from "@/lib/features/cycles/record/record";
import { choicesOf } from "@/lib/features/dashboard/rules";
import { readToConfirm } from "@/lib/features/handover/plans/queries";
import { mySheetView } from "@/lib/features/sheets/mine/parts";
import { readChecks } from "@/lib/features/sheets/mine/queries";
import { nextSheet } from "@/lib/features/sheets/mine/texts";
import { isOpen } from "@/lib/features/sheets/record/rules";
import { sheetsWaitingFor, type WaitingSheet } from "@/lib/features/sheets/waiting-for-review/queries";
import { waitingLates } from "@/lib/features/submissions/late/queries";
import { byDueDate, demandOf } from "@/lib/features/tasks/list/rules";
import { awaitedLate, awaitedSheets, handoverTask, lateTask, reviewTask } from "@/lib/features/tasks/list/texts";
import { type Awaited, TAG, type Task, type TaskList, taskList } from "@/lib/features/tasks/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

/** The sheets that the visitor is to answer now, their own and those of the posts that they stand in for. */
async function ownSheets(transaction: Transaction, operatorId: string, { actor }: Visitor, now: Date): Promise<Task[]> {
  const found = await readChecks(transaction, operatorId, actor.personId, now, actingDeputyships(actor));
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

/** Planned handovers that have to be confirmed anew, by whoever may hand over. */
const handoverTasks = async (transaction: Transaction, { actor }: Visitor): Promise<Task[]> =>
  mayAtOwn(actor, "people.manage") ? (await readToConfirm(transaction)).map(handoverTask) : [];

/** What the cycles ask of somebody who oversees the operator, or departments of it. */
async function cycleTasks(
  transaction: Transaction,
  cycles: readonly CycleRecord[],
  visitor: Visitor,
  now: Date,
): Promise<{ tasks: Task[]; awaited: Awaited[] }> {
  const tasks: Task[] = [];
  const awaited: Awaited[] = [];
  if (!mayAnywhere(visitor.actor, "progress.read")) return { tasks, awaited };
  const duties = dutiesOf(visitor);
  const departments = mayAtOwn(visitor.actor, "progress.read") ? [null] : managedDepartments(visitor.actor);
  for (const cycle of cycles) {
    const states = (await Promise.all(departments.map((department) => countStates(transaction, cycle.id, department)))).flat();
    const counts = totalCounts(states);
    const demand = demandOf({ state: cycle.state, counts }, duties);
    if (demand === null) continue;
    const circumstances = await circumstancesOf({ transaction, now }, cycle, { counts, waiting: [], department: departments[0] ?? null });
    const step = nextStep(cycle, circumstances, duties, now);
    const page = step.href ?? step.links[0]?.href;
    const button = step.button ?? step.links[0]?.label;
    if (page === undefined || button === undefined) continue;
    const { outstanding } = graspCounts(counts);
    const dueOn = cycle.state === "open" ? cycle.dueOn : null;
    const title = demand === "awaited" && cycle.state === "open" && outstanding > 0 ? awaitedSheets(outstanding) : step.title;
    const said = { title, text: `${cycle.title}。${step.text}`, dueOn, page, button };
    if (demand === "awaited" || step.kind === "standing") awaited.push(said);
    else tasks.push({ kind: demand, ...said, cycleId: cycle.id, cycleTitle: cycle.title, sheetId: null });
  }
  return { tasks, awaited };
}

/** What the visitor has to do in the latest cycles, by last day, and what they wait for (docs/design.md 13). */
export async function tasksOf(transaction: Transaction, latest: readonly CycleRecord[], operatorId: string, visitor: Visitor, now: Date): Promise<TaskList> {
  const cycles = choicesOf(latest);
  const waiting = await sheetsWaitingFor(transaction, visitor, now);
  const ofCycles = await cycleTasks(transaction, cycles, visitor, now);
  const lates = await waitingLates(transaction, visitor, now);
  const submits = mayAtOwn(visitor.actor, "cycle.submit");
  const late = submits ? lates.map(lateTask) : [];
  // What is submitted late has a day and a reason, so that it stands for the same cycle's usual submission.
  const others = ofCycles.tasks.filter(({ kind, cycleId }) => kind !== "submit" || !late.some((one) => one.cycleId === cycleId));
  return {
    items: byDueDate([
      ...(await handoverTasks(transaction, visitor)),
      ...reviewTasks(cycles, waiting),
      ...late,
      ...others,
      ...(await ownSheets(transaction, operatorId, visitor, now)),
    ]),
    awaited: byDueDate([...ofCycles.awaited, ...(submits ? [] : lates.map(awaitedLate))]),
  };
}

export const listTasks = query({
  name: "task.list",
  may: "operator.read",
  api: get("/tasks", "listTasks", TAG, "自分のやること"),
  on: ofOwnOperator("tasks"),
  takesOut: { no: "what is the visitor's own to do, and how many sheets it is about" },
  output: taskList,
  run: async ({ transaction, subject: { operatorId }, visitor, now }) =>
    granted(await tasksOf(transaction, await readLatestCycles(transaction), operatorId, visitor, now)),
});
