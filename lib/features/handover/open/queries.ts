import "server-only";
import type { Capacity } from "@/lib/domain/access/capacity";
import { managedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import { mayAccept, type ReviewedSheet, type ReviewingSeat, reviewersOf, seatsAmong } from "@/lib/domain/access/review";
import { reviewedSheet } from "@/lib/domain/access/sheet-target";
import type { Actor } from "@/lib/domain/checking/actor";
import type { HandoverEvent } from "@/lib/domain/handover/courses";
import type { HandoverReview, HandoverSheet } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import { WRITTEN } from "@/lib/features/sheets/tallies/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** A sheet of a running cycle that the change is about. */
export interface OpenSheet extends Omit<HandoverSheet, "courses" | "course" | "reason"> {
  /** The post that it belongs to, of those that change; null for an own sheet and for one that somebody named the person for. */
  readonly postKey: string | null;
}

/** The posts that a person gives up or takes. */
export interface Changes {
  readonly givenUp: readonly Person["appointments"][number][];
  readonly taken: readonly AppointmentBody[];
}

export function changesOf(person: Person, wanted: readonly AppointmentBody[]): Changes {
  const [held, after] = [new Set(person.appointments.map(appointmentKey)), new Set(wanted.map(appointmentKey))];
  return {
    givenUp: person.appointments.filter((one) => !after.has(appointmentKey(one))),
    taken: [...new Map(wanted.map((one) => [appointmentKey(one), one])).values()].filter((one) => !held.has(appointmentKey(one))),
  };
}

/** In SQL: the key of the one of these posts that answers the sheet `s`; null if there is none. */
export const postOf = (posts: readonly AppointmentBody[]): Prisma.Sql => Prisma.sql`(
  SELECT concat_ws('/', n.role, coalesce(n."departmentId"::text, ''), coalesce(n."systemId"::text, ''))
  FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS n(role text, "departmentId" uuid, "systemId" uuid)
  WHERE portal_answers_as(n.role, n."departmentId", n."systemId", s.role, s.department_id, s.system_id) LIMIT 1)`;

/** The person's own sheets and those of the posts that change; if the person leaves, also every other sheet that they answer. */
export const readOpenSheets = (transaction: Transaction, operatorId: string, person: Person, event: HandoverEvent, { givenUp, taken }: Changes) =>
  transaction.$queryRaw<OpenSheet[]>`
    SELECT s.id, s.cycle_id AS "cycleId", c.title AS "cycleTitle", c.due_on::text AS "dueOn", s.role, s.department_id AS "departmentId",
      d.name AS "departmentName", s.system_id AS "systemId", y.name AS "systemName", s.state, s.measures, s.answered, k.key AS "postKey",
      (SELECT count(*)::int FROM answer a WHERE a.operator_id = s.operator_id AND a.sheet_id = s.id AND ${Prisma.raw(WRITTEN)}) AS answers,
      ARRAY(SELECT p.name FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
        WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id <> ${person.id}::uuid AND p.left_at IS NULL ORDER BY p.name) AS respondents
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    CROSS JOIN LATERAL (SELECT ${postOf([...givenUp, ...taken])} AS key) k
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    WHERE s.operator_id = ${operatorId}::uuid AND c.state IN ('open', 'reviewing') AND s.state <> 'withdrawn' AND (
      (${event !== "roles"} AND s.role = 'handler' AND s.person_id = ${person.id}::uuid) OR k.key IS NOT NULL
      OR (${event === "leave"} AND s.role <> 'handler' AND EXISTS (SELECT 1 FROM sheet_respondent o
        WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id AND o.person_id = ${person.id}::uuid)))
    ORDER BY c.due_on, c.id, s.role, d.name, y.name, s.id`;

/** Everybody present who holds roles. */
export async function readHolders(transaction: Transaction, operatorId: string): Promise<ReadonlyMap<string, Holder>> {
  const rows = await transaction.$queryRaw<Holder[]>`
    SELECT p.id, p.name, jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', a.department_id, 'systemId', a.system_id)) AS appointments
    FROM person p JOIN appointment a ON a.operator_id = p.operator_id AND a.person_id = p.id
    WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL GROUP BY p.id, p.name ORDER BY p.name, p.id`;
  return new Map(rows.map((row) => [row.id, row]));
}
export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly appointments: readonly AppointmentBody[];
}

