import type { Capacity } from "@/lib/domain/access/capacity";
import type { Decided } from "@/lib/domain/handover/courses";
import { differences } from "@/lib/domain/shared/differences";
import { type MovedSheet, movedParts } from "@/lib/features/cycles/moving/parts";
import { type changedRespondents, respondentParts } from "@/lib/features/cycles/respondents/parts";
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
  /** Who answered and who answers the sheets where that changed. */
  readonly changedSheets: ReturnType<typeof changedRespondents>;
  /** Of the deputyships that ended. */
  readonly ended: readonly Part[];
  /** Of the sheets that another rule had to allow to be withdrawn: the capacity in which they were. */
  readonly capacities: ReadonlyMap<string, Capacity>;
}

const sheetPart = ({ sheetId, course, reason }: Decided, { capacities, changedSheets }: HandedOver): Part => ({
  place: `sheet/${sheetId}`,
  capacity: capacities.get(sheetId),
  ...(course === "withdraw" ? { action: "sheet.withdraw" } : {}),
  detail: { course, ...(reason === undefined ? {} : { reason }), ...changedSheets.get(sheetId) },
});

/**
 * The entries of a handover: what changed of the person and, as parts, the successors, the sheets that do not stay as they are or
 * that others answer, and the deputyships that end.
 */
export function handoverEntries(done: HandedOver) {
  const { before, after, successors, decided, moved, changedSheets, ended } = done;
  const told = decided.filter(({ sheetId, course }) => course !== "along" && (course !== "stay" || changedSheets.has(sheetId)));
  const others = new Map(changedSheets);
  for (const { sheetId } of told) others.delete(sheetId);
  return {
    change: differences(registered(before), registered(after)),
    parts: [
      ...successors.flatMap(([one, given]) => appointedParts(one.id, one.appointments, given.appointments)),
      ...told.map((one) => sheetPart(one, done)),
      ...respondentParts(others),
      ...movedParts(moved),
      ...ended,
    ],
  };
}
