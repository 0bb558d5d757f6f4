/** Maps values from 0 to `most` to lengths between two positions. */
export const linear =
  (most: number, from: number, to: number) =>
  (value: number): number =>
    from + (to - from) * (value / most);

/** Evenly spaced points from the first position to the last; a single one is in the middle. */
export const points =
  (count: number, first: number, last: number) =>
  (index: number): number =>
    count < 2 ? (first + last) / 2 : first + ((last - first) / (count - 1)) * index;

const BETWEEN = 0.2;
const BESIDE = 0.1;

/** Columns over a width, with a fifth of each left free between them: the start of each, and their common width. */
export function columns(count: number, width: number): { readonly width: number; at(index: number): number } {
  const step = width / Math.max(1, count - BETWEEN + 2 * BESIDE);
  return { width: step * (1 - BETWEEN), at: (index) => step * (index + BESIDE) };
}
