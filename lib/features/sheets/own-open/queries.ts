import "server-only";
import { managedDepartments } from "@/lib/domain/access/holding";
import { OWN_CONDUCT, postKey } from "@/lib/domain/access/posts";
import { mayAccept } from "@/lib/domain/access/review";
import { reviewedSheet } from "@/lib/domain/access/sheet-target";
import type { Appointment } from "@/lib/domain/checking/actor";
import { OUTSTANDING_SHEET_STATES } from "@/lib/domain/checking/state";
import type { OnlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";

interface GivingUp {
  readonly operatorId: string;
  readonly personId: string;
  readonly posts: readonly Appointment[];
  /** Who leaves also gives up the own sheets, and those that somebody named them for. */
  readonly leaves: boolean;
}

async function countSheets(transaction: Transaction, { operatorId, personId, posts, leaves }: GivingUp): Promise<Omit<OnlyTheirs, "waiting">> {
  const [row] = await transaction.$queryRaw<Omit<OnlyTheirs, "waiting">[]>`
    SELECT (count(*) FILTER (WHERE s.role = ${OWN_CONDUCT}))::int AS "openSheets", (count(*) FILTER (WHERE s.role <> ${OWN_CONDUCT}))::int AS "postSheets"
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    WHERE s.operator_id = ${operatorId}::uuid AND c.state IN ('open', 'reviewing') AND s.state = ANY(${[...OUTSTANDING_SHEET_STATES]}::text[])
      AND CASE s.role WHEN ${OWN_CONDUCT} THEN ${leaves} AND s.person_id = ${personId}::uuid
        ELSE EXISTS (SELECT 1 FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id = ${personId}::uuid)
          AND NOT EXISTS (SELECT 1 FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
            WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id <> ${personId}::uuid AND p.left_at IS NULL)
          AND (${leaves} OR EXISTS (SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS n(role text, "departmentId" uuid, "systemId" uuid)
            WHERE portal_answers_as(n.role, n."departmentId", n."systemId", s.role, s.department_id, s.system_id))) END`;
  return row ?? { openSheets: 0, postSheets: 0 };
}

/** Those of the posts that nobody else holds. */
async function heldAlone(transaction: Transaction, { operatorId, personId, posts }: GivingUp): Promise<readonly Appointment[]> {
  const others = await transaction.$queryRaw<Appointment[]>`
    SELECT a.role, a.department_id AS "departmentId", a.system_id AS "systemId" FROM appointment a
    JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id <> ${personId}::uuid AND p.left_at IS NULL
      AND a.role = ANY(${posts.map(({ role }) => role)}::text[])`;
  const held = new Set(others.map(postKey));
  return posts.filter((post) => !held.has(postKey(post)));
}

/** What would be nobody's if the person gave these posts up: a handover decides on it. */
export async function countOnlyTheirs(transaction: Transaction, giving: GivingUp, now: Date): Promise<OnlyTheirs> {
  const { operatorId, personId } = giving;
  const counted = await countSheets(transaction, giving);
  const alone = giving.posts.length === 0 ? [] : await heldAlone(transaction, giving);
  if (alone.length === 0) return { ...counted, waiting: 0 };
  const holder = { personId, operatorId, sector: null, appointments: alone };
  const waiting = [...(await waitingTargets(transaction, operatorId, managedDepartments(holder), now)).values()].filter((target) => {
    const sheet = reviewedSheet(target);
    return sheet !== null && mayAccept(holder, sheet).ok;
  });
  return { ...counted, waiting: waiting.length };
}
