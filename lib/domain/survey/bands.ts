import type { HistogramBand } from "@/lib/domain/scoring/sector";
import { FEWEST_OPERATORS } from "@/lib/domain/survey/publication";

/**
 * Joins neighbouring bands, from the lowest, until each holds no operator or at least three. Null if that is impossible, or
 * if all operators fall in one band, which would reveal the range of each one's rate.
 */
export const mergeBands = (bands: readonly HistogramBand[]): readonly HistogramBand[] | null => {
  const join = (a: HistogramBand, b: HistogramBand) => ({ from: a.from, to: b.to, operators: a.operators + b.operators });
  const holdsFew = ({ operators }: HistogramBand): boolean => operators > 0 && operators < FEWEST_OPERATORS;
  const merged: HistogramBand[] = [];
  for (const band of bands) {
    const last = merged.at(-1);
    if (last !== undefined && holdsFew(last)) merged.splice(-1, 1, join(last, band));
    else merged.push(band);
  }
  for (;;) {
    const [before, last] = merged.slice(-2);
    if (before === undefined || last === undefined || !holdsFew(last)) break;
    merged.splice(-2, 2, join(before, last));
  }
  return merged.filter(({ operators }) => operators > 0).length < 2 ? null : merged;
};