const actorOf = (operatorId: string, { id, appointments }: Holder): Actor => ({ personId: id, operatorId, sector: null, appointments });

export interface Waiting {
  readonly id: string;
  /** The post from which the person would review it. */
  readonly postKey: string;
  readonly target: ReviewedSheet;
  /** Who is a deputy of a post that reviews it today. */
  readonly deputies: readonly ReviewingSeat[];
}

const keyOfPost = ({ role, departmentId, systemId }: Exclude<Capacity, { kind: "self" }>): string => [role, departmentId ?? "", systemId ?? ""].join("/");

/** The handed-in sheets that wait for the person, each with the post from which they are reviewed. */
export async function readWaiting(transaction: Transaction, operatorId: string, person: Person, now: Date): Promise<Waiting[]> {
  const actor = actorOf(operatorId, person);
  const targets = await waitingTargets(transaction, operatorId, managedDepartments(actor), now);
  return [...targets].flatMap(([id, target]) => {
    const decided = decide(actor, "sheet.accept", target);
    // Without today's seats: who sits where is what changes.
    const { seats = [], ...sheet } = reviewedSheet(target) ?? {};
    if (!decided.ok || decided.value.kind !== "post" || !("role" in sheet)) return [];
    return [{ id, postKey: keyOfPost(decided.value), target: sheet, deputies: seats.filter(({ deputy }) => deputy) }];
  });
}

const mayReview = (operatorId: string, sheet: ReviewedSheet, holders: readonly Holder[]) =>
  holders.filter((holder) => mayAccept(actorOf(operatorId, holder), sheet).ok);

const reviewedBy = ({ target, deputies }: Waiting, holders: readonly Holder[]): ReviewedSheet => ({
  ...target,
  seats: [...seatsAmong(target.departmentId, holders), ...deputies],
});

/**
 * Who reviews the sheet where these people hold the posts, by name (責任者 → CISO → 経営層, docs/design.md 6): several where
 * several hold the post, and 代行 where only a deputy of it is left. Empty where nobody is left.
 */
export function reviewersAmong(operatorId: string, waiting: Waiting, holders: readonly Holder[]): readonly string[] {
  const sheet = reviewedBy(waiting, holders);
  const names = mayReview(operatorId, sheet, holders).map(({ name }) => name);
  return names.length > 0 || reviewersOf(sheet).length === 0 ? names : ["代行"];
}

/** Whether anybody besides the person may review the sheet where these people hold the posts: another holder, or a deputy without a part in it. */
export function mayReviewBesides(operatorId: string, waiting: Waiting, holders: readonly Holder[], personId: string): boolean {
  const sheet = reviewedBy(waiting, holders);
  const [levels, involved] = [reviewersOf(sheet), [...sheet.respondentIds, ...(sheet.involvedIds ?? [])]];
  const byDeputy = waiting.deputies.some((one) => levels.includes(one.role) && one.personId !== personId && !involved.includes(one.personId));
  return byDeputy || mayReview(operatorId, sheet, holders).some(({ id }) => id !== personId);
}

export interface WaitingPlace {
  readonly role: HandoverReview["role"];
  readonly departmentName: string | null;
  readonly systemName: string | null;
  /** Of a 取扱者 sheet. */
  readonly personName: string | null;
  readonly cycleTitle: string;
}

/** What the sheets are about, by their ids. */
export async function readWaitingPlaces(transaction: Transaction, operatorId: string, ids: readonly string[]): Promise<ReadonlyMap<string, WaitingPlace>> {
  const rows = await transaction.$queryRaw<(WaitingPlace & { id: string })[]>`
    SELECT s.id, s.role, d.name AS "departmentName", y.name AS "systemName", p.name AS "personName", c.title AS "cycleTitle"
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
    WHERE s.operator_id = ${operatorId}::uuid AND s.id = ANY(${[...ids]}::uuid[]) ORDER BY s.role, d.name, y.name, p.name, s.id`;
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
