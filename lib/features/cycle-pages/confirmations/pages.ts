import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { changeable } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";
import { granted } from "@/lib/domain/shared/result";
import type { CancellingView, ClosingView, RunningPlanView } from "@/lib/features/cycle-pages/confirmations/view";
import { countStates, totalCounts } from "@/lib/features/cycle-pages/progress/queries";
import { answersText, type CancellingNumbers, cancelCycle, cancellingNumbers } from "@/lib/features/cycles/cancelling/commands";
import { type ClosingNumbers, closingNumbers, earlyText, outstandingText } from "@/lib/features/cycles/closing/queries";
import { graspCounts } from "@/lib/features/cycles/next-step/rules";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { cycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { cycleHref, periodText, sheetsInState } from "@/lib/labels/cycle-texts";
import { dayWithWeekday } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { BEFORE_A_CHANGE } from "@/lib/server/use-cases/takes-out";
import { reading } from "@/lib/server/use-cases/use-case";

/** 「未提出35枚のまま、19日早く締め切る」 */
function closingButton({ outstanding, daysEarly }: ClosingNumbers): string {
  const how = [...(outstanding === 0 ? [] : [`未提出${outstanding}枚のまま`]), ...(daysEarly === 0 ? [] : [`${daysEarly}日早く`])].join("、");
  return how === "" ? "回答を締め切り、確認に移る" : `${how}締め切る`;
}

/** The consequences for respondents and reviewers. */
function closingFollows({ outstanding, returned }: ClosingNumbers): string[] {
  const left = outstanding - returned;
  return [
    ...(left === 0 ? [] : [`未着手・回答中の${left}枚は、回答も提出もできなくなり、数値に入りません。`]),
    ...(returned === 0 ? [] : [`差戻しの${returned}枚は、直して提出できます。提出し直されるまで承認できません。`]),
    "提出された点検票は、そのまま確認できます。このあと差し戻した点検票も、直して提出できます。",
    "あとから、理由を書いて回答の受付に戻せます。回答は消えません。",
  ];
}

const readClosing = reading({
  of: reviewCycle,
  takesOut: BEFORE_A_CHANGE,
  on: cycle.seen,
  run: async ({ transaction, subject, now }) => granted({ cycle: subject, numbers: await closingNumbers(transaction, subject, now) }),
});

/** The numbers before answering is closed; redirects to the cycle if it is not open. */
export async function loadClosing(cycleId: string): Promise<ClosingView> {
  const visitor = await requireVisitor();
  const { cycle: open, numbers } = valueOrPage(await readClosing(visitor, { cycleId }, new Date()));
  if (open.state !== "open") redirect(cycleHref(cycleId) as Route);
  const { outstanding } = numbers;
  return {
    ...{ cycleId, cycleTitle: open.title, backHref: cycleHref(cycleId), confirmed: outstanding, button: closingButton(numbers) },
    title: `${outstandingText(numbers)}。`,
    dueText: `${earlyText(numbers)}。`,
    outstandingHref: outstanding === 0 ? null : sheetsInState(cycleId, "outstanding"),
    follows: closingFollows(numbers),
  };
}

/** The consequences for respondents, for the figures, and for the person who cancels. */
function cancellingFollows(state: CycleState, { sheets, answers }: CancellingNumbers): string[] {
  return [
    ...(state === "planned" ? [] : [`配った点検票${sheets}枚は、回答も提出もできなくなります。回答する人の一覧に、取りやめたことと理由を知らせます。`]),
    ...(answers === 0 ? [] : [`回答${answers}件は消えずに残りますが、どの数値にも入りません。`]),
    "この回は取りやめた回として残り、数値・推移・前回との比較・提出に入りません。",
    "あとから、理由を書いて元に戻せます。点検票も回答も、取りやめる前のまま戻ります。",
  ];
}

const readCancelling = reading({
  of: cancelCycle,
  takesOut: BEFORE_A_CHANGE,
  on: cycle.seen,
  run: async ({ transaction, subject }) => granted({ cycle: subject, numbers: await cancellingNumbers(transaction, subject) }),
});

/** The effects of cancelling, or why it is impossible; redirects to the cycle if its answering is closed. */
export async function loadCancelling(cycleId: string): Promise<CancellingView> {
  const visitor = await requireVisitor();
  const { cycle: found, numbers } = valueOrPage(await readCancelling(visitor, { cycleId }, new Date()));
  if (changeable(found.state) === "nothing") redirect(cycleHref(cycleId) as Route);
  const { answers, submitted } = numbers;
  return {
    ...{ cycleId, cycleTitle: found.title, backHref: cycleHref(cycleId), confirmed: answers },
    problem: submitted ? cycleRefusal({ code: "wasSubmitted" }).detail : null,
    title: found.state === "planned" ? "点検票はまだ配っていません。" : `${answersText(numbers)}。`,
    dates: `期間は${periodText(found.periodFrom, found.periodTo)}、回答の期限は${dayWithWeekday(found.dueOn)}です。`,
    follows: cancellingFollows(found.state, numbers),
    button: answers === 0 ? "この回を取りやめる" : `回答${answers}件のある、この回を取りやめる`,
  };
}

const readRunning = reading({
  of: changePlan,
  takesOut: BEFORE_A_CHANGE,
  on: cycle.seen,
  run: async ({ transaction, subject }) =>
    granted({ cycle: subject, sheets: graspCounts(totalCounts(await countStates(transaction, subject.id, null))).outstanding }),
});

/** Title and dates of an open cycle. */
export async function loadRunningPlan(cycleId: string): Promise<RunningPlanView | null> {
  const visitor = await requireVisitor();
  const { cycle: running, sheets } = valueOrPage(await readRunning(visitor, { cycleId }, new Date()));
  if (changeable(running.state) !== "titleAndDates") return null;
  const { title, periodFrom: from, periodTo: to, dueOn } = running;
  return {
    cycleId,
    cycleTitle: title,
    backHref: cycleHref(cycleId),
    title,
    from,
    to,
    dueOn,
    respondentsText: `提出されていない点検票${sheets}枚の担当の人に、変わったところと理由が見えます。`,
  };
}
