import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { readLatestCycles } from "@/lib/features/cycles/record/record";
import { HANDOVERS_HREF, loadStaffingLines } from "@/lib/features/staffing/pages";
import { listTasks, tasksOf } from "@/lib/features/tasks/list/queries";
import { taskView } from "@/lib/features/tasks/my-tasks/parts";
import { abilityText, askText, preparationViews, readingLinks } from "@/lib/features/tasks/my-tasks/texts";
import type { TasksView } from "@/lib/features/tasks/my-tasks/view";
import { readOffice, readRegister } from "@/lib/features/tasks/preparation/queries";
import { preparationsOf } from "@/lib/features/tasks/preparation/rules";
import { dateWithWeekday, startOfDay } from "@/lib/labels/japanese-date";
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
      office: await readOffice(transaction),
      results: readingLinks(cycles, visitor),
    });
  },
});

/** What the visitor has to do, what comes next, and what they wait for. */
export async function loadTasks(): Promise<TasksView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { items, awaited, register, office, results } = valueOrPage(await readPage(visitor, {}, now));
  const preparations = register === null ? null : preparationsOf(register);
  const views = items.map((task) => taskView(`${task.kind}-${task.sheetId ?? task.cycleId ?? task.page}`, task, now));
  const dates = new Map(
    items.flatMap(({ dueOn, cycleId, cycleTitle }) => (dueOn === null || cycleId === null ? [] : [[cycleId, { dueOn, cycleTitle }] as const])),
  );
  const { name, operatorName } = visitor.account;
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
    staffing: (await loadStaffingLines(visitor, now))?.filter(({ href }) => href !== HANDOVERS_HREF) ?? null,
    dates: [...dates.values()].map(({ dueOn, cycleTitle }) => ({ dateText: dateWithWeekday(startOfDay(dueOn)), label: `${cycleTitle}の提出期限` })),
    can: abilityText(new Set(visitor.actor.appointments.map(({ role }) => role))),
    ask: askText(office, name),
  };
}
