import type { LineRange } from "@/lib/domain/guideline/edition";

/** `12`, `12-15` or `12-15,18-19`. */
export const LINE_RANGES_PATTERN = /^[1-9]\d*(-[1-9]\d*)?(,[1-9]\d*(-[1-9]\d*)?)*$/;

export function parseLineRanges(text: string): LineRange[] {
  return text.split(",").map((part) => {
    const [from = "", to = from] = part.split("-");
    return { from: Number(from), to: Number(to) };
  });
}

/** Ascending, without overlap, each from its first line to its last. */
export function areOrdered(ranges: readonly LineRange[]): boolean {
  return ranges.every(({ from, to }, index) => {
    const previous = ranges[index - 1];
    return from <= to && (previous === undefined || previous.to < from);
  });
}

/** The smallest range that contains all of them; the domain stores it as an entry's lines. */
export function spanOf(ranges: readonly LineRange[]): LineRange {
  return {
    from: Math.min(...ranges.map(({ from }) => from)),
    to: Math.max(...ranges.map(({ to }) => to)),
  };
}

/** The notation of the content files, `416` or `416-420`. */
export function formatLineRange({ from, to }: LineRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}
