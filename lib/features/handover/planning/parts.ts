import { createHash } from "node:crypto";
import { seatsAmong } from "@/lib/domain/access/review";
import type { Changes, Holder, OpenSheet, Waiting } from "@/lib/features/handover/open/queries";
import type { HandoverBody } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";

export interface Confirmed {
  readonly person: Person;
  readonly body: Pick<HandoverBody, "event" | "departmentId">;
  readonly changes: Changes;
  readonly sheets: readonly OpenSheet[];
  readonly waiting: readonly Waiting[];
  /** Who holds roles before it is done. */
  readonly before: ReadonlyMap<string, Holder>;
}

/**
 * What a request has to confirm by its hash: what is open on the person and the posts, who else holds these, and what decides who
 * may review the sheets that wait. Not what was chosen for it: one preview is confirmed with any choices.
 */
export function hashOf({ person, body: { event, departmentId = null }, changes, sheets, waiting, before }: Confirmed): string {
  const others = [...before.values()].filter(({ id }) => id !== person.id);
  const othersIn = (key: string) => others.filter(({ appointments }) => appointments.some((one) => appointmentKey(one) === key)).map(({ id }) => id);
  const givenUp = changes.givenUp.map(appointmentKey).map((key) => [key, ...othersIn(key).sort()]);
  const reviewOf = ({ id, target, deputies }: Waiting) => [
    id,
    ...[target.respondentIds, target.involvedIds ?? [], target.respondentHolds ?? []].map((some) => some.toSorted()),
    [...seatsAmong(target.departmentId, others), ...deputies].map(({ role, personId, deputy }) => `${role}/${personId}/${deputy}`).sort(),
  ];
  const facts = [
    ...[event, departmentId, person.id, person.departmentId, person.appointments.map(appointmentKey).sort()],
    [givenUp.sort(), changes.taken.map(appointmentKey).sort()],
    sheets.map(({ id, state, answered, answers, departmentId: where, respondents }) => [id, state, answered, answers, where, respondents]),
    waiting.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(reviewOf),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
