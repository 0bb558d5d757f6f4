import type { Capacity } from "@/lib/domain/access/capacity";
import type { Decided } from "@/lib/domain/handover/courses";
import { differences } from "@/lib/domain/shared/differences";
import { type MovedSheet, movedParts } from "@/lib/features/cycles/moving/parts";
import { type changedRespondents, respondentParts } from "@/lib/features/cycles/respondents/parts";
import { appointedParts, registered } from "@/lib/features/organisation/people/parts";
import type { Person } from "@/lib/features/organisation/record/schema";
import type { withLeftOutAgain } from "@/lib/features/sheets/withdrawing/queries";
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
  readonly withdrawals: Withdrawals;
}

/** What was left out while the sheet's post was vacant, and is left out again, for its entry. */
export type LeftOutAgain = NonNullable<Awaited<ReturnType<typeof withLeftOutAgain>>["again"]>;

/** What the entries of withdrawn sheets say, by sheet. */
export interface Withdrawals {
  /** The capacity in which it was withdrawn, where another rule had to allow it. */
  readonly capacities: Map<string, Capacity>;
  readonly leftOutAgain: Map<string, LeftOutAgain>;
}

function sheetPart({ sheetId, course, reason }: Decided, { withdrawals, changedSheets }: HandedOver): Part {
  const again = withdrawals.leftOutAgain.get(sheetId);
  const changed = changedSheets.get(sheetId);
  const change = again && { before: { ...again.change.before, ...changed?.before }, after: { ...again.change.after, ...changed?.after } };
  return {
    place: `sheet/${sheetId}`,
    capacity: withdrawals.capacities.get(sheetId),
    ...(course === "withdraw" ? { action: "sheet.withdraw" } : {}),
    detail: { course, ...(reason === undefined ? {} : { reason }), ...again?.detail, ...(change ?? changed) },
  };
}

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
