import "server-only";
import { headers } from "next/headers";
import { hasFigures } from "@/lib/domain/checking/cycle";
import type { GapReport } from "@/lib/domain/gap/report";
import { PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { percentText } from "@/lib/domain/scoring/display";
import type { Rational } from "@/lib/domain/shared/rational";
import { granted } from "@/lib/domain/shared/result";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { cycle } from "@/lib/features/cycles/record/record";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import { definitionsOf } from "@/lib/features/results/figures/texts";
import { reportRate, scopeText } from "@/lib/features/results/gap-rates/texts";
import { ruleGroups } from "@/lib/features/results/gap-report/parts";
import { gapReportOf, type NamedGapReport, readGapReport } from "@/lib/features/results/gap-report/queries";
import { gapEntry, gapNumbers, gapSections } from "@/lib/features/results/gap-report/texts";
import type { GapReportView } from "@/lib/features/results/gap-report/view";
import { cycleHref, periodText } from "@/lib/labels/cycle-texts";
import { dateText, dateTimeText } from "@/lib/labels/japanese-date";
import { KIND_WORDS, phaseWord } from "@/lib/labels/score-words";
import { revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

function coverOf({ cover, grasp }: GapReport): GapReportView["cover"] {
  const { edition, approval } = cover;
  return [
    { term: "事業者", description: cover.operator.name },
    { term: "対象期間", description: periodText(cover.period.from, cover.period.to) },
    { term: "ガイドライン", description: `${edition.title} ${edition.editionLabel}（${revisionText(edition.revision)}）` },
    { term: "範囲", description: `${scopeText(cover)}（点検票 ${grasp.now.handedOut}枚を配布、${grasp.now.counted}枚を提出）` },
    { term: "承認", description: approval === null ? "未承認（案）" : `${dateText(new Date(approval.at))}　${approval.by}` },
    { term: "作成", description: dateTimeText(new Date(cover.createdAt)) },
  ];
}

function summaryOf(report: GapReport): string {
  const { grasp, gaps, cover } = report;
  const words = KIND_WORDS[cover.edition.kind];
  const { now, previous } = report.tiers;
  const percent = (rate: Rational): string => `${percentText(rate)}%`;
  const said = (of: "implementationRate" | "attainmentRate"): string => {
    const [rate, last] = [now.required[of], previous?.required[of] ?? null];
    const text = rate === null ? `算出できません（${reportRate(report, null, "required", "now", of) ?? ""}）` : percent(rate);
    return `${text}${last === null ? "" : `（前回 ${percent(last)}）`}`;
  };
  const required = gaps.filter(({ tier }) => tier === "required");
  const outstanding = grasp.now.handedOut - grasp.now.counted;
  return [
    `${words.tiers.required}の${words.rate}は ${said("implementationRate")}、到達率は ${said("attainmentRate")}です。`,
    `把握率は ${grasp.now.rate === null ? "配布なし" : percent(grasp.now.rate)}で、${outstanding === 0 ? "未提出の点検票はありません。" : `未提出の点検票が${outstanding}枚あります。`}`,
    `改善が必要な${words.tiers.required}は${required.length}件、うち${words.notImplemented}を含むものが${required.filter(({ notImplemented }) => notImplemented > 0).length}件です。`,
  ].join("");
}

/** The number of gaps of each tier in the report. */
function gapsNote({ gaps, cover }: GapReport): string {
  const words = KIND_WORDS[cover.edition.kind].tiers;
  const [required, reference] = TIERS.map((tier) => gaps.filter((gap) => gap.tier === tier).length);
  return `${words.required}は${required}件です。${reference === 0 ? "" : `回答された${words.reference}のうち満たしていない${reference}件も、続けて示します。`}`;
}

/** The report as its page shows it. */
export function gapReportView({ report, names, index }: NamedGapReport, cycleId: string, nonce: string): GapReportView {
  const { cover } = report;
  const { id, kind } = cover.edition;
  const wording = wordingOfEdition(id);
  const api = `/api/v1/cycles/${cycleId}/gap-report`;
  return {
    status: "shown",
    ...{ kind, backHref: cycleHref(cycleId), cycleTitle: cover.cycle.title, nonce, draft: cover.approval === null },
    createdText: `${dateText(new Date(cover.createdAt))}に作成。${cover.approval === null ? "回答が変わると、開き直したときに新しくなります。" : "承認された回答による報告書です。"}`,
    ...{ csvHref: `${api}.csv`, jsonHref: `${api}.json`, cover: coverOf(report), summary: summaryOf(report), numbers: gapNumbers(report) },
    rateWord: KIND_WORDS[kind].rate,
    lackingWord: `${KIND_WORDS[kind].notImplemented}を含む`,
    rules: ruleGroups(report, { index, names, gaps: new Set(report.gaps.map(({ id }) => id)) }),
    sections: gapSections(report),
    gapsNote: gapsNote(report),
    phases: PHASES.flatMap((phase) => {
      const gaps = report.gaps.filter((gap) => gap.phase === phase);
      return gaps.length === 0 ? [] : [{ label: phaseWord(phase, kind), gaps: gaps.map((gap) => gapEntry(gap, kind, index.titles, wording)) }];
    }),
    definitions: definitionsOf(kind),
  };
}

const readReportPage = reading({
  of: readGapReport,
  on: cycle.seen,
  run: async ({ transaction, subject, now }) =>
    granted({ cycle: subject, report: hasFigures(subject.state) ? await gapReportOf(transaction, subject, now) : null }),
});

/** 要改善事項報告書 of a cycle; a placeholder before its sheets are handed out. */
export async function loadGapReport(cycleId: string): Promise<GapReportView | PlannedView> {
  const visitor = await requireVisitor();
  const { cycle: shown, report } = valueOrPage(await readReportPage(visitor, { cycleId }, new Date()));
  return report === null
    ? plannedView(visitor, shown, "要改善事項報告書", "点検票を配ると、要改善事項報告書を作れます。")
    : gapReportView(report, cycleId, (await headers()).get("x-nonce") ?? "");
}
