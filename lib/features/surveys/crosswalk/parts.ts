import { policyBehind } from "@/lib/domain/guideline/binding";
import type { Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { SectorItem, SectorTier } from "@/lib/domain/scoring/sector";
import { type CrosswalkGroup, type CrosswalkRow, forwardGroups } from "@/lib/features/guidelines/crosswalk/view";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";

/** A section that covers an item of the 指針, with the survey's figures for it. */
export interface CrosswalkSection {
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  readonly figures: SectorTier | null;
  /** The items that the figures are computed over. */
  readonly items: readonly SectorItem[];
}
export interface CrosswalkResult {
  readonly group: string;
  readonly row: CrosswalkRow;
  readonly sections: readonly CrosswalkSection[];
}

/** The 指針 whose crosswalk leads to the edition of a survey; null if there is none. */
export const policyOf = ({ index: { edition } }: SurveyResults): string | null => policyBehind(edition);

/** The groups of the crosswalk from the 指針 to the edition of the survey. */
export function crosswalkGroups({ index: { edition } }: SurveyResults, policy: EditionIndex): CrosswalkGroup[] {
  const crosswalk = edition.crosswalks.find(({ from, to }) => from === policy.edition.id && to === edition.id);
  return crosswalk ? forwardGroups(crosswalk, policy.edition, edition) : [];
}

/** The coverage of the 指針 by the sector guideline, with the results of the covering sections. */
export function surveyCrosswalk(results: SurveyResults, policy: EditionIndex, tier: Tier): CrosswalkResult[] {
  const { index, scores } = results;
  const within = bySectionLine(
    index.edition,
    scores.items.filter((item) => item.tier === tier),
  );
  const idOf = new Map(index.edition.sections.map(({ code, id }) => [code, id]));
  return crosswalkGroups(results, policy).flatMap((group) =>
    group.rows.map((row) => ({
      group: group.heading,
      row,
      sections: row.sections.map((section) => {
        const id = idOf.get(section.code) ?? "";
        return { ...section, figures: scores.bySection[id]?.[tier] ?? null, items: within.get(id) ?? [] };
      }),
    })),
  );
}
