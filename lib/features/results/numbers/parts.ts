import { type GuidelineKind, PHASES, type Phase, type Tier } from "@/lib/domain/guideline/edition";
import type { ItemScore, Scores, TierScore } from "@/lib/domain/scoring/measure";
import { absenceOfItems, countAnswers, figureWithUnit, lastText, rateFigure, rateView, sheetsText } from "@/lib/features/results/figures/parts";
import { definitionsOf } from "@/lib/features/results/figures/texts";
import type { Figure, KeyFigureView, NumbersView, PhaseView, RateView } from "@/lib/features/results/figures/view";
import type { Behind } from "@/lib/labels/item-addresses";
import { KIND_WORDS, phaseWord } from "@/lib/labels/score-words";

type RateName = "implementationRate" | "attainmentRate" | "selfCheckRate" | "fulfilment";

const itemsOf = ({ items }: Scores, tier: Tier, phase?: Phase): ItemScore[] =>
  items.filter((item) => item.tier === tier && (phase === undefined || item.phase === phase));

function tierRate(name: RateName, tier: Tier, now: Scores, last: Scores | null, phase?: Phase): RateView {
  const of = (scores: Scores) => ({
    rate: (phase === undefined ? scores.tiers : scores.byPhase[phase])[tier][name],
    absence: absenceOfItems(itemsOf(scores, tier, phase), tier),
  });
  return rateView(of(now), last === null ? null : of(last));
}

const graspView = ({ grasp }: Scores, last: Scores | null): RateView =>
  rateView({ rate: grasp.rate, absence: "notAsked" }, last === null ? null : { rate: last.grasp.rate, absence: "notAsked" });

/** What 実施率 of a tier rests on. */
export const basisText = ({ grasp }: Scores, { itemsWithDuty }: TierScore, graspRate: Figure): string =>
  `${itemsWithDuty}件・${grasp.counted}枚・把握率 ${figureWithUnit(graspRate)}`;

export const attainedText = ({ attainedItems, itemsWithDuty }: TierScore, kind: GuidelineKind): string =>
  `${KIND_WORDS[kind].everybody}項目 ${attainedItems}件／${itemsWithDuty}件`;

function keyFigures(tier: Tier, now: Scores, last: Scores | null, to: Behind | null): KeyFigureView[] {
  const { grasp, tiers, kind } = now;
  const graspRate = graspView(now, last);
  const rate = tierRate("implementationRate", tier, now, last);
  const attainment = tierRate("attainmentRate", tier, now, last);
  const figure = (name: string, view: RateView, notes: readonly string[], href: string | undefined): KeyFigureView => ({
    ...{ name, figure: view.now, last: view.last, lastText: lastText(view), notes, href: href ?? null },
  });
  return [
    figure("把握率", graspRate, [`提出 ${grasp.counted}枚／配布 ${grasp.handedOut}枚`], to?.handedOut({})),
    figure(KIND_WORDS[kind].rate, rate, [basisText(now, tiers[tier], graspRate.now)], to?.items({ tier })),
    figure("到達率", attainment, [attainedText(tiers[tier], kind), `把握率 ${figureWithUnit(graspRate.now)}`], to?.items({ tier, show: "attained" })),
  ];
}

function phaseView(phase: Phase, tier: Tier, now: Scores, last: Scores | null, to: Behind | null): PhaseView {
  const counts = countAnswers(itemsOf(now, tier, phase));
  const items = now.byPhase[phase][tier].itemsWithDuty;
  const answered = counts.implemented + counts.partial + counts.notImplemented + counts.notApplicable;
  return {
    key: phase,
    name: phaseWord(phase, now.kind),
    itemsText: `責務が生じた項目 ${items}件・${sheetsText(now.grasp)}`,
    items,
    rate: tierRate("implementationRate", tier, now, last, phase),
    attainment: tierRate("attainmentRate", tier, now, last, phase),
    counts,
    totalText: `回答 ${answered}`,
    href: to?.items({ tier, phase }) ?? null,
  };
}

/** The main figures of one tier, with those of the last cycle; `to`: where they lead. */
export function numbersView(tier: Tier, now: Scores, last: Scores | null, to: Behind | null): NumbersView {
  const absence = absenceOfItems(now.items, tier);
  const text = (name: RateName): string => figureWithUnit(rateFigure(now.tiers[tier][name], absence));
  return {
    kind: now.kind,
    rateWord: KIND_WORDS[now.kind].rate,
    keyFigures: keyFigures(tier, now, last, to),
    others: [
      { ...KIND_WORDS[now.kind].selfCheck, text: text("selfCheckRate"), href: to?.items({ tier }) ?? null },
      { name: "充足度", note: "独自・公式ではない", text: text("fulfilment"), href: to?.items({ tier }) ?? null },
    ],
    phases: PHASES.map((phase) => phaseView(phase, tier, now, last, to)),
    definitions: definitionsOf(now.kind),
    hasLast: last !== null,
  };
}
