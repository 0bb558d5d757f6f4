import { createHash } from "node:crypto";
import { type ReviewingSeat, seatsAmong } from "@/lib/domain/access/review";
import type { Changes, Holder, OpenSheet, Waiting } from "@/lib/features/handover/open/queries";
import type { DeputyOfTakenPost, HandoverBody, HandoverDeputyship, HandoverKept } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";

export interface Confirmed {
  readonly person: Person;
  readonly body: Pick<HandoverBody, "event" | "departmentId">;
  readonly changes: Changes;
  readonly sheets: readonly OpenSheet[];
  readonly waiting: readonly Waiting[];
  readonly kept: HandoverKept;
  readonly deputyships: readonly HandoverDeputyship[];
  /** Everybody's of the posts that change. */
  readonly deputies: readonly Pick<DeputyOfTakenPost, "id">[];
  /** Who holds roles before it is done. */
  readonly before: ReadonlyMap<string, Holder>;
}

const seatKey = ({ role, personId }: ReviewingSeat): string => `${role}/${personId}`;

/**
 * What a request has to confirm by its hash: what is open on the person and the posts (given up, taken, kept and of deputyships), who
 * else holds these and who is a deputy of them, and what decides who may review the sheets that wait. Not what was chosen for it: one preview is confirmed with any choices.
 */
export function hashOf({ person, body: { event, departmentId = null }, changes, sheets, waiting, kept, deputyships, deputies, before }: Confirmed): string {
  const others = [...before.values()].filter(({ id }) => id !== person.id);
  const othersIn = (key: string) => others.filter(({ appointments }) => appointments.some((one) => appointmentKey(one) === key)).map(({ id }) => id);
  const givenUp = changes.givenUp.map(appointmentKey).map((key) => [key, ...othersIn(key).sort()]);
  // What depends on the choices (`waitingAlone`) is left out: what it follows from is confirmed with `waiting`.
  const staying = kept.posts.map((post) => [appointmentKey(post), post.sheets, post.sheetsAlone, ...othersIn(appointmentKey(post)).sort()]);
  const own = deputyships.map((one) => [one.id, one.until, ...[one.sheets, one.sheetsAlone], one.deputies.toSorted(), othersIn(appointmentKey(one)).sort()]);
  const reviewOf = ({ id, target, deputies }: Waiting) => [
    id,
    ...[target.respondentIds, target.involvedIds ?? [], target.deputyIds ?? [], target.respondentHolds ?? []].map((some) => some.toSorted()),
    seatsAmong(target.departmentId, others).map(seatKey).sort(),
    // In their order, which decides whose turn it is.
    deputies.map(seatKey),
  ];
  const facts = [
    ...[event, departmentId, person.id, person.departmentId, person.appointments.map(appointmentKey).sort()],
    [givenUp.sort(), changes.taken.map(appointmentKey).sort()],
    sheets.map(({ id, state, answered, answers, departmentId: where, respondents }) => [id, state, answered, answers, where, respondents]),
    [own.sort(), deputies.map(({ id }) => id).sort()],
    [staying.sort(), kept.named.sheets, kept.named.sheetsAlone],
    waiting.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(reviewOf),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
