import { claimsOf, correctedSource } from "@/lib/content/claimed-places";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { MarkerEntry } from "@/lib/content/schema";
import type { SourceText } from "@/lib/content/source-text";
import { compact } from "@/lib/content/source-text";

export interface Coverage {
  /** Characters of the covered lines, without white space and footnote superscripts. */
  readonly characters: number;
  /** Of these, in an entry; in a marker. */
  readonly inEntries: number;
  readonly inMarkers: number;
  /** Characters in neither, as printed. */
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
 * The reverse of `verify-source.ts`: whether every character of the lines listed in guideline.yaml is in an entry or in a
 * recorded marker. Markers only cover characters outside of entries, so that they cannot hide a missing sentence behind a
 * bullet.
 */
export function coverageOf(files: EditionFiles): Coverage {
  const source = correctedSource(files);
  const numbers = files.guideline.value.coverage.flat().flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, offset) => from + offset));
  const owners = new Map(numbers.map((line) => [line, Array<Owner>(source.line(line).length).fill(null)]));
  for (const { line, from, to } of claimsOf(files).flatMap(({ spans }) => spans)) owners.get(line)?.fill("entry", from, to);
  const markers = takeMarkers(files.markers?.value.markers ?? [], source, owners);
  const all = [...owners.values()].flat();
  const count = (wanted: Owner) => all.reduce((sum, owner) => sum + Number(owner === wanted), 0);
  return {
    characters: all.length,
    inEntries: count("entry"),
    inMarkers: count("marker"),
    uncovered: [...owners].flatMap(([line, owned]) => freeRuns(owned).map(([from, to]) => ({ line, text: source.line(line).slice(from, to) }))),
    markers,
  };
}

type Owners = ReadonlyMap<number, Owner[]>;

function takeMarkers(markers: readonly MarkerEntry[], source: SourceText, owners: Owners): MarkerUse[] {
  const uses = markers.map((entry) => ({ entry, pattern: patternOf(entry), count: 0 }));
  // Long markers first, so that 「- ・」 is one marker and not two.
  const ordered = [...uses].sort((one, other) => other.pattern.source.length - one.pattern.source.length);
  for (const [line, owned] of owners) {
    if (!owned.includes(null)) continue;
    const text = source.line(line);
    // A marker at the line start may follow another one, whichever of the two was searched first.
    for (let taken = true; taken; ) {
      taken = false;
      for (const use of ordered) {
        const count = takeMarker(use, text, owned);
        use.count += count;
        taken ||= count > 0;
      }
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
