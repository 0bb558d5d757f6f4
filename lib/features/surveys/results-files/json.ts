import { PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { graspJson, numberOf } from "@/lib/domain/scoring/scores-json";
import type { SectorTier } from "@/lib/domain/scoring/sector";
import { toNumber } from "@/lib/domain/shared/rational";
import type { CalledOperator } from "@/lib/features/surveys/operators/queries";
import type { ResultGrouping, ResultsAnswer } from "@/lib/features/surveys/record/schema";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";

const tierJson = ({ items, itemsWithDuty, operators, implementationRate, attainmentRate, attainedByAll }: SectorTier) => ({
  ...{ items, itemsWithDuty, operators, attainedByAll },
  implementationRate: numberOf(implementationRate),
  attainmentRate: numberOf(attainmentRate),
});

const figures = ({ scores }: SurveyResults, tier: Tier) => ({
  called: scores.called,
  submitted: scores.submitted,
  graspRate: numberOf(scores.graspRate),
  sheets: graspJson(scores.sheets),
  total: tierJson(scores.tiers[tier]),
});

const sectionRows = ({ index, scores }: SurveyResults, tier: Tier) =>
  index.edition.sections.flatMap(({ id, code, heading, phase }) => {
    const tiers = scores.bySection[id];
    return tiers ? [{ section: code, id, heading, phase, ...tierJson(tiers[tier]) }] : [];
  });

const itemRows = ({ index, scores }: SurveyResults, tier: Tier) =>
  scores.items
    .filter((item) => item.tier === tier)
    .map(({ id, section, phase, operatorsAsked, operators, attainedOperators, attainedOperatorRate, ratio }) => ({
      ...{ id, phase, operatorsAsked, operators, attainedOperators, status: ratio.status },
      section: index.sections.get(section)?.code ?? section,
      code: index.items.get(id)?.code ?? "",
      attainedOperatorRate: numberOf(attainedOperatorRate),
      ratio: ratio.status === "scored" ? toNumber(ratio.ratio) : null,
    }));

const operatorRows = (operators: readonly CalledOperator[]) =>
  operators.map(({ id, name, submission }) => {
    const own = submission?.own;
    return {
      operatorId: id,
      operatorName: name,
      version: submission?.version ?? null,
      submittedAt: submission?.submittedAt.toISOString() ?? null,
      grasp: submission ? graspJson(submission.grasp) : null,
      items: own?.items ?? null,
      itemsWithDuty: own?.itemsWithDuty ?? null,
      implementationRate: numberOf(own?.implementationRate ?? null),
      attainmentRate: numberOf(own?.attainmentRate ?? null),
      selfCheckRate: numberOf(own?.selfCheckRate ?? null),
      fulfilment: numberOf(own?.fulfilment ?? null),
    };
  });

export interface ResultsSource {
  readonly results: SurveyResults;
  /** The previous survey. */
  readonly previous: SurveyResults | undefined;
  /** Every called operator, if the result is by operators. */
  readonly operators: readonly CalledOperator[];
}

function rowsBy({ results, operators }: ResultsSource, by: ResultGrouping, tier: Tier): Pick<ResultsAnswer, "sections" | "phases" | "items" | "operators"> {
  switch (by) {
    case "section":
      return { sections: sectionRows(results, tier) };
    case "phase":
      return { phases: PHASES.map((phase) => ({ phase, ...tierJson(results.scores.byPhase[phase][tier]) })) };
    case "item":
      return { items: itemRows(results, tier) };
    case "operator":
      return { operators: operatorRows(operators) };
  }
}

/** Results in the form of the API: shares of 1, null if undefined, one tier at a time. */
export function resultsJson(source: ResultsSource, by: ResultGrouping, tier: Tier): ResultsAnswer {
  const { results, previous } = source;
  const { survey, scores } = results;
  const { implementationRate, attainmentRate } = scores.distributions[tier];
  return {
    ...{ surveyId: survey.id, edition: scores.edition, kind: scores.kind, engine: scores.engine, by, tier },
    ...figures(results, tier),
    distribution: { implementationRate: [...implementationRate.bands], attainmentRate: [...attainmentRate.bands] },
    previous: previous ? { surveyId: previous.survey.id, fiscalYear: previous.survey.fiscalYear, ...figures(previous, tier) } : null,
    ...rowsBy(source, by, tier),
  };
}
