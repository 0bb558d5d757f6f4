import type { Gap, GapReport } from "@/lib/domain/gap/report";
import { PHASES, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { differenceText, percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio } from "@/lib/domain/scoring/measure";
import type { Rational } from "@/lib/domain/shared/rational";
import { absenceOfGroup, rateCell } from "@/lib/features/results/figures/parts";
import { reportRate } from "@/lib/features/results/gap-rates/texts";
import type { GapEntryView, GapNumberRow, GapReportView } from "@/lib/features/results/gap-report/view";
import { type ItemTitle, itemTitle } from "@/lib/labels/item-title";
import { ofChapter } from "@/lib/labels/printed-places";
import { KIND_WORDS, phaseWord, RATIO_WORDS, RULE_WORDS, tierName } from "@/lib/labels/score-words";
import { ROLE_WORDS } from "@/lib/labels/words";

const ratioText = (ratio: ItemRatio): string => (ratio.status === "scored" ? `${percentText(ratio.ratio)}%` : RATIO_WORDS[ratio.status]);
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

/** Identical remarks of several respondents at one place once, with their number. */
function remarkViews({ remarks }: Gap): GapEntryView["remarks"] {
  const together = new Map<string, number>();
  for (const { role, department, system, text } of remarks) {
    const key = JSON.stringify([[department, system, ROLE_WORDS[role]].filter(Boolean).join("・"), text]);
    together.set(key, (together.get(key) ?? 0) + 1);
  }
  return [...together].map(([key, count]) => {
    const [by = "", text = ""] = JSON.parse(key) as string[];
    return { key, by: count === 1 ? by : `${by}（${count}人）`, text };
  });
}

const referenceViews = ({ references }: Gap): GapEntryView["references"] => {
  const texts = references.map(({ citedFrom, documents }) => [citedFrom, ...documents].filter((part) => part !== "").join("、"));
  return [...new Set(texts)].map((text) => ({ key: text, text }));
};

/** One item that needs improvement, as text. */
export function gapEntry(
  gap: Gap,
  kind: GapReport["cover"]["edition"]["kind"],
  titles: ReadonlyMap<string, ItemTitle>,
  wording: GuidelineWording,
): GapEntryView {
  const words = KIND_WORDS[kind];
  const { implemented, partial, notImplemented, notApplicable, unanswered } = gap;
  const readers = gap.answeredBy.map((role) => ROLE_WORDS[role]).join("、");
  return {
    id: gap.id,
    anchor: `gap-${gap.id}`,
    ...itemTitle({ titles }, gap.id),
    answer: notImplemented > 0 ? "notImplemented" : "partial",
    tierWord: tierName(kind, gap),
    rules: gap.rules.map((code) => RULE_WORDS[kind][code].name),
    paragraphs: gap.text.split("\n"),
    actors: gap.actors.length === 0 ? `印字なし（${readers}が回答。本ポータルの編集による割当て）` : gap.actors.join("、"),
    answeredBy: readers,
    counts: { implemented, partial, notImplemented, notApplicable, unanswered },
    ratioText: `${words.itemRate} ${ratioText(gap.ratio)}（責務のある ${gap.duty}枚のうち ${implemented}枚）`,
    lastText: gap.previousRatio === null ? null : `前回 ${ratioText(gap.previousRatio)}`,
    remarks: remarkViews(gap),
    closedBy: gap.closedBy.map(({ id, text }) => ({ id, text })),
    references: referenceViews(gap),
    referencesTitle: ofChapter("参照", wording.references),
  };
}

/** Sections with their gaps under their phase, by tier. */
export const gapSections = ({ sections, cover, grasp }: GapReport): GapReportView["sections"] =>
  TIERS.flatMap((tier) => {
    const groups = PHASES.flatMap((phase) => {
      const rows = sections
        .filter((section) => section.phase === phase && section.tier === tier)
        .map(({ section, code, heading, tiers, gaps, withNotImplemented }) => ({
          ...{ key: section, code, heading, gaps, withNotImplemented, items: tiers[tier].items },
          rate: rateCell(tiers[tier].implementationRate, absenceOfGroup(grasp.now, tiers[tier])),
        }));
      return rows.length === 0 ? [] : [{ label: phaseWord(phase, cover.edition.kind), rows }];
    });
    return groups.length === 0 ? [] : [{ tier: KIND_WORDS[cover.edition.kind].tiers[tier], groups }];
  });
