import type { Tier } from "@/lib/domain/guideline/edition";
import { differenceText, percentText } from "@/lib/domain/scoring/display";
import type { Grasp, ItemRatio, ItemScore, TierScore } from "@/lib/domain/scoring/measure";
import { type Rational, toNumber } from "@/lib/domain/shared/rational";
import type { AnswerCountsView, Figure, RateView } from "@/lib/features/results/figures/view";
import { RATIO_WORDS } from "@/lib/labels/score-words";

export type Absence = "noDuty" | "notGrasped" | "notAsked";

/** A rate for display; the only place where it is rounded. */
export const rateFigure = (rate: Rational | null, absence: Absence): Figure =>
  rate === null ? { kind: absence } : { kind: "value", text: percentText(rate), percent: toNumber(rate) * 100, zero: rate.n === 0n };

/** Why a rate over these items is undefined: nobody was asked, no counted sheet answered, or nobody has duty. */
export function noneOver(items: readonly { readonly ratio: ItemRatio }[]): Absence {
  if (items.some(({ ratio }) => ratio.status === "noDuty")) return "noDuty";
  return items.some(({ ratio }) => ratio.status === "notGrasped") ? "notGrasped" : "notAsked";
}

/** The same for the items of a tier. */
export const absenceOfItems = (items: readonly { readonly tier: Tier; readonly ratio: ItemRatio }[], tier: Tier): Absence =>
  noneOver(items.filter((item) => item.tier === tier));

/** A rate in per cent as a cell of a file, or the word for its absence. */
export const rateCell = (rate: Rational | null, absence: Absence): string => (rate === null ? RATIO_WORDS[absence] : percentText(rate));

/** The number of items of the tier on no sheet, which the figures do not cover. */
export const notAskedCount = (items: readonly { readonly tier: Tier; readonly ratio: ItemRatio }[], tier: Tier): number =>
  items.filter((item) => item.tier === tier && item.ratio.status === "notAsked").length;

/** Why a group of sheets has no rate. */
export function absenceOfGroup({ handedOut, counted }: Grasp, { items, selfCheckRate }: TierScore): Absence {
  if (items === 0) return handedOut > 0 && counted === 0 ? "notGrasped" : "notAsked";
  return selfCheckRate === null ? "notGrasped" : "noDuty";
}

interface Rate {
  readonly rate: Rational | null;
  readonly absence: Absence;
}

/** 「＋6.2」, null where one of the two is no number. */
export const differenceOf = (now: Rational | null, last: Rational | null | undefined): string | null =>
  now === null || last === null || last === undefined ? null : differenceText(now, last);

/** A rate beside that of the last cycle; `last` is null if there was none. */
export const rateView = (now: Rate, last: Rate | null): RateView => ({
  now: rateFigure(now.rate, now.absence),
  last: last === null ? null : rateFigure(last.rate, last.absence),
  difference: differenceOf(now.rate, last?.rate),
});

/** 「前回 81.5%（＋6.2ポイント）」; null without a last number. */
export const lastText = ({ last, difference }: Omit<RateView, "now">, label = "前回"): string | null =>
  last?.kind === "value" ? `${label} ${last.text}%${difference === null ? "" : `（${difference}ポイント）`}` : null;

export const figureWithUnit = (figure: Figure): string => {
  if (figure.kind === "value") return `${figure.text}%`;
  return RATIO_WORDS[figure.kind];
};

/** 「57／65枚」 */
export const sheetsText = ({ counted, handedOut }: Grasp): string => `${counted}／${handedOut}枚`;

export const countAnswers = (items: readonly ItemScore[]): AnswerCountsView => {
  const total = (of: (item: ItemScore) => number): number => items.reduce((sum, item) => sum + of(item), 0);
  return {
    implemented: total(({ implemented }) => implemented),
    partial: total(({ partial }) => partial),
    notImplemented: total(({ notImplemented }) => notImplemented),
    notApplicable: total(({ notApplicable }) => notApplicable),
    unanswered: total(({ unanswered }) => unanswered),
  };
};
