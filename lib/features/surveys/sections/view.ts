import { PHASES, type Section, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { SectorTier } from "@/lib/domain/scoring/sector";
import { noneOver, rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure, HeatView } from "@/lib/features/results/figures/view";
import { differenceOf } from "@/lib/features/surveys/figures/parts";
import { sameEdition } from "@/lib/features/surveys/items/view";
import type { WholeResults } from "@/lib/features/surveys/readings/queries";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { sectionHref } from "@/lib/labels/guideline-addresses";
import { PHASE_WORDS } from "@/lib/labels/words";

export interface SectionRow {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  /** A section that holds the rows below it. */
  readonly above: boolean;
  readonly rate: Figure;
  readonly last: Figure | null;
  readonly difference: string | null;
  readonly attainment: Figure;
  readonly counts: string;
  readonly attainedByAll: string;
}

/** 「12項目・9者」 */
export const counted = (tier: SectorTier): string => `${tier.itemsWithDuty}項目・${tier.operators}者`;

/** How far a section lies below the top of its tree. */
function depths(sections: readonly Section[]): ReadonlyMap<string, number> {
  const parents = new Map(sections.map(({ id, parent }) => [id, parent]));
  const depthOf = (id: string): number => {
    const parent = parents.get(id);
    return parent ? 1 + depthOf(parent) : 0;
  };
  return new Map(sections.map(({ id }) => [id, depthOf(id)]));
}

/** Depth of the sections that group a phase (3.1.2 「方針」の観点), and of those below them. */
const GROUP_DEPTH = 2;

/** The sections that group a phase and those below them, with their figures. */
export function sectionRows(whole: WholeResults, tier: Tier): SectionRow[] {
  const { index, scores } = whole.results;
  const before = sameEdition(whole)?.scores.bySection;
  const inSection = bySectionLine(
    index.edition,
    scores.items.filter((item) => item.tier === tier),
  );
  const depth = depths(index.edition.sections);
  return index.edition.sections.flatMap((section) => {
    const [now, last] = [scores.bySection[section.id]?.[tier], before?.[section.id]?.[tier]];
    const items = inSection.get(section.id) ?? [];
    const level = depth.get(section.id) ?? 0;
    if (!now || items.length === 0 || level < GROUP_DEPTH || level > GROUP_DEPTH + 1) return [];
    const none = noneOver(items);
    return [
      {
        ...{ id: section.id, code: section.code, heading: section.heading, href: sectionHref(section.id), above: level === GROUP_DEPTH },
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

/** Operators × sections. */
export function heatOf({ results }: WholeResults, tier: Tier): HeatView {
  const { index, scores, survey } = results;
  const depth = depths(index.edition.sections);
  const inSection = bySectionLine(
    index.edition,
    scores.items.filter((item) => item.tier === tier),
  );
  const columns = index.edition.sections.filter(({ id }) => depth.get(id) === GROUP_DEPTH && (inSection.get(id)?.length ?? 0) > 0);
  const names = new Map(results.called.map(({ id, name }) => [id, name]));
  return {
    groups: PHASES.map((phase) => ({
      label: PHASE_WORDS[phase],
      columns: columns.filter((section) => section.phase === phase).map(({ code, heading }) => ({ code, label: heading })),
    })).filter((group) => group.columns.length > 0),
    rows: scores.operators.map(({ operatorKey, scores: own }) => {
      const items = bySectionLine(
        index.edition,
        own.items.filter((item) => item.tier === tier),
      );
      const href = `${surveyHref(survey.id)}/operators/${operatorKey}`;
      return {
        label: names.get(operatorKey) ?? "",
        grasp: `${own.grasp.handedIn}/${own.grasp.handedOut}`,
        cells: PHASES.flatMap((phase) => columns.filter((section) => section.phase === phase)).map(({ id }) => ({
          figure: rateFigure(own.bySection[id]?.[tier].implementationRate ?? null, noneOver(items.get(id) ?? [])),
          href,
        })),
      };
    }),
  };
}
