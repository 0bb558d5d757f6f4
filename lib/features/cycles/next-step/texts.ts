import type { CycleState } from "@/lib/domain/checking/state";
import { type Circumstances, type Duties, graspCounts } from "@/lib/features/cycles/next-step/rules";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { overtakenPlan } from "@/lib/features/cycles/record/rules";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { Asked, NextStepView, StepView } from "@/lib/features/cycles/record/view";
import { cycleHref, NEW_CYCLE_HREF, sheetsInState, TASKS_HREF } from "@/lib/labels/cycle-texts";
import { dateText, dayText, dueText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";

const STEPS = ["planned", "open", "reviewing", "approved", "submitted"] as const satisfies readonly CycleState[];
type StepState = (typeof STEPS)[number];
const LABELS = { planned: "計画", open: "回答", reviewing: "確認", approved: "承認", submitted: "提出" } as const satisfies Record<StepState, string>;

const at = (moment: Date | null): string => (moment === null ? "" : `${dateText(moment)} 済み`);

/** Where the cycle stands on its way: what is approved waits for being submitted. A cancelled cycle is on no way. */
function stepsOf(cycle: CycleRecord, counts: StateCounts): StepView[] {
  if (cycle.state === "cancelled") return [];
  const { handedOut, counted } = graspCounts(counts);
  const notes: Record<StepState, string> = {
    planned: cycle.openedAt === null ? "点検票を配る前" : `${dateText(cycle.openedAt)} 配布`,
    open: handedOut === 0 ? `期限 ${dayText(cycle.dueOn)}` : `${counted}／${handedOut}枚 提出`,
    reviewing: `受理 ${counts.accepted}枚`,
    approved: at(cycle.approvedAt) || "CISO が承認",
    submitted: cycle.state === "submitted" ? "所管省庁へ提出済み" : "所管省庁へ",
  };
  const current = STEPS.indexOf(cycle.state === "approved" ? "submitted" : cycle.state);
  const state = (index: number): StepView["state"] => (index < current || cycle.state === "submitted" ? "done" : index === current ? "current" : "ahead");
  return STEPS.map((name, index) => ({ label: LABELS[name], note: notes[name], state: state(index) }));
}

type Step = Omit<NextStepView, "steps" | "due">;
type Link = NextStepView["links"][number];

/** Something the visitor is asked for, and the one place to do it. */
const request = (asks: Asked, title: string, text: string, href: string, button: string, links: readonly Link[] = []): Step => ({
  kind: "request",
  asks,
  title,
  text,
  href,
  button,
  links,
});

/** How things stand where the visitor has nothing to do. */
const status = (title: string, text: string, links: readonly Link[] = []): Step => ({
  kind: "status",
  asks: null,
  title,
  text,
  href: null,
  button: null,
  links,
});

const reportLink = ({ id }: CycleRecord, { readsReport }: Duties): Link[] =>
  readsReport ? [{ label: "要改善事項報告書を読む", href: cycleHref(id, "gap-report") }] : [];
const progressLink = ({ id }: CycleRecord): Link => ({ label: "進み具合を見る", href: cycleHref(id, "progress") });
const handedInLink = ({ id }: CycleRecord): Link => ({ label: "受理を待つ点検票を見る", href: sheetsInState(id, "handedIn") });

function withoutSheets(cycle: CycleRecord, departmentOnly: boolean, duties: Duties): Step {
  if (departmentOnly) return status("この回に、部署の点検票はありません", "部署の人に配られた点検票がないため、確かめるものはありません。");
  if (!duties.plans) return status("この回に、配られた点検票はありません", "点検票は、事務局か CISO が配ります。", [progressLink(cycle)]);
  return request(
    "handOut",
    "この回に、配られた点検票はありません",
    "点検票は、人と役割を登録すると配れます。",
    cycleHref(cycle.id, "progress"),
    "点検票を配る",
  );
}

/** To see to sheets that others have is asked of those who hand them out and of the department's 責任者; the others read how it stands. */
const chasing = (duties: Duties, departmentOnly: boolean, title: string, text: string, href: string, button: string): Step =>
  duties.plans || departmentOnly ? request("chase", title, text, href, button) : status(title, text, [{ label: button, href }]);

function whileOpen(cycle: CycleRecord, { counts, departmentOnly, waiting }: Circumstances, duties: Duties): Step {
  const { outstanding } = graspCounts(counts);
  const left = `まだ提出されていない点検票が${outstanding}枚あります`;
  const outstandingHref = sheetsInState(cycle.id, "outstanding");
  if (waiting > 0) {
    const links = outstanding === 0 ? [] : [{ label: "未提出の点検票を見る", href: outstandingHref }];
    const text = `内容を読み、受理するか、理由を書いて差し戻します。${outstanding === 0 ? "" : `${left}。`}`;
    return request("review", `あなたの確認を待つ点検票が${waiting}枚あります`, text, REVIEW_HREF, "点検票を確かめる", links);
  }
  if (outstanding > 0) {
    const text = `差戻し${counts.returned}枚、回答中${counts.inProgress}枚、未着手${counts.notStarted}枚。`;
    return chasing(duties, departmentOnly, left, text, outstandingHref, "未提出の点検票を見る");
  }
  if (duties.reviews)
    return request("close", "すべての点検票が提出されました", "回答を締め切り、確認に移ります。", cycleHref(cycle.id, "review"), "確認に移る");
  const whose = departmentOnly ? "部署の" : "すべての";
  return status(`${whose}点検票が提出されました`, "CISO が確認に移すのを待っています。", [progressLink(cycle)]);
}

function whileReviewing(cycle: CycleRecord, { counts, departmentOnly, waiting }: Circumstances, duties: Duties): Step {
  const missing = counts.notStarted + counts.inProgress;
  const text = `受理${counts.accepted}枚、受理を待つもの${counts.handedIn}枚${missing === 0 ? "" : `、提出されていないもの${missing}枚`}。`;
  if (waiting > 0) {
    return request(
      "review",
      `受理を待つ点検票が${waiting}枚あります`,
      "内容を読み、受理するか、理由を書いて差し戻します。",
      REVIEW_HREF,
      "点検票を確かめる",
      reportLink(cycle, duties),
    );
  }
  if (counts.returned > 0) {
    const title = `差戻し中の点検票が${counts.returned}枚あります`;
    return chasing(duties, departmentOnly, title, "提出し直されるまで承認できません。", sheetsInState(cycle.id, "returned"), "差戻し中の点検票を見る");
  }
  if (duties.approves) {
    const links = [...reportLink(cycle, duties), ...(counts.handedIn > 0 ? [handedInLink(cycle)] : [])];
    return request("approve", "報告書を読み、承認してください", text, cycleHref(cycle.id), "承認に進む", links);
  }
  return status("CISO の承認を待っています", departmentOnly ? `部署の点検票は、${text}` : text, [...reportLink(cycle, duties), progressLink(cycle)]);
}

function whenApproved(cycle: CycleRecord, { obstacle }: Circumstances, duties: Duties): Step {
  const report = reportLink(cycle, duties);
  if (!duties.submits) return status("承認されました", duties.readsReport ? "要改善事項報告書を読めます。" : "CISO が所管省庁に提出します。", report);
  if (obstacle !== null) return status("承認しました", obstacle, report);
  return request(
    "submit",
    "承認した結果を所管省庁に提出できます",
    "提出される内容そのものを確かめてから提出します。",
    cycleHref(cycle.id, "submit"),
    "提出する内容を確かめる",
    report,
  );
}

function whenCancelled({ cancelledAt, cancelledReason }: CycleRecord, { plans }: Duties): Step {
  const text = sentence`${cancelledAt === null ? "" : `${dateText(cancelledAt)}に取りやめました。`}理由：${cancelledReason ?? ""}　点検票と回答は残っていますが、数値には入りません。続けるときは元に戻し、やり直すときは新しい回を計画します。`;
  return status("この回は取りやめました", text, plans ? [{ label: "新しい回を計画する", href: NEW_CYCLE_HREF }] : []);
}

function whilePlanned(cycle: CycleRecord, { plans }: Duties, now: Date): Step {
  if (!plans) return status("点検票が配られるのを待っています", "事務局か CISO が配ります。");
  if (overtakenPlan(cycle, now) !== null) {
    const text = "このままでは点検票を配れません。日付を直すと、配れます。要らない回は、取りやめられます。";
    return request("handOut", "計画の日付が過ぎています", text, cycleHref(cycle.id, "plan"), "計画を直す");
  }
  const text = "配る枚数と、回答する人のいない対策項目を確かめます。";
  return request("handOut", "点検票を配ると、回答が始まります", text, cycleHref(cycle.id, "hand-out"), "配る点検票を確かめる");
}

function stepOf(cycle: CycleRecord, circumstances: Circumstances, duties: Duties, now: Date): Step {
  const running = cycle.state === "open" || cycle.state === "reviewing";
  if (running && circumstances.waiting === 0 && graspCounts(circumstances.counts).handedOut === 0)
    return withoutSheets(cycle, circumstances.departmentOnly, duties);
  switch (cycle.state) {
    case "planned":
      return whilePlanned(cycle, duties, now);
    case "open":
      return whileOpen(cycle, circumstances, duties);
    case "reviewing":
      return whileReviewing(cycle, circumstances, duties);
    case "approved":
      return whenApproved(cycle, circumstances, duties);
    case "submitted":
      return status("所管省庁に提出しました", "要改善事項の改善を進めます。", reportLink(cycle, duties));
    case "cancelled":
      return whenCancelled(cycle, duties);
  }
}

/** What comes next in a cycle, for somebody with these duties; how it stands where nothing is theirs to do. */
export const nextStep = (cycle: CycleRecord, circumstances: Circumstances, duties: Duties, now: Date): NextStepView => ({
  ...stepOf(cycle, circumstances, duties, now),
  due: cycle.state === "open" && graspCounts(circumstances.counts).outstanding > 0 ? dueText(cycle.dueOn, now) : null,
  steps: stepsOf(cycle, circumstances.counts),
});

/** The same step with other addresses, as of a page that speaks of one department. */
export const stepElsewhere = (step: NextStepView, address: (href: string) => string): NextStepView => ({
  ...step,
  href: step.href === null ? null : address(step.href),
  links: step.links.map((link) => ({ ...link, href: address(link.href) })),
});

/** What comes next where there is no cycle: what a round needs is prepared first, and the list of it leads on to the plan. */
export const firstStep = (duties: Duties): NextStepView => ({
  ...(duties.plans
    ? request("plan", "点検の回の準備を進めてください", "部署、重要システム、人、役割の順に整えると、点検の回を計画して配れます。", TASKS_HREF, "準備を開く", [
        { label: "点検の回を計画する", href: NEW_CYCLE_HREF },
      ])
    : status("点検の回はまだありません", "事務局か CISO が計画すると、ここに状況が出ます。")),
  due: null,
  steps: [],
});
