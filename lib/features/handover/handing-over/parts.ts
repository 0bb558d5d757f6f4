import type { Capacity } from "@/lib/domain/access/capacity";
import type { Decided } from "@/lib/domain/handover/courses";
import { differences } from "@/lib/domain/shared/differences";
import { type MovedSheet, movedParts } from "@/lib/features/cycles/moving/parts";
import { appointedParts, registered } from "@/lib/features/organisation/people/parts";
import type { Person } from "@/lib/features/organisation/record/schema";
import type { Part } from "@/lib/server/audit/audited-transaction";

/** What a handover did: to the person, to the successors, whose roles are those of before and of afterwards, and to the sheets. */
interface HandedOver {
  readonly before: Person;
  readonly after: Person;
  readonly successors: readonly (readonly [before: Person, after: Person])[];
  readonly decided: readonly Decided[];
  readonly moved: readonly MovedSheet[];
  /** Of the sheets that another rule had to allow to be withdrawn: the capacity in which they were. */
  readonly capacities: ReadonlyMap<string, Capacity>;
}

const sheetPart = ({ sheetId, course, reason }: Decided, capacity: Capacity | undefined): Part => ({
  place: `sheet/${sheetId}`,
  capacity,
  ...(course === "withdraw" ? { action: "sheet.withdraw" } : {}),
  detail: { course, ...(reason === undefined ? {} : { reason }) },
});

/** The entries of a handover: what changed of the person and, as parts, the successors and the sheets that do not stay as they are. */
export const handoverEntries = ({ before, after, successors, decided, moved, capacities }: HandedOver) => ({
  change: differences(registered(before), registered(after)),
  parts: [
    ...successors.flatMap(([one, given]) => appointedParts(one.id, one.appointments, given.appointments)),
    ...decided.filter(({ course }) => course !== "stay" && course !== "along").map((one) => sheetPart(one, capacities.get(one.sheetId))),
    ...movedParts(moved),
  ],
});
