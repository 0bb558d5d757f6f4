import "server-only";
import { postKey } from "@/lib/domain/checking/posts";
import { type Holding, mayReviewBesides, type Waiting } from "@/lib/features/handover/open/queries";
import type { DeputyOfTakenPost, HandoverDeputyship } from "@/lib/features/handover/record/schema";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import { countOpen, NOTHING_OPEN } from "@/lib/features/sheets/own-open/queries";
import { deputyshipsOf } from "@/lib/features/sheets/own-open/sql";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

type OwnDeputyship = Omit<HandoverDeputyship, "holders" | "sheets" | "sheetsAlone" | "waiting" | "waitingAlone">;

/** The person's deputyships that are not over, each with the post's other deputies. */
export const readDeputyships = (transaction: Transaction, operatorId: string, personId: string, now: Date): Promise<OwnDeputyship[]> =>
  transaction.$queryRaw<OwnDeputyship[]>`
    SELECT q.id, q.role, q.department_id AS "departmentId", d.name AS "departmentName", q.system_id AS "systemId", y.name AS "systemName",
      q.from_on::text AS "from", q.until_on::text AS until,
      ARRAY(SELECT p.name FROM deputy o JOIN person p ON p.operator_id = o.operator_id AND p.id = o.person_id
        JOIN account a ON a.operator_id = o.operator_id AND a.person_id = o.person_id AND a.disabled_at IS NULL
        WHERE o.operator_id = q.operator_id AND o.role = q.role AND o.department_id IS NOT DISTINCT FROM q.department_id
          AND o.system_id IS NOT DISTINCT FROM q.system_id AND o.person_id <> q.person_id
          AND o.ended_at IS NULL AND o.until_on >= ${calendarDate(now)}::date ORDER BY o.ordinal, p.name) AS deputies
    ${deputyshipsOf(operatorId, now)} AND q.person_id = ${personId}::uuid
    ORDER BY q.role, d.name, y.name, q.from_on, q.id`;

/** Everybody's deputyships of these posts that are not over. */
export const readDeputiesOf = async (
  transaction: Transaction,
  operatorId: string,
  posts: readonly AppointmentBody[],
  now: Date,
): Promise<readonly DeputyOfTakenPost[]> =>
  posts.length === 0
    ? []
    : transaction.$queryRaw<DeputyOfTakenPost[]>`
    SELECT q.id, q.role, q.department_id AS "departmentId", d.name AS "departmentName", q.system_id AS "systemId", y.name AS "systemName",
      q.from_on::text AS "from", q.until_on::text AS until, q.person_id AS "personId",
      (SELECT p.name FROM person p WHERE p.operator_id = q.operator_id AND p.id = q.person_id) AS "personName"
    ${deputyshipsOf(operatorId, now)} AND EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS n(role text, "departmentId" uuid, "systemId" uuid)
      WHERE n.role = q.role AND n."departmentId" IS NOT DISTINCT FROM q.department_id AND n."systemId" IS NOT DISTINCT FROM q.system_id)
    ORDER BY q.role, d.name, y.name, q.from_on, q.id`;

interface Counting {
  readonly operatorId: string;
  readonly person: Person;
  readonly deputyships: readonly OwnDeputyship[];
  /** Whether they go on, and the person keeps the place before other deputies. */
  readonly stays: boolean;
  /** The sheets that wait for a review from the posts. */
  readonly waiting: readonly Waiting[];
  readonly holding: Holding;
  readonly now: Date;
}

/** What is open on the posts that the person is a deputy of, and how much of it nobody else could do. */
export async function countDeputyships(
  transaction: Transaction,
  { operatorId, person, deputyships, stays, waiting, holding, now }: Counting,
): Promise<HandoverDeputyship[]> {
  if (deputyships.length === 0) return [];
  const counts = await countOpen(transaction, { operatorId, personId: person.id, stays }, deputyships, now);
  return deputyships.map((one) => {
    const key = postKey(one);
    const reviews = waiting.filter((some) => some.postKey === key);
    return {
      ...one,
      holders: holding.after.filter(({ appointments }) => appointments.some((held) => postKey(held) === key)).map(({ name }) => name),
      ...(counts.get(key) ?? NOTHING_OPEN),
      waiting: reviews.length,
      waitingAlone: reviews.filter((some) => !mayReviewBesides(some, holding, person.id)).length,
    };
  });
}
