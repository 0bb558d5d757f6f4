import "server-only";
import { z } from "zod";
import { decide } from "@/lib/domain/access/permission";
import { TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { Memo, oncePer } from "@/lib/domain/shared/memo";
import { granted } from "@/lib/domain/shared/result";
import { departmentRows, totalRow } from "@/lib/features/cycle-pages/progress/pages";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { dutiesOf } from "@/lib/features/cycles/next-step/rules";
import { firstStep, nextStep, stepElsewhere } from "@/lib/features/cycles/next-step/texts";
import { type DashboardFacts, readDashboard } from "@/lib/features/dashboard/facts/queries";
import type { DashboardView, TrendView } from "@/lib/features/dashboard/record/view";
import { trendNames } from "@/lib/features/dashboard/trend/parts";
import {
  askedWithin,
  departmentTabs,
  inDepartment,
  narrowed,
  type OwnDepartment,
  ofDepartment,
  switchedDepartment,
} from "@/lib/features/results/department/queries";
import { absenceOfItems, rateFigure } from "@/lib/features/results/figures/parts";
import { ruleRows } from "@/lib/features/results/gap-report/parts";
import { numbersView } from "@/lib/features/results/numbers/parts";
import { scoreTable } from "@/lib/features/results/score-table/parts";
import { readScores, type ScoredCycle } from "@/lib/features/results/scores/queries";
import { tierShown } from "@/lib/features/results/scores-page/pages";
import { staffingCounts } from "@/lib/features/staffing/counts/queries";
import { staffingLines } from "@/lib/features/staffing/pages";
import { waitingLates } from "@/lib/features/submissions/late/queries";
import { lateView } from "@/lib/features/submissions/late/texts";
import { CYCLES_HREF, cycleHref, OPERATOR_HREF, periodText } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { sentence } from "@/lib/labels/own-direction";
import { recordLinks } from "@/lib/labels/record-links";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { lastChanges } from "@/lib/server/audit/last-changes";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { type Asking, ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";
import type { AddressQuery } from "@/lib/validation/address";

function trendView(history: readonly ScoredCycle[], tier: Tier, department: string | null): TrendView | null {
  const kind = history[0]?.scores.kind;
  if (history.length < 2 || kind === undefined) return null;
  const series = (name: string, of: "implementationRate" | "attainmentRate") => ({
    name,
    values: history.map(({ scores }) => rateFigure(scores.tiers[tier][of], absenceOfItems(scores.items, tier))),
  });
  const names = trendNames(history.map(({ cycle }) => cycle));
  return {
    periods: names.map((one, place) => ({ ...one, href: behind(history[place]?.cycle.id ?? "", department).items({ tier }) })),
    series: [
      series(KIND_WORDS[kind].rate, "implementationRate"),
      series("到達率", "attainmentRate"),
      { name: "把握率", values: history.map(({ scores }) => rateFigure(scores.grasp.rate, "notAsked")) },
    ],
  };
}

type Shown = Pick<DashboardView, "tiers" | "tiersNote" | "numbers" | "table" | "scoresHref" | "trend" | "rules" | "reportHref" | "progress">;

const dashboardHref = (query: Readonly<Record<string, string | undefined>>): string =>
  `${OPERATOR_HREF}?${new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()}`;

function choiceViews({ cycle, choices }: DashboardFacts, own: OwnDepartment): DashboardView["choices"] {
  if (choices.length < 2 && choices[0]?.id === cycle.id) return [];
  return choices.map(({ id, title, state }) => ({ title, state, href: inDepartment(own, dashboardHref({ cycle: id })), current: id === cycle.id }));
}

type Figures = Pick<Shown, "numbers" | "table" | "trend" | "rules">;

function makeFigures({ cycle, index, history, rules, names }: DashboardFacts, tier: Tier, department: string | null): Figures {
  const to = behind(cycle.id, department);
  const now = history.at(-1)?.scores ?? null;
  const last = history.at(-2)?.scores ?? null;
  return {
    numbers: now === null ? null : numbersView(tier, now, last, to),
    table: now === null ? null : scoreTable("section", { index, tier, now, last, names, to, summed: true }),
    trend: trendView(history, tier, department),
    rules: rules === null ? null : ruleRows(rules, tier, index.edition.kind),
  };
}

/** The figures by tier, made once for figures that are kept, of a cycle and department: they take as long as the queries. No name of a department is in them. */
const figuresOf = oncePer((_history: DashboardFacts["history"]) => new Memo<Tier, Figures>());

function shown(facts: DashboardFacts, tier: Tier, own: OwnDepartment, wanted: string | undefined): Shown {
  const { cycle, index, circumstances, departments, history, rules } = facts;
  const hasScores = history.length > 0;
  const words = KIND_WORDS[index.edition.kind];
  return {
    tiers: !hasScores
      ? []
      : TIERS.map((name) => ({ label: words.tiers[name], href: inDepartment(own, dashboardHref({ cycle: wanted, tier: name })), current: name === tier })),
    ...figuresOf(history).of(tier, () => makeFigures(facts, tier, own.id)),
    tiersNote: hasScores ? tiersNote(index.edition) : null,
    scoresHref: hasScores ? inDepartment(own, cycleHref(cycle.id, "scores")) : null,
    reportHref: rules === null ? null : cycleHref(cycle.id, "gap-report"),
    progress:
      cycle.state === "planned"
        ? null
        : {
            rows: departmentRows(departments, behind(cycle.id, own.id)),
            total: totalRow(departments, circumstances.counts, behind(cycle.id, own.id)),
            href: inDepartment(own, cycleHref(cycle.id, "progress")),
          },
  };
}

const NOTHING: Shown = { tiers: [], tiersNote: null, numbers: null, table: null, scoresHref: null, trend: null, rules: null, reportHref: null, progress: null };

/** Which figures the visitor may see of the operator, or of a department. */
function figuresFor({ operatorId }: { readonly operatorId: string }, { visitor: { actor } }: Asking, department: string | null) {
  const may = (action: "scores.read" | "gapReport.read"): boolean => decide(actor, action, { operatorId, departmentId: department }).ok;
  return { scores: may("scores.read"), report: may("gapReport.read") };
}

export const readOverseeing = reading({
  of: readCycleProgress,
  entry: readScores,
  takesOut: {
    when: (subject, asking, { department }) => {
      const { scores, report } = figuresFor(subject, asking, department);
      return scores || report;
    },
  },
  on: ofOwnOperator("dashboard"),
  input: ofDepartment.extend({ wanted: z.string().optional() }),
  narrows: narrowed,
  async run({ transaction, subject, input: { department, wanted }, visitor, now }) {
    const changes = await lastChanges(transaction);
    const scope = { ...figuresFor(subject, { visitor, now }, department), department };
    const facts = await readDashboard(transaction, visitor, scope, wanted, changes, now);
    if (!facts.ok) return facts;
    return granted({
      facts: facts.value,
      staffing: await staffingCounts(transaction, visitor, changes, now),
      lates: await waitingLates(transaction, visitor, now),
    });
  },
});

const shownOn = z.object({ cycle: z.string().optional(), tier: tierShown });

/** The next step and the present figures, for everybody who oversees an operator. */
export async function loadDashboard(query: AddressQuery): Promise<DashboardView & UnusedView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const own = switchedDepartment(visitor, "progress.read", query);
  const department = own.id;
  const { parts, unused } = askedWithin(own, shownOn, query);
  const { cycle: wanted, tier } = parts;
  const { facts, staffing, lates } = valueOrPage(await readOverseeing(visitor, { department, ...(wanted === undefined ? {} : { wanted }) }, now));
  const everywhere = {
    ...{ cyclesHref: CYCLES_HREF, records: recordLinks(visitor.actor), staffing: staffing && staffingLines(staffing) },
    lates: lates.map(lateView),
    unused: unusedText(unused),
  };
  if (facts === null) {
    return {
      title: "自己点検の状況",
      note: visitor.account.operatorName ?? "",
      next: firstStep(dutiesOf(visitor)),
      cycle: null,
      choices: [],
      departments: [],
      ...everywhere,
      ...NOTHING,
    };
  }
  const { cycle, index, circumstances } = facts;
  const where =
    department === null ? (visitor.account.operatorName ?? "") : sentence`${visitor.account.operatorName ?? ""} ${facts.names.get(department) ?? ""}`;
  return {
    title: sentence`${cycle.title}の状況`,
    note: sentence`${where}　${index.edition.title} ${index.edition.editionLabel}　${periodText(cycle.periodFrom, cycle.periodTo)}（提出済みの点検票だけを集計）`,
    next: stepElsewhere(nextStep(cycle, circumstances, dutiesOf(visitor, cycle), now), (href) => inDepartment(own, href)),
    cycle: { title: cycle.title, href: inDepartment(own, cycleHref(cycle.id)), state: cycle.state },
    choices: choiceViews(facts, own),
    departments: departmentTabs(own, facts.names, dashboardHref({ cycle: wanted, tier })),
    ...everywhere,
    ...shown(facts, tier, own, wanted),
  };
}
