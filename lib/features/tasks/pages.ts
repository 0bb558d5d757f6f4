import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { type CycleRecord, readLatestCycles } from "@/lib/features/cycles/record/record";
import { readScores } from "@/lib/features/results/scores/queries";
import { homeOf } from "@/lib/features/shell/pages";
import { readDecided, readFirstFigures } from "@/lib/features/tasks/first-figures/queries";
import { beginsWithFigures } from "@/lib/features/tasks/first-figures/rules";
import { listTasks, tasksOf } from "@/lib/features/tasks/list/queries";
import { taskView } from "@/lib/features/tasks/my-tasks/parts";
import { departmentViews, preparationViews, readingViews } from "@/lib/features/tasks/my-tasks/texts";
import type { PreparingView, TasksView } from "@/lib/features/tasks/my-tasks/view";
import { readRegister } from "@/lib/features/tasks/preparation/queries";
import { isPreparing, PREPARATIONS, preparationsOf } from "@/lib/features/tasks/preparation/rules";
import type { Task } from "@/lib/features/tasks/record/schema";
import { TASKS_HREF } from "@/lib/labels/cycle-texts";
import { dayWithWeekday } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { helpPoints, whomToAsk } from "@/lib/labels/page-help";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { none } from "@/lib/server/use-cases/operation";
import { type On, ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

interface Found {
  readonly operatorId: string;
  readonly cycles: readonly CycleRecord[];
  /** The round with the newest results; null where there is none, and for those who may not read them. */
  readonly decided: CycleRecord | null;
}

const tasksPage: On<typeof none, Found> = {
  ...ofOwnOperator("tasks"),
  async find(transaction, _params, { visitor: { actor } }) {
    const cycles = await readLatestCycles(transaction);
    return { operatorId: actor.operatorId ?? "", cycles, decided: mayAtOwn(actor, "scores.read") ? await readDecided(transaction, cycles) : null };
  },
};

/** Of what waits, it shows numbers without names, because it is opened all day; the lists behind them leave an entry. Figures leave one here. */
const readPage = reading({
  of: listTasks,
  entry: readScores,
  takesOut: { when: ({ decided }, { visitor }) => decided !== null && beginsWithFigures(visitor.actor) },
  on: tasksPage,
  async run({ transaction, subject: { operatorId, cycles, decided }, visitor, now }) {
    const { items, awaited, counts, ofDepartments } = await tasksOf(transaction, cycles, operatorId, visitor, now);
    return granted({
      ...{ items, awaited },
      figures: decided !== null && beginsWithFigures(visitor.actor) ? await readFirstFigures(transaction, decided) : null,
      register: mayAtOwn(visitor.actor, "cycle.plan") ? await readRegister(transaction) : null,
      results: readingViews(cycles, decided, counts, visitor),
      departments: departmentViews(cycles, ofDepartments),
    });
  },
});

const readPreparations = reading({
  of: listTasks,
  takesOut: { no: "whether a new operator has begun" },
  on: ofOwnOperator("tasks"),
  run: async ({ transaction }) => granted(preparationsOf(await readRegister(transaction))),
});

/** The page that a visitor should see first. Who steers by the dashboard begins with the preparations of a new operator. */
export async function loadHome(): Promise<ReturnType<typeof homeOf>> {
  const visitor = await requireVisitor();
  const home = homeOf(visitor);
  if (home !== "/operator") return home;
  return isPreparing(valueOrPage(await readPreparations(visitor, {}, new Date()))) ? "/tasks" : home;
}

/** How far the preparations are, for the pages on which they are made, with the way back to them; null where there are none. */
export async function loadPreparing(): Promise<PreparingView | null> {
  const visitor = await requireVisitor();
  if (!mayAtOwn(visitor.actor, "cycle.plan")) return null;
  const done = valueOrPage(await readPreparations(visitor, {}, new Date()));
  return done === null || !isPreparing(done) ? null : { text: `はじめの準備　${PREPARATIONS.length}つのうち${done.size}つ済み`, href: TASKS_HREF };
}

function nothingText(awaited: number, read: number): string {
  const others = awaited === 0 ? "" : "ほかの人を待っています。";
  return `今、することはありません。${others}${read === 0 ? "" : "結果や記録は、下から読めます。"}`;
}

/** What the visitor has to do, what comes next, and what they wait for. */
export async function loadTasks(): Promise<TasksView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { items, awaited, figures, register, results, departments } = valueOrPage(await readPage(visitor, {}, now));
  const preparations = register === null ? null : preparationsOf(register);
  const preparing = isPreparing(preparations);
  // The steps of a new operator end with the plan, and say which posts have to be filled first.
  const said: readonly Task["kind"][] = preparations === null ? [] : preparations.has("roles") ? ["plan"] : ["plan", "appoint"];
  const todo = items.filter(({ kind }) => !said.includes(kind));
  const views = todo.map((task, index) => taskView(`${task.kind}-${index}`, task, now));
  const dates = new Map(
    items.flatMap(({ kind, dueOn, cycleId, cycleTitle }) => (dueOn === null || cycleId === null ? [] : [[cycleId, { dueOn, cycleTitle, kind }] as const])),
  );
  const { name, operatorName, office } = visitor.account;
  return {
    title: `${inSentence(name)}さんのやること　${preparing ? "はじめの準備" : `${views.length}件`}`,
    note: operatorName ?? "",
    next: views[0] ?? null,
    nothing: views.length > 0 ? null : nothingText(awaited.length, results.length),
    others: views.slice(1),
    figures,
    departments,
    awaited: awaited.map((one, index) => taskView(`awaited-${index}`, one, now)),
    preparations: preparations === null || register === null ? null : preparationViews(preparations, register),
    preparing,
    reading: results,
    dates: [...dates.values()].map(({ dueOn, cycleTitle, kind }) => ({
      dateText: dayWithWeekday(dueOn),
      label: kind === "submitLate" ? sentence`${cycleTitle ?? ""}の締切後の受付` : sentence`${cycleTitle ?? ""}の提出期限`,
    })),
    help: { points: helpPoints("/tasks", visitor.actor), ask: whomToAsk(visitor.actor, office ?? null) },
  };
}
