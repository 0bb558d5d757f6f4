import type { EditionFiles } from "@/lib/content/edition-files";
import { printedPiecesOf } from "@/lib/content/printed-pieces";
import type { MarkerEntry } from "@/lib/content/schema";
import { compact, occurrencesOf, readSourceText } from "@/lib/content/source-text";
import type { SourceText, Span } from "@/lib/content/source-text";

export interface Coverage {
  /** Characters of the covered lines, white space and footnote superscripts aside. */
  readonly characters: number;
  /** Of these, in an entry; in a marker. */
  readonly inEntries: number;
  readonly inMarkers: number;
  /** What is in neither, as printed. */
  readonly uncovered: readonly { readonly line: number; readonly text: string }[];
  readonly markers: readonly MarkerUse[];
}

interface MarkerUse {
  /** The marker's text or pattern. */
  readonly marker: string;
  readonly meaning: string;
  readonly count: number;
}

type Owner = "entry" | "marker" | null;

/**
 * The reverse of `verify-source.ts`: is every character of the lines that guideline.yaml lists in an entry, or in a
 * recorded marker? Markers only take what no entry holds, so they cannot hide a missing sentence behind a bullet.
 */
export function coverageOf(files: EditionFiles): Coverage {
  const source = readSourceText(files.source?.toString("utf8") ?? "", files.corrections?.value.corrections ?? []).text;
  const numbers = files.guideline.value.coverage
    .flat()
    .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, offset) => from + offset));
  const owners = new Map(numbers.map((line) => [line, Array<Owner>(source.line(line).length).fill(null)]));
  takeEntries(files, source, owners);
  const markers = takeMarkers(files.markers?.value.markers ?? [], source, owners);
  const all = [...owners.values()].flat();
  return {
    characters: all.length,
    inEntries: all.filter((owner) => owner === "entry").length,
    inMarkers: all.filter((owner) => owner === "marker").length,
    uncovered: [...owners].flatMap(([line, owned]) =>
      freeRuns(owned).map(([from, to]) => ({ line, text: source.line(line).slice(from, to) })),
    ),
    markers,
  };
}

type Owners = ReadonlyMap<number, Owner[]>;

function takeEntries(files: EditionFiles, source: SourceText, owners: Owners): void {
  const isFree = (spans: readonly Span[]) =>
    spans.every(({ line, from, to }) => owners.get(line)?.slice(from, to).every((owner) => owner === null) ?? false);
  // Long texts first: a short one that also stands inside a long one must not take its place.
  const pieces = printedPiecesOf(files)
    .map((piece) => {
      const occurrences = piece.texts.map((text) => occurrencesOf(source, piece.lines, text));
      return occurrences.find((found) => found.length > 0) ?? [];
    })
    .sort((one, other) => lengthOf(other[0]) - lengthOf(one[0]));
  for (const occurrences of pieces) {
    const spans = occurrences.find(isFree) ?? occurrences[0] ?? [];
    for (const { line, from, to } of spans) owners.get(line)?.fill("entry", from, to);
  }
}

const lengthOf = (spans: readonly Span[] = []) => spans.reduce((sum, { from, to }) => sum + to - from, 0);

function takeMarkers(markers: readonly MarkerEntry[], source: SourceText, owners: Owners): MarkerUse[] {
  const uses = markers.map((entry) => ({ entry, pattern: patternOf(entry), count: 0 }));
  // Long marks first, so that 「- ・」 is one mark and not two.
  const ordered = [...uses].sort((one, other) => other.pattern.source.length - one.pattern.source.length);
  for (const [line, owned] of owners) {
    const text = source.line(line);
    // A mark at the line start may follow another one, whichever of the two was looked for first.
    for (let before = -1, after = 0; before !== after; after = uses.reduce((sum, { count }) => sum + count, 0)) {
      before = after;
      for (const use of ordered) use.count += takeMarker(use, text, owned);
    }
  }
  return uses.map(({ entry, count }) => ({ marker: entry.text ?? entry.pattern ?? "", meaning: entry.meaning, count }));
}

function takeMarker({ entry, pattern }: { entry: MarkerEntry; pattern: RegExp }, text: string, owned: Owner[]): number {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    const to = match.index + match[0].length;
    if (match[0] === "" || owned.slice(match.index, to).some((owner) => owner !== null)) continue;
    if (entry.position === "lineStart" && owned.slice(0, match.index).some((owner) => owner !== "marker")) continue;
    owned.fill("marker", match.index, to);
    count += 1;
  }
  return count;
}

function patternOf({ text, pattern }: MarkerEntry): RegExp {
  const literal = compact(text ?? "").replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(pattern ?? literal, "gu");
}

function freeRuns(owned: readonly Owner[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  owned.forEach((owner, at) => {
    const last = runs.at(-1);
    if (owner !== null) return;
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  });
  return runs;
}
