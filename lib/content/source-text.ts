import type { CorrectionEntry } from "@/lib/content/schema";
import type { LineRange } from "@/lib/domain/guideline/edition";

/** Consecutive characters of one line of the compact source. `to` is exclusive. */
export interface Span {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

type CorrectionProblem = "notFound" | "ambiguous";

/** A source text by lines, 1-based, after corrections and without ignored characters. */
export interface SourceText {
  readonly lineCount: number;
  /** Empty beyond the end. */
  readonly line: (number: number) => string;
}

/** Removes what comparison ignores: white space (lines and pages break anywhere) and the superscript numbers of footnotes. */
export function compact(text: string): string {
  return text.replace(/[\s⁰¹²³⁴-⁹]+/gu, "");
}

/**
 * The compact source with the recorded corrections applied, and the index of each correction that does not fit: its `found`
 * is not in the line, or is there more than once, so that the place is ambiguous.
 */
export function readSourceText(
  source: string,
  corrections: readonly CorrectionEntry[],
): { readonly text: SourceText; readonly problems: ReadonlyMap<number, CorrectionProblem> } {
  const lines = source.split(/\r?\n/).map(compact);
  const problems = new Map<number, CorrectionProblem>();
  corrections.forEach((correction, index) => {
    const printed = lines[correction.line - 1] ?? "";
    const found = compact(correction.found);
    const parts = printed.split(found);
    if (found === "" || parts.length < 2) problems.set(index, "notFound");
    else if (correction.kind === "correction" && parts.length > 2) problems.set(index, "ambiguous");
    else if (correction.kind === "correction") lines[correction.line - 1] = parts.join(compact(correction.corrected));
  });
  return { text: { lineCount: lines.length, line: (number) => lines[number - 1] ?? "" }, problems };
}

function compactOf(source: SourceText, ranges: readonly LineRange[]): { line: number; text: string }[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, offset) => ({ line: from + offset, text: source.line(from + offset) })));
}

/** Every place where the text occurs in one piece in the given lines, in printed order. */
export function occurrencesOf(source: SourceText, ranges: readonly LineRange[], text: string): Span[][] {
  const lines = compactOf(source, ranges);
  const whole = lines.map((line) => line.text).join("");
  const wanted = compact(text);
  const occurrences: Span[][] = [];
  if (wanted === "") return occurrences;
  for (let at = whole.indexOf(wanted); at !== -1; at = whole.indexOf(wanted, at + 1)) {
    occurrences.push(spansBetween(lines, at, at + wanted.length));
  }
  return occurrences;
}

function spansBetween(lines: readonly { line: number; text: string }[], from: number, to: number): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { line, text } of lines) {
    const span = { line, from: Math.max(from - start, 0), to: Math.min(to - start, text.length) };
    if (span.from < span.to) spans.push(span);
    start += text.length;
  }
  return spans;
}

/** The longest beginning of the text that occurs in the lines; shows an editor where a wrong text deviates. */
export function longestMatchOf(source: SourceText, ranges: readonly LineRange[], text: string): string {
  const whole = compactOf(source, ranges)
    .map((line) => line.text)
    .join("");
  const wanted = compact(text);
  let length = 0;
  while (length < wanted.length && whole.includes(wanted.slice(0, length + 1))) length += 1;
  return wanted.slice(0, length);
}
