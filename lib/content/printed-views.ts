import type { SectionEntry } from "@/lib/content/schema";
import type { Phase, Situation } from "@/lib/domain/guideline/edition";
import { SITUATIONS } from "@/lib/domain/guideline/edition";

const PHASE_WORDS: readonly (readonly [RegExp, Phase])[] = [
  [/^「Plan/, "plan"],
  [/^「Do/, "do"],
  [/^「Check/, "check_act"],
];
const SITUATION_WORDS: ReadonlyMap<string, Situation> = new Map([
  ...SITUATIONS.map((situation): [string, Situation] => [situation, situation]),
  ["平時・障害発生時共通", "共通"],
]);

/** The phase in a section's own heading, 「Plan（計画）」の観点 or 「平時」の観点; null if it has none. */
export function printedPhase({ heading }: SectionEntry): Phase | null {
  return PHASE_WORDS.find(([word]) => word.test(heading))?.[1] ?? null;
}

export function printedSituation({ heading }: SectionEntry): Situation | null {
  const view = /^「(.+)」の観点$/.exec(heading)?.[1] ?? "";
  return SITUATION_WORDS.get(view) ?? null;
}

/** The section and those above it, nearest first; ends at a missing parent or at the beginning of a cycle. */
export function withAncestors(section: SectionEntry, byId: ReadonlyMap<string, SectionEntry>): SectionEntry[] {
  const line = [section];
  for (let next = section; next.parent !== null; ) {
    const parent = byId.get(next.parent);
    if (parent === undefined || line.includes(parent)) break;
    line.push(parent);
    next = parent;
  }
  return line;
}
