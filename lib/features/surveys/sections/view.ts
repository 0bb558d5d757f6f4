import type { Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import { GROUP_DEPTH, sectionDepths } from "@/lib/domain/scoring/section-depth";
import type { SectorTier } from "@/lib/domain/scoring/sector";
import { differenceOf, noneOver, rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";
import { sameEdition } from "@/lib/features/surveys/items/view";
import { surveyItemsHref } from "@/lib/features/surveys/record/view";
import type { WholeResults } from "@/lib/features/surveys/results-reading/queries";

export interface SectionRow {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  /** The results of its items. */
  readonly href: string;
  /** Whether the section contains the rows below it. */
  readonly above: boolean;
  readonly rate: Figure;
  readonly last: Figure | null;
  readonly difference: string | null;
  readonly attainment: Figure;
  readonly counts: string;
  readonly attainedByAll: string;
}

/** 「12件・9者」 */
export const counted = (tier: SectorTier): string => `${tier.itemsWithDuty}件・${tier.operators}者`;

/** The sections that group a phase and those below them, with their figures. */
export function sectionRows(whole: WholeResults, tier: Tier): SectionRow[] {
  const { survey, index, scores } = whole.results;
  const before = sameEdition(whole)?.scores.bySection;
  const inSection = bySectionLine(
    index.edition,
    scores.items.filter((item) => item.tier === tier),
  );
  const depth = sectionDepths(index.edition);
  return index.edition.sections.flatMap((section) => {
    const [now, last] = [scores.bySection[section.id]?.[tier], before?.[section.id]?.[tier]];
    const items = inSection.get(section.id) ?? [];
    const level = depth.get(section.id) ?? 0;
    if (!now || items.length === 0 || level < GROUP_DEPTH || level > GROUP_DEPTH + 1) return [];
    const none = noneOver(items);
    return [
      {
        ...{
          id: section.id,
          code: section.code,
          heading: section.heading,
          href: surveyItemsHref(survey.id, { tier, section: section.id }),
          above: level === GROUP_DEPTH,
        },
        rate: rateFigure(now.implementationRate, none),
        last: last?.implementationRate ? rateFigure(last.implementationRate, none) : null,
        difference: differenceOf(now.implementationRate, last?.implementationRate),
        attainment: rateFigure(now.attainmentRate, none),
        counts: counted(now),
        attainedByAll: `${now.attainedByAll}／${now.itemsWithDuty}件`,
      },
    ];
  });
}
