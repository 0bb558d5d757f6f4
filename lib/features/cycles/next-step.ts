import type { CycleState } from "@/lib/domain/checking/state";
import type { CycleRecord } from "@/lib/features/cycles/cycle-record";
import { CYCLES_HREF, cycleHref } from "@/lib/features/cycles/cycle-texts";
import type { StateCounts } from "@/lib/features/cycles/schema";
import type { NextStepView, StepView } from "@/lib/features/cycles/view";
import { dateText, dueText, startOfDay } from "@/lib/features/japanese-date";

/** What the visitor may do, as far as the next step depends on it. */
export interface Duties {
  readonly plans: boolean;
  readonly decides: boolean;
  readonly reviews: boolean;
  readonly readsReport: boolean;
}

const STEPS = ["planned", "open", "reviewing", "approved", "submitted"] as const satisfies readonly CycleState[];
const LABELS = { planned: "計画", open: "回答", reviewing: "確認", approved: "承認", submitted: "提出" } as const satisfies Record<CycleState, string>;

const at = (moment: Date | null): string => (moment === null ? "" : `${dateText(moment)} 済み`);

/** Sheets that were handed out and not withdrawn, and how many of them count. */
export function graspCounts(counts: StateCounts): { readonly handedOut: number; readonly counted: number; readonly outstanding: number } {
  const counted = counts.handedIn + counts.accepted;
  const outstanding = counts.notStarted + counts.inProgress + counts.returned;
  return { handedOut: counted + outstanding, counted, outstanding };
}

function stepsOf(cycle: CycleRecord, counts: StateCounts): StepView[] {
  const { handedOut, counted } = graspCounts(counts);
  const notes: Record<CycleState, string> = {
    planned: cycle.openedAt === null ? "点検票を配る前" : `${dateText(cycle.openedAt)} 配布`,
    open: handedOut === 0 ? `期限 ${dateText(startOfDay(cycle.dueOn))}` : `${counted}／${handedOut}枚 提出`,
    reviewing: `受理 ${counts.accepted}枚`,
    approved: at(cycle.approvedAt) || "CISO が承認",
    submitted: cycle.state === "submitted" ? "所管省庁へ提出済み" : "所管省庁へ",
  };
  const current = STEPS.indexOf(cycle.state);
  const state = (index: number): StepView["state"] =>
    index < current || cycle.state === "submitted" ? "done" : index === current ? "current" : "ahead";
  return STEPS.map((name, index) => ({ label: LABELS[name], note: notes[name], state: state(index) }));
}

type Step = Omit<NextStepView, "steps">;

const step = (title: string, text: string, href: string | null = null, button: string | null = null): Step => ({ title, text, href, button });

function whileOpen(cycle: CycleRecord, counts: StateCounts, duties: Duties, now: Date): Step {
  const { outstanding } = graspCounts(counts);
  const due = dueText(cycle.dueOn, now).text;
  const progress = cycleHref(cycle.id, "progress");
  if (duties.reviews && counts.handedIn > 0 && !duties.decides) {
    return step(`提出された点検票が${counts.handedIn}枚、確認を待っています`, "内容を読み、受理するか、理由を書いて差し戻します。", "/operator/review", "点検票を確かめる");
  }
  if (outstanding > 0) {
    const text = `差戻し${counts.returned}枚、回答中${counts.inProgress}枚、未着手${counts.notStarted}枚。`;
    return step(`まだ提出されていない点検票が${outstanding}枚あります（期限 ${due}）`, text, progress, "未提出の点検票を見る");
  }
  if (duties.decides) return step("すべての点検票が提出されました", "回答を締め切り、確認に移ります。", cycleHref(cycle.id), "確認に移る");
  return step("すべての点検票が提出されました", "CISO が確認に移すのを待っています。", progress, "進み具合を見る");
}

function whileReviewing(cycle: CycleRecord, counts: StateCounts, duties: Duties): Step {
  if (counts.returned > 0) {
    return step(`差戻し中の点検票が${counts.returned}枚あります`, "提出し直されるまで承認できません。", `${cycleHref(cycle.id, "progress")}?state=returned`, "差戻し中の点検票を見る");
  }
  if (duties.reviews && counts.handedIn > 0 && !duties.decides) {
    return step(`受理を待つ点検票が${counts.handedIn}枚あります`, "内容を読み、受理するか差し戻します。", "/operator/review", "点検票を確かめる");
  }
  if (duties.decides) return step("報告書を読み、承認してください", `受理${counts.accepted}枚、受理を待つもの${counts.handedIn}枚。`, cycleHref(cycle.id), "承認に進む");
  return step("CISO の承認を待っています", `受理${counts.accepted}枚、受理を待つもの${counts.handedIn}枚。`);
}

/** What comes next in a cycle, for somebody with these duties. */
export function nextStep(cycle: CycleRecord, counts: StateCounts, duties: Duties, now: Date): NextStepView {
  const steps = stepsOf(cycle, counts);
  const report = cycleHref(cycle.id, "gap-report");
  switch (cycle.state) {
    case "planned":
      return duties.plans
        ? { ...step("点検票を配ると、回答が始まります", "配る枚数と、回答する人のいない対策項目を確かめます。", cycleHref(cycle.id, "hand-out"), "配る点検票を確かめる"), steps }
        : { ...step("点検票が配られるのを待っています", "事務局か CISO が配ります。"), steps };
    case "open":
      return { ...whileOpen(cycle, counts, duties, now), steps };
    case "reviewing":
      return { ...whileReviewing(cycle, counts, duties), steps };
    case "approved":
      if (duties.decides) return { ...step("承認した結果を所管省庁に提出できます", "提出される内容そのものを確かめてから提出します。", cycleHref(cycle.id, "submit"), "提出する内容を確かめる"), steps };
      return { ...step("承認されました", "要改善事項報告書を読めます。", duties.readsReport ? report : null, duties.readsReport ? "報告書を読む" : null), steps };
    case "submitted":
      return { ...step("所管省庁に提出しました", "要改善事項の改善を進めてください。", duties.readsReport ? report : null, duties.readsReport ? "要改善事項報告書を読む" : null), steps };
  }
}

/** What comes next where there is no cycle yet. */
export const firstStep = (duties: Duties): NextStepView =>
  duties.plans
    ? { ...step("最初の点検の回を計画してください", "ガイドラインの版、期間、期限を決めると、点検票を配れます。", `${CYCLES_HREF}/new`, "点検の回を計画する"), steps: [] }
    : { ...step("点検の回はまだありません", "事務局か CISO が計画すると、ここに状況が出ます。"), steps: [] };
