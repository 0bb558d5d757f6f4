import type { Decided } from "@/lib/domain/handover/courses";
import type { PlannedHandover } from "@/lib/features/handover/planning/queries";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";

const sheetPart = ({ sheetId, course, reason }: Decided) => ({
  place: `sheet/${sheetId}`,
  ...(course === "withdraw" ? { action: "sheet.withdraw" } : {}),
  detail: { course, ...(reason === undefined ? {} : { reason }) },
});

/** The parts of a handover in the audit trail: successors, and sheets that do not stay as they are. */
export const handoverParts = ({ successors, decided }: PlannedHandover) => [
  ...[...successors].map(([key, personId]) => ({ place: `person/${personId}`, action: "people.appoint", detail: { added: key } })),
  ...decided.filter(({ course }) => course !== "stay").map(sheetPart),
];

/** Roles before and afterwards and the numbers, for its audit entry. */
export const handoverDetail = (person: Person, { wanted, plan: { effects } }: PlannedHandover) => ({
  before: person.appointments.map(appointmentKey).join(" "),
  roles: wanted.map(appointmentKey).join(" "),
  ...effects,
});
