import "server-only";
import { z } from "zod";
import { type Action, mayAnywhere, mayAtOwn } from "@/lib/domain/access/permission";
import { changeable, hasFigures, transitionCycle } from "@/lib/domain/checking/cycle";
import { granted } from "@/lib/domain/shared/result";
import { circumstancesOf } from "@/lib/features/cycle-pages/overview/queries";
import type { CycleOverviewView } from "@/lib/features/cycle-pages/overview/view";
import { countStates, totalCounts } from "@/lib/features/cycle-pages/progress/queries";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { signedChangeText } from "@/lib/features/cycles/changes/texts";
import { editionNames, listCycles, readCycleDetail } from "@/lib/features/cycles/list/queries";
import { approvedByOthers, dutiesOf, graspCounts } from "@/lib/features/cycles/next-step/rules";
import { nextStep, stepElsewhere } from "@/lib/features/cycles/next-step/texts";
import { leftOutViews } from "@/lib/features/cycles/plan/texts";
import { editionOf, readLeftOut, readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { CycleListView, LinkView } from "@/lib/features/cycles/record/view";
import { askedWithin, departmentTabs, inDepartment, narrowed, ofDepartment, switchedDepartment } from "@/lib/features/results/department/queries";
import { sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { type CycleSubmission, submissionsOfCycle } from "@/lib/features/submissions/record/queries";
import { versionView } from "@/lib/features/submissions/record/view";
import { atRiskNumbers, atRiskText, type SurveyAtRisk, surveysAtRisk, waitingLateText } from "@/lib/features/submissions/reopening/queries";
import { itemWord } from "@/lib/labels/answer-words";
import { CYCLES_HREF, cycleHref, examplesNoteOf, periodText, sheetsInState } from "@/lib/labels/cycle-texts";
import { calendarDate, dateText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { tiersNote } from "@/lib/labels/tiers-note";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { actedBy, revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf } from "@/lib/validation/address";
import { pageQuery, pagerView } from "@/lib/validation/paging";

const PER_PAGE = 20;

const readEditionNames = reading({
  of: listCycles,
  takesOut: { no: "names of editions" },
  on: ofOwnOperator("edition"),
  input: z.object({ editions: z.array(z.string()) }),
  run: async ({ transaction, input }) => granted(await editionNames(transaction, input.editions)),
});

const listShown = z.object({ page: pageQuery.shape.page, state: z.literal("cancelled").optional() });

/** The operator's cycles, newest first; cancelled ones are in a separate list. */
export async function loadCycles(query: AddressQuery): Promise<CycleListView & UnusedView> {
  const visitor = await requireVisitor();
  const { parts, unused } = askedOf(listShown, query);
  const [page, cancelled] = [parts.page, parts.state !== undefined];
  const now = new Date();
  const list = valueOrPage(await listCycles(visitor, { page, perPage: PER_PAGE, ...(cancelled ? { state: "cancelled" } : {}) }, now));
  const editions = valueOrPage(await readEditionNames(visitor, { editions: list.items.map(({ edition }) => edition) }, now));
  return {
    unused: unusedText(unused),
    cycles: list.items.map(({ id, title, state, edition, period, dueOn }) => ({
      ...{ id, title, state, edition: editions.get(edition) ?? edition, href: cycleHref(id), periodText: periodText(period.from, period.to) },
      dueText: dayWithWeekday(dueOn),
    })),
    pager: pagerView(list, "回", (to) => `${CYCLES_HREF}?${cancelled ? "state=cancelled&" : ""}page=${to}`),
    ...{ cancelled, otherHref: cancelled ? CYCLES_HREF : `${CYCLES_HREF}?state=cancelled` },
    newHref: dutiesOf(visitor).plans ? `${CYCLES_HREF}/new` : null,
  };
}

const EXAMPLE_WORDS = { shown: "開いて見せる（回答は任意）", optional: "たたんで見せる（回答は任意）", asked: "対策項目と同じように聞く" } as const;

function linksOf(visitor: Visitor, { id, state }: CycleRecord): LinkView[] {
  const may = (action: Action): boolean => mayAtOwn(visitor.actor, action);
  const [opened, open] = [state !== "planned", changeable(state)];
  const figures = hasFigures(state);
  const link = (label: string, text: string, leaf: Parameters<typeof cycleHref>[1]): LinkView => ({ label, text, href: cycleHref(id, leaf) });
  return [
    ...(may("cycle.plan") && open === "titleAndDates" ? [link("名前・期間・期限を変える", "理由を付けて変え、回答する人に伝える", "plan")] : []),
    ...(may("cycle.plan") && !opened
      ? [link("計画", "名前、期間、期限、点検する項目を変える", "plan"), link("配る点検票", "枚数と、回答する人のいない項目を確かめて配る", "hand-out")]
      : []),
    ...(opened && mayAnywhere(visitor.actor, "progress.read") ? [link("進み具合", "部署ごと、1枚ごとの状態を見る", "progress")] : []),
    ...(figures && mayAnywhere(visitor.actor, "scores.read") ? [link("採点", "節、観点、役割、部署、重要システムごとの数値を見る", "scores")] : []),
    ...(figures && may("gapReport.read") ? [link("要改善事項報告書", "改善が必要な項目を読む、印刷する、書き出す", "gap-report")] : []),
    ...(figures && may("cycle.preview") ? [link("提出の内容", "提出される内容そのものを確かめる", "submit")] : []),
    ...(may("cycle.cancel") && open !== "nothing" ? [link("取りやめる", "誤って計画した回や二重の回を、理由を付けて取りやめる", "cancel")] : []),
  ];
}

/** The effects of reopening: on approval, on submissions, and the state of the due date. */
function reopenText(
  { state, dueOn }: CycleRecord,
  { submissions, surveys, late }: { readonly submissions: readonly CycleSubmission[]; readonly surveys: readonly SurveyAtRisk[]; readonly late: string },
  now: Date,
): string {
  const [latest] = submissions;
  return [
    ...(state === "reviewing" ? [] : ["承認は取り消されます。"]),
    ...(latest === undefined ? [] : ["提出した内容は消えずに残り、直した結果は新しい版として提出します。"]),
    late,
    atRiskText(surveys),
    ...(dueOn < calendarDate(now) ? [`回答の期限（${dayWithWeekday(dueOn)}）は過ぎています。受付に戻したあと、期限を変えられます。`] : []),
  ].join("");
}

function outstandingText(counts: StateCounts): string | null {
  const { outstanding } = graspCounts(counts);
  return outstanding === 0 ? null : `まだ提出されていない点検票が${outstanding}枚あります。確認に移ると、差戻しのほかは回答できなくなります。`;
}

/** Sheets that approval would leave undecided: handed-in sheets count, accepted or not. */
function undecidedView(cycleId: string, counts: StateCounts): CycleOverviewView["undecided"] {
  const { handedIn } = counts;
  const { outstanding } = graspCounts(counts);
  return [
    ...(handedIn === 0
      ? []
      : [
          {
            text: `提出された点検票のうち${handedIn}枚は、まだ受理されていません。このまま承認すると、受理されないまま数えられます。`,
            label: "受理を待つ点検票を見る",
            href: sheetsInState(cycleId, "handedIn"),
          },
        ]),
    ...(outstanding === 0
      ? []
      : [
          {
            text: `提出されていない点検票が${outstanding}枚あり、数値に入りません。`,
            label: "未提出の点検票を見る",
            href: sheetsInState(cycleId, "outstanding"),
          },
        ]),
  ];
}

/** A cycle with all data of its page, for one department or all. */
const readOverview = reading({
  of: readCycleDetail,
  takesOut: { no: "a round, its changes and how many sheets are in which state" },
  may: "progress.read",
  on: cycle.seen,
  input: ofDepartment,
  narrows: narrowed,
  async run({ transaction, subject, input: { department }, visitor, now }) {
    const { id } = subject;
    const index = await editionOf(transaction, subject);
    const counts = totalCounts(await countStates(transaction, id, department));
    const circumstances = await circumstancesOf({ transaction, now }, subject, {
      counts,
      waiting: await sheetsWaitingFor(transaction, visitor, now),
      department,
    });
    const names = await readPlaceNames(transaction);
    const changes = (await readChanges(transaction, [id])).map((one) => ({ id: one.id, text: signedChangeText(one) }));
    const leftOut = leftOutViews(index, await readLeftOut(transaction, id), names);
    const surveys = await surveysAtRisk({ transaction, now }, subject);
    const submissions = await submissionsOfCycle(transaction, id);
    const late = await waitingLateText({ transaction, now }, submissions);
    return granted({ cycle: subject, surveys, index, circumstances, names, leftOut, changes, submissions, late });
  },
});

/** One cycle: its state, the next step, and links to its pages. */
export async function loadCycle(cycleId: string, query: AddressQuery): Promise<CycleOverviewView & UnusedView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const own = switchedDepartment(visitor, "progress.read", query);
  const found = valueOrPage(await readOverview(visitor, { cycleId, department: own.id }, now));
  const { cycle: shown, index, circumstances, names, leftOut, changes, submissions } = found;
  const duties = dutiesOf(visitor, shown);
  const elsewhere = (href: string): string => inDepartment(own, href);
  const { edition } = index;
  const measures = edition.items.filter(({ kind }) => kind === "measure").length;
  return {
    unused: unusedText(askedWithin(own, z.object({}), query).unused),
    ...{ id: cycleId, title: shown.title, state: shown.state, leftOut, changes, reviewHref: cycleHref(cycleId, "review") },
    note: `${periodText(shown.periodFrom, shown.periodTo)}　${edition.title} ${edition.editionLabel}`,
    next: stepElsewhere(nextStep(shown, circumstances, duties, now), elsewhere),
    departments: departmentTabs(own, names, cycleHref(cycleId)),
    facts: [
      {
        term: "ガイドライン",
        description: `${edition.title} ${edition.editionLabel}${edition.old ? "（旧版）" : ""}（${revisionText(shown.editionRevision)}）`,
      },
      { term: "期間", description: periodText(shown.periodFrom, shown.periodTo) },
      { term: "回答の期限", description: dayWithWeekday(shown.dueOn) },
      {
        term: "点検する項目",
        description:
          shown.selectedItems === null
            ? `すべての${itemWord(edition.kind)}（${measures}件）`
            : `選んだ${itemWord(edition.kind)}（${shown.selectedItems.length}件。所管省庁には提出できません）`,
      },
      ...(examplesNoteOf(edition) === null ? [] : [{ term: "具体例", description: EXAMPLE_WORDS[shown.exampleMode] }]),
      ...(shown.approvedAt === null
        ? []
        : [{ term: "承認", description: `${dateText(shown.approvedAt)}　${actedBy(shown.approvedByName ?? "", shown.approvalRepresented)}` }]),
      ...(shown.reopenedReason === null ? [] : [{ term: "回答の受付に戻した理由", description: shown.reopenedReason }]),
      ...(shown.cancelledAt === null ? [] : [{ term: "取りやめ", description: sentence`${dateText(shown.cancelledAt)}　${shown.cancelledReason ?? ""}` }]),
    ],
    tiersNote: tiersNote(edition),
    links: linksOf(visitor, shown).map((link) => ({ ...link, href: elsewhere(link.href) })),
    may: {
      review: duties.reviews && shown.state === "open",
      approve: duties.approves && shown.state === "reviewing",
      reopen: mayAtOwn(visitor.actor, "cycle.reopen") && transitionCycle(shown.state, { type: "reopen", reason: "…", closedSurveys: 0 }).ok,
      restore: shown.state === "cancelled" && mayAtOwn(visitor.actor, "cycle.cancel"),
    },
    approvedByOthers: approvedByOthers(visitor, shown),
    reopenText: reopenText(shown, found, now),
    ...atRiskNumbers(found.surveys),
    outstandingText: outstandingText(circumstances.counts),
    undecided: undecidedView(cycleId, circumstances.counts),
    submissions: duties.readsReport ? submissions.map(versionView) : [],
  };
}
