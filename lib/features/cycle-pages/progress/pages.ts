import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { SHEET_FILTERS, SHEET_STATES } from "@/lib/domain/checking/state";
import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { percentText } from "@/lib/domain/scoring/display";
import { ratio, toNumber } from "@/lib/domain/shared/rational";
import { granted } from "@/lib/domain/shared/result";
import {
  countNoted,
  countStates,
  departmentCounts,
  readCycleProgress,
  readProgress,
  readSystems,
  type SystemOfSheets,
  totalCounts,
  totalNoted,
} from "@/lib/features/cycle-pages/progress/queries";
import type { FilterView, ProgressRowView, ProgressSheetView, ProgressView } from "@/lib/features/cycle-pages/progress/view";
import { graspCounts } from "@/lib/features/cycles/next-step/rules";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { readPlaceNames } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { type Progress, type ProgressSheet, progressQuery, type StateCounts } from "@/lib/features/cycles/record/schema";
import { readsAnswersOf } from "@/lib/features/results/answer-places/rules";
import { askedWithin, departmentTabs, inDepartment, narrowed, ofDepartment, ownDepartment } from "@/lib/features/results/department/queries";
import { assignableAmong } from "@/lib/features/staffing/assignment/queries";
import { type CountedToCome, countToCome } from "@/lib/features/staffing/counts/queries";
import { cycleHref, periodText, sheetsInState } from "@/lib/labels/cycle-texts";
import { type Behind, behind } from "@/lib/labels/item-addresses";
import { dayTimeText } from "@/lib/labels/japanese-date";
import { namesText } from "@/lib/labels/own-direction";
import { SHEET_STATE_WORDS, WITHDRAWN_WORDS } from "@/lib/labels/state-words";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { ROLE_WORDS, WHOLE_OPERATOR, WITHOUT_SYSTEM } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import type { AddressQuery } from "@/lib/validation/address";
import { pagerView } from "@/lib/validation/paging";

export const FILTER_WORDS = {
  ...SHEET_STATE_WORDS,
  handedOut: "配布した点検票（取下げを除く）",
  outstanding: "未提出（未着手・回答中・差戻し）",
  unanswerable: "回答する人がいない",
} as const;

/** One row of the table of sheets by department. `unanswerable`: how many nobody can answer; `sheets`: where they are listed. */
export function progressRow(key: string, label: string, counts: StateCounts, unanswerable: number, sheets: Behind["sheets"]): ProgressRowView {
  const { handedOut, counted } = graspCounts(counts);
  const rate = handedOut === 0 ? null : ratio(counted, handedOut);
  return {
    ...{ key, label, counts, unanswerable, handedOut, counted, graspText: `${counted}／${handedOut}枚` },
    rateText: rate === null ? "配布なし" : percentText(rate),
    percent: rate === null ? 0 : toNumber(rate) * 100,
    href: sheets({ state: "handedOut" }),
    stateHrefs: Object.fromEntries([...SHEET_STATES, "unanswerable" as const].map((state) => [state, sheets({ state })])) as ProgressRowView["stateHrefs"],
  };
}

const nameOf = (departmentId: string | null, name: string | null): string => (departmentId === null ? WHOLE_OPERATOR.row : (name ?? ""));

/** The choices of a filter by department: those with sheets, and the sheets of the whole operator. */
export const departmentChoices = (departments: Progress["departments"]): (readonly [string, string])[] =>
  departments.map(({ departmentId, departmentName }) => [departmentId ?? NO_DEPARTMENT, nameOf(departmentId, departmentName)]);

/** The choices of a filter by critical system; none where no sheet has one. */
export const systemChoices = (systems: readonly SystemOfSheets[]): (readonly [string, string])[] =>
  systems.every(({ systemId }) => systemId === null)
    ? []
    : systems.map(({ systemId, systemName }) => [systemId ?? NO_SYSTEM, systemId === null ? WITHOUT_SYSTEM : (systemName ?? "")]);

export const departmentRows = (departments: Progress["departments"], to: Behind): ProgressRowView[] =>
  departments.map(({ departmentId, departmentName, counts, unanswerable }) => {
    const department = departmentId ?? NO_DEPARTMENT;
    return progressRow(department, nameOf(departmentId, departmentName), counts, unanswerable, (query) => to.sheets({ ...query, department }));
  });

/** The row of a sum over departments. */
export const totalRow = (departments: Progress["departments"], counts: StateCounts, to: Behind): ProgressRowView =>
  progressRow(
    "total",
    "計",
    counts,
    departments.reduce((total, { unanswerable }) => total + unanswerable, 0),
    to.sheets,
  );

const filter = (value: string | undefined, all: string, options: readonly (readonly [string, string])[]): FilterView => ({
  value: value ?? "",
  options: [{ value: "", label: all }, ...options.map(([id, label]) => ({ value: id, label }))],
});

const sheetView = (sheet: ProgressSheet, linked: boolean, assignable: boolean): ProgressSheetView => ({
  id: sheet.id,
  href: linked ? `/operator/sheets/${sheet.id}?from=progress` : null,
  assignmentHref: assignable ? `/operator/sheets/${sheet.id}/assignment` : null,
  role: ROLE_WORDS[sheet.role],
  place: sheet.systemName ?? sheet.departmentName ?? WHOLE_OPERATOR.short,
  respondents: namesText(sheet.respondents, 3),
  ...{ state: sheet.state, answered: sheet.answered, measures: sheet.measures, unanswerable: sheet.unanswerable },
  becauseText: sheet.withdrawnBecause === null ? null : WITHDRAWN_WORDS[sheet.withdrawnBecause],
  handedInText: sheet.handedInAt === null ? "" : dayTimeText(new Date(sheet.handedInAt)),
});

