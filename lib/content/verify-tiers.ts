import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { isMeasure, locateItems } from "@/lib/content/locate-entries";
import type { MeasureEntry } from "@/lib/content/schema";
import { compact } from "@/lib/content/source-text";
import type { Tier } from "@/lib/domain/guideline/edition";

const PRINTED_TIERS: readonly (readonly [mark: string, tier: Tier])[] = [
  ["【要検討事項】", "required"],
  ["【参考事項】", "reference"],
];

/** Checks tiers against the 指針's printed headings and the sentences of a 対策項目 (docs/design.md 2). */
export function verifyTiers(files: EditionFiles): Finding[] {
  const lines = files.source?.toString("utf8").split(/\r?\n/).map(compact) ?? [];
  return locateItems(files).flatMap(({ entry, at }) => {
    if (!isMeasure(entry)) return [];
    const [tier, reason] = files.guideline.value.kind === "policy" ? printedTier(entry, lines) : readTier(entry);
    return tier === entry.tier ? [] : [at(["tier"], reason)];
  });
}

function printedTier({ headingLines = [] }: MeasureEntry, lines: readonly string[]): [Tier | null, string] {
  const heading = headingLines.flatMap(({ from, to }) => lines.slice(from - 1, to)).join("");
  const [found, ...others] = PRINTED_TIERS.filter(([mark]) => heading.includes(mark));
  if (found === undefined || others.length > 0) {
    return [null, "区分の記号（【要検討事項】か【参考事項】の一つ）が、題の行（headingLines）に印刷されていません"];
  }
  const [mark, tier] = found;
  return [tier, `題の行に${mark}と印刷されているので ${tier} です`];
}

function readTier(measure: MeasureEntry): [Tier, string] {
  return onlyRecommends(measure)
    ? ["reference", "「望ましい」「期待される」などとだけ書かれているので reference です"]
    : ["required", "義務を課す文が在るので required です（「望ましい」「期待される」などとだけ書かれたものが reference）"];
}

/** Whether no sentence obliges. Entries of a list only complete a sentence, and one that gives an example asks for nothing. */
function onlyRecommends({ paragraphs }: MeasureEntry): boolean {
  return paragraphs
    .filter(({ list }) => !list)
    .flatMap(({ text }) => text.replace(/（[^（）]*）/gu, "").split("。"))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "" && !sentence.startsWith("例えば"))
    .every((sentence) => /(?:望ましい|期待される|考えられる)$/.test(sentence));
}
