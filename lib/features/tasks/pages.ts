import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { readLatestCycles } from "@/lib/features/cycles/record/record";
import { staffingCounts } from "@/lib/features/staffing/counts/queries";
import { HANDOVERS_HREF, staffingLines } from "@/lib/features/staffing/pages";
import { listTasks, tasksOf } from "@/lib/features/tasks/list/queries";
import { taskView } from "@/lib/features/tasks/my-tasks/parts";
import { preparationViews, readingLinks } from "@/lib/features/tasks/my-tasks/texts";
import type { TasksView } from "@/lib/features/tasks/my-tasks/view";
import { readRegister } from "@/lib/features/tasks/preparation/queries";
import { preparationsOf } from "@/lib/features/tasks/preparation/rules";
import { dateWithWeekday, startOfDay } from "@/lib/labels/japanese-date";
import { helpPoints, whomToAsk } from "@/lib/labels/page-help";
import { lastChanges } from "@/lib/server/audit/last-changes";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

const readPage = reading({
  of: listTasks,
  on: ofOwnOperator("tasks"),
  async run({ transaction, subject: { operatorId }, visitor, now }) {
    const cycles = await readLatestCycles(transaction);
    return granted({
      ...(await tasksOf(transaction, cycles, operatorId, visitor, now)),
      register: mayAtOwn(visitor.actor, "cycle.plan") ? await readRegister(transaction) : null,
      results: readingLinks(cycles, visitor),
      staffing: await staffingCounts(transaction, visitor, await lastChanges(transaction), now),
    });
  },
});

/** What the visitor has to do, what comes next, and what they wait for. */
export async function loadTasks(): Promise<TasksView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { items, awaited, register, results, staffing } = valueOrPage(await readPage(visitor, {}, now));
  const preparations = register === null ? null : preparationsOf(register);
  const views = items.map((task) => taskView(`${task.kind}-${task.sheetId ?? task.cycleId ?? task.page}`, task, now));
  const dates = new Map(
    items.flatMap(({ kind, dueOn, cycleId, cycleTitle }) => (dueOn === null || cycleId === null ? [] : [[cycleId, { dueOn, cycleTitle, kind }] as const])),
  );
  const { name, operatorName, office } = visitor.account;
  return {
    title: preparations === null ? `${name}さんのやること　${views.length}件` : "はじめの準備",
    note: operatorName ?? "",
    next: views[0] ?? null,
    nothing: views.length > 0 ? null : awaited.length > 0 ? "今、することはありません。ほかの人を待っています。" : "今、することはありません。",
    others: views.slice(1),
    awaited: awaited.map((one, index) => taskView(`awaited-${index}`, one, now)),
    preparations: preparations === null || register === null ? null : preparationViews(preparations, register),
    reading: results,
    // Handovers to be confirmed are tasks of their own.
    staffing: staffing && staffingLines(staffing).filter(({ href }) => href !== HANDOVERS_HREF),
    dates: [...dates.values()].map(({ dueOn, cycleTitle, kind }) => ({
      dateText: dateWithWeekday(startOfDay(dueOn)),
      label: kind === "submitLate" ? `${cycleTitle ?? ""}の締切後の受付` : `${cycleTitle ?? ""}の提出期限`,
    })),
    help: { points: helpPoints("/tasks", visitor.actor), ask: whomToAsk(visitor.actor, office ?? null) },
  };
}
