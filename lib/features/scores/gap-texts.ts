import type { Gap, GapReport, WithPrevious } from "@/lib/domain/gap/report";
import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { differenceText, percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio, TierScore, Tiers } from "@/lib/domain/scoring/measure";
import type { Rational } from "@/lib/domain/shared/rational";
import { type ItemTitle, itemTitle } from "@/lib/features/guidelines/item-title";
import { KIND_WORDS, phaseWord, RATIO_WORDS, RULE_WORDS, tierName } from "@/lib/features/scores/score-words";
import type { GapEntryView, GapNumberRow, GapReportView } from "@/lib/features/scores/gap-view";
import { ROLE_WORDS } from "@/lib/features/words";

/** A rate of a tier, or why there is none: nobody was asked or answered, or there was no duty. */
function rateText(tier: TierScore | undefined, of: "implementationRate" | "attainmentRate"): string {
  if (tier === undefined) return "－";
  const rate = tier[of];
  if (rate !== null) return percentText(rate);
  if (tier.items === 0) return "回答なし";
  return tier.selfCheckRate === null ? RATIO_WORDS.notGrasped : RATIO_WORDS.noDuty;
}
const ratioText = (ratio: ItemRatio): string => (ratio.status === "scored" ? `${percentText(ratio.ratio)}%` : RATIO_WORDS[ratio.status]);
const difference = (now: Rational | null, last: Rational | null | undefined): string => (now && last ? differenceText(now, last) : "－");

function numberRow(key: string, label: string, tier: Tier, { now, previous }: WithPrevious<Tiers>): GapNumberRow {
  const [mine, last] = [now[tier], previous?.[tier]];
  return {
    ...{ key, label, total: key === "total", items: mine.itemsWithDuty },
    rate: rateText(mine, "implementationRate"),
    rateLast: rateText(last, "implementationRate"),
    rateDifference: difference(mine.implementationRate, last?.implementationRate),
    attainment: rateText(mine, "attainmentRate"),
    attainmentLast: rateText(last, "attainmentRate"),
    attainmentDifference: difference(mine.attainmentRate, last?.attainmentRate),
  };
}

/** The numbers, the tiers apart; a tier nobody was asked about is left away. */
export function gapNumbers({ tiers, byPhase, grasp, cover }: GapReport): GapReportView["numbers"] {
  const words = KIND_WORDS[cover.edition.kind];
  const graspText = (one: { rate: Rational | null }): string => (one.rate === null ? "配布なし" : `${percentText(one.rate)}%`);
  const basis = `提出された点検票 ${grasp.now.handedIn}枚（把握率 ${graspText(grasp.now)}${grasp.previous === null ? "" : `、前回 ${graspText(grasp.previous)}`}）による。`;
  return TIERS.filter((tier) => tier === "required" || tiers.now[tier].items > 0).map((tier) => {
    const { selfCheckRate, fulfilment } = tiers.now[tier];
    const percent = (rate: Rational | null): string => (rate === null ? "算出できません" : `${percentText(rate)}%`);
    return {
      tier: words.tiers[tier],
      caption: `${words.tiers[tier]}。率は %、差はポイント。${basis}`,
      rows: [...PHASES.map((phase) => numberRow(phase, phaseWord(phase, cover.edition.kind), tier, byPhase[phase])), numberRow("total", "全体", tier, tiers)],
      note: `${words.selfCheck.name}（${words.selfCheck.note}）${percent(selfCheckRate)}。充足度 ${percent(fulfilment)}（${words.partial}を½とした独自の数値で、公式ではありません）。`,
    };
  });
}

/** The same words of several respondents of one place once, with how many they are. */
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

/** One item that needs improvement, with all its texts. */
export function gapEntry(gap: Gap, kind: GapReport["cover"]["edition"]["kind"], titles: ReadonlyMap<string, ItemTitle>): GapEntryView {
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
  };
}

/** Sections with their gaps under their phase, the tiers apart. */
export const gapSections = ({ sections, cover }: GapReport): GapReportView["sections"] =>
  TIERS.flatMap((tier) => {
    const groups = PHASES.flatMap((phase) => {
      const rows = sections
        .filter((section) => section.phase === phase && section.tier === tier)
        .map(({ section, code, heading, tiers, gaps, withNotImplemented }) => ({
          ...{ key: section, code, heading, gaps, withNotImplemented, items: tiers[tier].items },
          rate: rateText(tiers[tier], "implementationRate"),
        }));
      return rows.length === 0 ? [] : [{ label: phaseWord(phase, cover.edition.kind), rows }];
    });
    return groups.length === 0 ? [] : [{ tier: KIND_WORDS[cover.edition.kind].tiers[tier], groups }];
  });
