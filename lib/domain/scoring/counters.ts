import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import type { SheetCount, Tally, TallyScope } from "@/lib/domain/scoring/tally";
import { grouped } from "@/lib/domain/shared/grouped";

/** What is counted of the answers to an item; `unevidenced`: of the implemented ones, those without evidence. */
export const COUNTERS = ["asked", "implemented", "partial", "notImplemented", "notApplicable", "unevidenced"] as const;

/** The counters of a role at one place, as lists: each has a number for each of the items that the role is asked, in their order. */
export interface PlaceCounters extends Readonly<Record<(typeof COUNTERS)[number], readonly number[]>> {
  readonly role: AnsweringRole;
  /** The same for each place of a role. */
  readonly items: readonly string[];
}

const sumOf = (lists: readonly (readonly number[])[]): readonly number[] => {
  const sums: number[] = [];
  for (const list of lists) for (let at = 0; at < list.length; at += 1) sums[at] = (sums[at] ?? 0) + (list[at] ?? 0);
  return sums;
};

/** The counters of each role over all places, in the order in which the roles first appear. */
export const countersOfRoles = (places: readonly PlaceCounters[]): readonly PlaceCounters[] =>
  [...grouped(places, ({ role }) => role)].map(([role, own]) => ({
    ...{ role, items: own[0]?.items ?? [] },
    ...(Object.fromEntries(COUNTERS.map((counter) => [counter, sumOf(own.map((place) => place[counter]))])) as Record<(typeof COUNTERS)[number], number[]>),
  }));

/** The tallies of each role by item. */
export const talliesOf = (roles: readonly PlaceCounters[]): readonly Tally[] =>
  roles.flatMap(({ role, items, asked, implemented, partial, notImplemented, notApplicable }) =>
    items.map((item, at) => ({
      ...{ role, department: null, system: null, item, asked: asked[at] ?? 0, implemented: implemented[at] ?? 0, partial: partial[at] ?? 0 },
      ...{ notImplemented: notImplemented[at] ?? 0, notApplicable: notApplicable[at] ?? 0 },
    })),
  );

/** The parts of a scope that counts are grouped by. */
export interface Apart {
  readonly department: boolean;
  readonly system: boolean;
}

/** The numbers of sheets by role and, if requested, by department or critical system, in the order in which they first appear. */
export function sheetCountsOver(places: readonly SheetCount[], apart: Apart): readonly SheetCount[] {
  const counts = new Map<string, SheetCount>();
  for (const place of places) {
    const scope: TallyScope = { role: place.role, department: apart.department ? place.department : null, system: apart.system ? place.system : null };
    const key = JSON.stringify(scope);
    const { handedOut, counted } = counts.get(key) ?? { handedOut: 0, counted: 0 };
    counts.set(key, { ...scope, handedOut: handedOut + place.handedOut, counted: counted + place.counted });
  }
  return [...counts.values()];
}
