import type { GapReport } from "@/lib/domain/gap/report";
import { PHASES, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { differenceText, percentText } from "@/lib/domain/scoring/display";
import type { Rational } from "@/lib/domain/shared/rational";
import { absenceOfGroup, rateCell } from "@/lib/features/results/figures/parts";
import { reportRate, scopeText } from "@/lib/features/results/gap-rates/texts";
import type { GapNumberRow, GapReportView } from "@/lib/features/results/gap-report/view";
import { periodText } from "@/lib/labels/cycle-texts";
import { itemsHref } from "@/lib/labels/item-addresses";
import { dateText, dateTimeText } from "@/lib/labels/japanese-date";
import { KIND_WORDS, phaseWord, RATIO_WORDS } from "@/lib/labels/score-words";
import { actedBy, revisionText } from "@/lib/labels/words";

/** Who may read it, on the cover and at the foot of each printed page. */
export const HANDLING = "関係者限り";

/** What the report is, on its first page. `filterText`: what the report is narrowed to, which its paper has to say too. */
export function coverOf({ cover, grasp }: GapReport, filterText: string | null): GapReportView["cover"] {
  const { edition, approval } = cover;
  return [
    { term: "事業者", description: cover.operator.name },
    { term: "点検の回", description: cover.cycle.title },
    { term: "対象期間", description: periodText(cover.period.from, cover.period.to) },
    { term: "ガイドライン", description: `${edition.title} ${edition.editionLabel}（${revisionText(edition.revision)}）` },
    { term: "範囲", description: `${scopeText(cover)}（点検票 ${grasp.now.handedOut}枚を配布、${grasp.now.counted}枚を提出）` },
    ...(filterText === null ? [] : [{ term: "絞込み", description: filterText }]),
    { term: "取扱い", description: HANDLING },
    { term: "承認", description: approval === null ? "未承認（案）" : `${dateText(new Date(approval.at))}　${actedBy(approval.by, approval.represented)}` },
    { term: "作成", description: dateTimeText(new Date(cover.createdAt)) },
  ];
}

const difference = (now: Rational | null, last: Rational | null | undefined): string => (now && last ? differenceText(now, last) : "－");

function numberRow(report: GapReport, tier: Tier, phase: Phase | null): GapNumberRow {
  const { now, previous } = phase === null ? report.tiers : report.byPhase[phase];
  const [mine, last] = [now[tier], previous?.[tier]];
  const text = (when: "now" | "previous", of: "implementationRate" | "attainmentRate"): string => reportRate(report, phase, tier, when, of) ?? "－";
  return {
    ...{
      key: phase ?? "total",
      label: phase === null ? "全体" : phaseWord(phase, report.cover.edition.kind),
      total: phase === null,
      items: mine.itemsWithDuty,
      href: itemsHref(report.cover.cycle.id, { tier, phase: phase ?? undefined }),
    },
    rate: text("now", "implementationRate"),
    rateLast: text("previous", "implementationRate"),
    rateDifference: difference(mine.implementationRate, last?.implementationRate),
    attainment: text("now", "attainmentRate"),
    attainmentLast: text("previous", "attainmentRate"),
    attainmentDifference: difference(mine.attainmentRate, last?.attainmentRate),
  };
}

/** The figures by tier; without tiers that nobody was asked about. */
export function gapNumbers(report: GapReport): GapReportView["numbers"] {
  const { tiers, grasp, cover } = report;
  const words = KIND_WORDS[cover.edition.kind];
  const graspText = (one: { rate: Rational | null }): string => (one.rate === null ? "配布なし" : `${percentText(one.rate)}%`);
  const basis = `提出された点検票 ${grasp.now.counted}枚（把握率 ${graspText(grasp.now)}${grasp.previous === null ? "" : `、前回 ${graspText(grasp.previous)}`}）による。`;
  return TIERS.filter((tier) => tier === "required" || tiers.now[tier].items > 0).map((tier) => {
    const percent = (of: "selfCheckRate" | "fulfilment"): string => {
      const text = reportRate(report, null, tier, "now", of) ?? "";
      return tiers.now[tier][of] === null ? text : `${text}%`;
    };
    return {
      tier: words.tiers[tier],
      caption: `${words.tiers[tier]}。率は %、差はポイント。${basis}`,
      rows: [...PHASES, null].map((phase) => numberRow(report, tier, phase)),
      note: `${words.selfCheck.name}（${words.selfCheck.note}）${percent("selfCheckRate")}。充足度 ${percent("fulfilment")}（${words.partial}を½とした独自の数値で、公式ではありません）。率のないところの「${RATIO_WORDS.notGrasped}」は提出された回答がないもの、「${RATIO_WORDS.noDuty}」は回答がすべて「${words.notApplicable}」のもの、「${RATIO_WORDS.notAsked}」はどの点検票でも聞いていないものです。`,
    };
  });
}

/** Sections with their gaps under their phase, by tier. `firstGap`: the first gap of a section's tier that the page shows; `lacking`: with 未実施. */
export const gapSections = (
  { sections, cover, grasp }: GapReport,
  firstGap: (section: string, tier: Tier, lacking: boolean) => string | null,
): GapReportView["sections"] =>
  TIERS.flatMap((tier) => {
    const groups = PHASES.flatMap((phase) => {
      const rows = sections
        .filter((section) => section.phase === phase && section.tier === tier)
        .map(({ section, code, heading, tiers, gaps, withNotImplemented }) => ({
          ...{ key: section, code, heading, gaps, withNotImplemented, items: tiers[tier].items },
          rate: rateCell(tiers[tier].implementationRate, absenceOfGroup(grasp.now, tiers[tier])),
          href: itemsHref(cover.cycle.id, { tier, section }),
          gapsHref: firstGap(section, tier, false),
          lackingHref: firstGap(section, tier, true),
        }));
      return rows.length === 0 ? [] : [{ label: phaseWord(phase, cover.edition.kind), rows }];
    });
    return groups.length === 0 ? [] : [{ tier: KIND_WORDS[cover.edition.kind].tiers[tier], groups }];
  });
