import "server-only";
import { OWN_CONDUCT } from "@/lib/domain/access/posts";
import { OUTSTANDING_SHEET_STATES } from "@/lib/domain/checking/state";
import { type Holder, mayReviewBesides, postOf, type Waiting } from "@/lib/features/handover/open/queries";
import type { HandoverKept } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

interface Counts {
  readonly sheets: number;
  readonly sheetsAlone: number;
}

export const NOTHING_OPEN: Counts = { sheets: 0, sheetsAlone: 0 };

/** The sheets not handed in that are the posts', counted by post; under "" others that the person answers. A deputy of today can answer too. */
export async function countOpen(
  transaction: Transaction,
  operatorId: string,
  person: Person,
  posts: readonly AppointmentBody[],
  now: Date,
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await transaction.$queryRaw<(Counts & { key: string })[]>`
    SELECT coalesce(k.key, '') AS key, count(*)::int AS sheets, (count(*) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
        WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id <> ${person.id}::uuid AND p.left_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM deputy q JOIN account a ON a.operator_id = q.operator_id AND a.person_id = q.person_id AND a.disabled_at IS NULL
        WHERE q.operator_id = s.operator_id AND q.person_id <> ${person.id}::uuid AND q.ended_at IS NULL AND ${calendarDate(now)}::date BETWEEN q.from_on AND q.until_on
          AND portal_answers_as(q.role, q.department_id, q.system_id, s.role, s.department_id, s.system_id))))::int AS "sheetsAlone"
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    CROSS JOIN LATERAL (SELECT ${postOf(posts)} AS key) k
    WHERE s.operator_id = ${operatorId}::uuid AND c.state IN ('open', 'reviewing') AND s.state = ANY(${[...OUTSTANDING_SHEET_STATES]}::text[])
      AND s.role <> ${OWN_CONDUCT} AND (k.key IS NOT NULL OR EXISTS (SELECT 1 FROM sheet_respondent o
        WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id AND o.person_id = ${person.id}::uuid))
    GROUP BY 1`;
  return new Map(rows.map(({ key, ...counts }) => [key, counts]));
}

interface Keeping {
  readonly operatorId: string;
  readonly person: Person;
  readonly posts: Person["appointments"];
  readonly waiting: readonly Waiting[];
  /** Who holds roles afterwards. */
  readonly after: readonly Holder[];
  readonly now: Date;
}

/**
 * What stays with a person who moves or is away (docs/design.md 6): for each post that is kept, and for the sheets that somebody
 * named the person for, how much is open and how much of it nobody else could do.
 */
export async function readKept(transaction: Transaction, { operatorId, person, posts, waiting, after, now }: Keeping): Promise<HandoverKept> {
  const counts = await countOpen(transaction, operatorId, person, person.appointments, now);
  return {
    posts: posts.map((post) => {
      const key = appointmentKey(post);
      const reviews = waiting.filter(({ postKey }) => postKey === key);
      const { role, departmentId, systemId, departmentName, systemName } = post;
      return {
        ...{ role, departmentId, systemId, departmentName, systemName },
        holders: after.filter(({ id, appointments }) => id !== person.id && appointments.some((one) => appointmentKey(one) === key)).map(({ name }) => name),
        ...(counts.get(key) ?? NOTHING_OPEN),
        waiting: reviews.length,
        waitingAlone: reviews.filter((one) => !mayReviewBesides(operatorId, one, after, person.id)).length,
      };
    }),
    named: counts.get("") ?? NOTHING_OPEN,
  };
}
