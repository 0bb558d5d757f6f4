import type { EvidenceCount, PlaceWithGap } from "@/lib/domain/gap/facts";
import type { PlaceCounters } from "@/lib/domain/scoring/counters";

/** What a place is, with its counters. */
export interface CountedPlace extends PlaceCounters, Pick<PlaceWithGap, "scope" | "department" | "system" | "sheet"> {}

/** 実施 answers and those of them without evidence. `roles`: the counters over all places; `measures`: ids of the measures in printed order, of which alone there are entries. */
export function evidenceOf(roles: readonly PlaceCounters[], measures: readonly string[]): readonly EvidenceCount[] {
  const counts = new Map<string, EvidenceCount>();
  for (const { items, implemented, unevidenced } of roles) {
    for (const [at, item] of items.entries()) {
      const before = counts.get(item) ?? { implemented: 0, withoutEvidence: 0 };
      counts.set(item, { item, implemented: before.implemented + (implemented[at] ?? 0), withoutEvidence: before.withoutEvidence + (unevidenced[at] ?? 0) });
    }
  }
  return measures.flatMap((item) => counts.get(item) ?? []).filter((count) => count.implemented > 0);
}

/** Who has a gap: the places with 一部実施 or 未実施 answers to the items, in the order of the places. */
export function placesWithGaps(places: readonly CountedPlace[], gaps: ReadonlySet<string>): readonly PlaceWithGap[] {
  const found: PlaceWithGap[] = [];
  for (const { scope, role, items, implemented, partial, notImplemented, notApplicable, unevidenced, department, system, sheet } of places) {
    for (let at = 0; at < items.length; at += 1) {
      const [item = "", some = 0, none = 0] = [items[at], partial[at], notImplemented[at]];
      if (some + none === 0 || !gaps.has(item)) continue;
      const counts = { implemented: implemented[at] ?? 0, partial: some, notImplemented: none, notApplicable: notApplicable[at] ?? 0 };
      found.push({ item, scope, role, ...counts, unevidenced: unevidenced[at] ?? 0, department, system, sheet });
    }
  }
  return found;
}
