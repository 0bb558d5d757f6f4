import "server-only";
import { postKey } from "@/lib/domain/checking/posts";
import { type Holding, mayReviewBesides, type Waiting } from "@/lib/features/handover/open/queries";
import type { HandoverDeputyship } from "@/lib/features/handover/record/schema";
import type { Person } from "@/lib/features/organisation/record/schema";
import { countOpen, NOTHING_OPEN } from "@/lib/features/sheets/own-open/queries";
import { endingDeputyships } from "@/lib/features/sheets/own-open/sql";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

type Ending = Omit<HandoverDeputyship, "holders" | "sheets" | "sheetsAlone" | "waiting" | "waitingAlone">;

/** The deputyships that end when the person leaves, each with the post's other deputies. */
export const readEnding = (transaction: Transaction, operatorId: string, personId: string, now: Date): Promise<Ending[]> =>
  transaction.$queryRaw<Ending[]>`
    SELECT q.id, q.role, q.department_id AS "departmentId", d.name AS "departmentName", q.system_id AS "systemId", y.name AS "systemName",
      q.from_on::text AS "from", q.until_on::text AS until,
      ARRAY(SELECT p.name FROM deputy o JOIN person p ON p.operator_id = o.operator_id AND p.id = o.person_id
        JOIN account a ON a.operator_id = o.operator_id AND a.person_id = o.person_id AND a.disabled_at IS NULL
        WHERE o.operator_id = q.operator_id AND o.role = q.role AND o.department_id IS NOT DISTINCT FROM q.department_id
          AND o.system_id IS NOT DISTINCT FROM q.system_id AND o.person_id <> q.person_id
          AND o.ended_at IS NULL AND o.until_on >= ${calendarDate(now)}::date ORDER BY o.ordinal, p.name) AS deputies
    ${endingDeputyships(operatorId, personId, now)}
    ORDER BY q.role, d.name, y.name, q.from_on, q.id`;

interface Leaving {
  readonly operatorId: string;
  readonly person: Person;
  readonly ending: readonly Ending[];
  /** The sheets that wait for a review from the posts. */
  readonly waiting: readonly Waiting[];
  readonly holding: Holding;
  readonly now: Date;
}

/** What is open on the posts that the person stops standing in for, and how much of it nobody else could do. */
export async function countEnding(transaction: Transaction, { operatorId, person, ending, waiting, holding, now }: Leaving): Promise<HandoverDeputyship[]> {
  if (ending.length === 0) return [];
  const counts = await countOpen(transaction, { operatorId, personId: person.id }, ending, now);
  return ending.map((one) => {
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