export const readProgressPage = reading({
  of: readCycleProgress,
  on: cycle.seen,
  input: ofDepartment.extend({ query: progressQuery }),
  narrows: narrowed,
  run: async ({ transaction, subject, visitor, now, input: { department, query } }) => {
    const progress = await readProgress(transaction, subject.id, query, query.department ?? null);
    return granted({
      ...{ cycle: subject, progress },
      assignable: await assignableAmong(transaction, visitor, subject, progress.items, now),
      whole: await countStates(transaction, subject.id, department),
      noted: await countNoted(transaction, subject.id, department),
      names: await readPlaceNames(transaction),
      systems: await readSystems(transaction, subject.id, department),
      toCome: subject.state === "open" && mayAtOwn(visitor.actor, "cycle.open") ? await countToCome(transaction, subject, now) : null,
    });
  },
});

/** What handing out later adds, or why it cannot, in words. */
export function toComeTexts({ people, posts, askedAgain, whyNot }: CountedToCome): { readonly text: string; readonly button: string | null } {
  const sheets = people + posts;
  if (sheets === 0) return { text: "まだ配っていない点検票はありません。", button: null };
  const parts = [...(people === 0 ? [] : [`人の点検票が${people}枚`]), ...(posts === 0 ? [] : [`役職の点検票が${posts}枚`])];
  const text = `まだ配っていない${parts.join("、")}あります。`;
  if (whyNot !== null) return { text: `${text}${whyNot}`, button: null };
  const again = `空席のため外した項目${askedAgain}件を、配るとまた聞きます。配った点検票を取り下げれば、外した状態に戻ります。`;
  return { text: askedAgain === 0 ? text : text + again, button: `まだ配っていない点検票${sheets}枚を配る` };
}

/** Progress of a cycle's sheets, by department and one by one. */
export async function loadProgress(cycleId: string, sent: AddressQuery): Promise<(ProgressView & UnusedView) | PlannedView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const own = ownDepartment(visitor, "progress.read", sent);
  const { parts, unused } = askedWithin(own, progressQuery, sent);
  const query = own.id === null ? parts : { ...parts, department: own.id };
  const {
    cycle: shown,
    progress,
    whole,
    noted,
    names,
    systems,
    toCome,
    assignable,
  } = valueOrPage(await readProgressPage(visitor, { cycleId, department: own.id, query }, now));
  if (shown.state === "planned") return plannedView(visitor, shown, "進み具合", "点検票を配ると、部署ごと、1枚ごとの状態がここに並びます。");
  const departments = departmentCounts(whole, noted);
  const choices = systemChoices(systems);
  const { unanswerable, longAbsence } = totalNoted(noted);
  const reads = ({ departmentId }: ProgressSheet): boolean => readsAnswersOf(visitor.actor, departmentId);
  const running = shown.state === "open" || shown.state === "reviewing";
  const href = (page: number): string => {
    const { department, role, system, state } = query;
    const search = new URLSearchParams(
      Object.entries({ department: own.id === null ? department : undefined, role, system, state, page: String(page) }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    return inDepartment(own, `${cycleHref(cycleId, "progress")}?${search.toString()}`);
  };
  return {
    status: "shown",
    unused: unusedText(unused),
    cycleTitle: shown.title,
    backHref: inDepartment(own, cycleHref(cycleId)),
    tabs: departmentTabs(own, names, cycleHref(cycleId, "progress")),
    department: own.choices.length === 0 ? null : own.id,
    action: cycleHref(cycleId, "progress"),
    note: `${periodText(shown.periodFrom, shown.periodTo)}　把握率は、提出された点検票 ÷ 配布した点検票です。`,
    departments: departmentRows(departments, behind(cycleId, own.id)),
    total: totalRow(departments, totalCounts(whole), behind(cycleId, own.id)),
    unanswerable:
      unanswerable === 0
        ? null
        : { text: `回答する人がいない点検票が${unanswerable}枚あります`, href: inDepartment(own, sheetsInState(cycleId, "unanswerable")) },
    absenceText: longAbsence === 0 ? null : `取り下げた点検票のうち${longAbsence}枚は、本人の長期不在によるものです。`,
    sheets: progress.items.map((sheet) => sheetView(sheet, reads(sheet), assignable.has(sheet.id))),
    filters: {
      department: own.id === null ? filter(query.department, "すべての部署", departmentChoices(departments)) : null,
      role: filter(
        query.role,
        "すべての役割",
        ANSWERING_ROLES.map((role) => [role, ROLE_WORDS[role]]),
      ),
      system: choices.length === 0 ? null : filter(query.system, "すべての重要システム", choices),
      state: filter(
        query.state,
        "すべての状態",
        SHEET_FILTERS.map((state) => [state, FILTER_WORDS[state]]),
      ),
    },
    pager: pagerView(progress, "枚", href),
    withdrawHref: running && mayAtOwn(visitor.actor, "sheet.withdraw") ? href(1).replace("/progress?", "/withdraw?") : null,
    later: toCome === null ? null : { cycleId, ...toComeTexts(toCome) },
  };
}
