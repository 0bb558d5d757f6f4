import type { Tier } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { type CrosswalkRow, coverageSummary } from "@/lib/features/guidelines/crosswalk/view";
import { noneOver, rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";
import { crosswalkGroups, surveyCrosswalk } from "@/lib/features/surveys/crosswalk/parts";
import { csvHref, type SurveyHead, surveyHead } from "@/lib/features/surveys/record/view";
import type { WholeResults } from "@/lib/features/surveys/results-reading/queries";
import { KIND_WORDS } from "@/lib/labels/score-words";

export interface CoveredSection {
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  readonly figure: Figure;
  readonly counts: string;
}
export interface CrosswalkPageView {
  readonly head: SurveyHead;
  readonly rateName: string;
  readonly title: string;
  readonly summary: string;
  readonly groups: readonly {
    readonly heading: string;
    readonly rows: readonly (Omit<CrosswalkRow, "sections"> & { readonly sections: readonly CoveredSection[] })[];
  }[];
  readonly csv: string;
}

/** The coverage of the 指針 by sections, with their results; null if the edition has no crosswalk from a 指針. */
export function crosswalkPageView(whole: WholeResults, tier: Tier): CrosswalkPageView | null {
  const { results, policy } = whole;
  if (!policy) return null;
  const { survey, index, scores } = results;
  const entries = surveyCrosswalk(results, policy, tier).map(({ group, row, sections }) => ({
    group,
    row: {
      ...row,
      sections: sections.map(({ code, heading, href, figures, items }) => ({
        ...{ code, heading, href },
        figure: rateFigure(figures?.implementationRate ?? null, noneOver(items)),
        counts: figures ? `${figures.itemsWithDuty}件・${figures.operators}者` : "",
      })),
    },
  }));
  return {
    head: surveyHead(survey, index.edition, tier, "/crosswalk"),
    rateName: KIND_WORDS[scores.kind].rate,
    title: `${policy.edition.title} ${policy.edition.editionLabel}（旧版）との対応`,
    summary: `${coverageSummary(crosswalkGroups(results, policy))}対応の判断は本ポータルの編集によります。`,
    groups: [...grouped(entries, ({ group }) => group)].map(([heading, inside]) => ({ heading, rows: inside.map(({ row }) => row) })),
    csv: csvHref(survey.id, "crosswalk", tier),
  };
}
