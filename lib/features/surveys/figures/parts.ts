import { differenceText, percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio } from "@/lib/domain/scoring/measure";
import type { Rational } from "@/lib/domain/shared/rational";
import { rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";

export const ratioFigure = (ratio: ItemRatio): Figure => (ratio.status === "scored" ? rateFigure(ratio.ratio, "noDuty") : { kind: ratio.status });

/** 「＋6.2」; null if one of the two is no number. */
export const differenceOf = (now: Rational | null, last: Rational | null | undefined): string | null =>
  now === null || last === null || last === undefined ? null : differenceText(now, last);

/** 「前年度 81.5%（＋6.2ポイント）」 */
export function lastText(label: string, now: Rational | null, last: Rational | null | undefined): string | null {
  if (last === null || last === undefined) return null;
  const difference = differenceOf(now, last);
  return `${label} ${percentText(last)}%${difference === null ? "" : `（${difference}ポイント）`}`;
}
