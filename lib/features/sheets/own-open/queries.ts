import "server-only";
import { managedDepartments } from "@/lib/domain/access/holding";
import { mayAccept, type ReviewedSheet, reviewersOf } from "@/lib/domain/access/review";
import { reviewedSheet } from "@/lib/domain/access/sheet-target";
import type { Actor, Appointment } from "@/lib/domain/checking/actor";
import { OWN_CONDUCT, postKey } from "@/lib/domain/checking/posts";
import { OUTSTANDING_SHEET_STATES } from "@/lib/domain/checking/state";
import type { OnlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { deputyshipsOf, postOf } from "@/lib/features/sheets/own-open/sql";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import { inForce } from "@/lib/features/sheets/seats/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

interface Counts {
  readonly sheets: number;
  /** Those of them that nobody else could answer. */
  readonly sheetsAlone: number;
}

export const NOTHING_OPEN: Counts = { sheets: 0, sheetsAlone: 0 };

interface OfPerson {
  readonly operatorId: string;
  readonly personId: string;
}

/** What the person stops doing, and so is not there to answer: everything, or one deputyship alone. `stays`: nothing ends, and they are only not there. */
interface Stopping extends OfPerson {
  readonly deputyId?: string;
  readonly stays?: boolean;
}

/** In SQL: the respondents `r`, the holders `m` and the deputies `q` who are still there. Who stays keeps their place before other deputies. */
function stillThere({ personId, deputyId, stays = false }: Stopping, now: Date): Readonly<Record<"respondents" | "holders" | "deputies", Prisma.Sql>> {
  const others = (column: Prisma.Sql) => Prisma.sql`${column} <> ${personId}::uuid`;
  if (deputyId !== undefined) return { respondents: Prisma.sql`true`, holders: Prisma.sql`true`, deputies: Prisma.sql`q.id <> ${deputyId}::uuid` };
  const behind = Prisma.sql`EXISTS (SELECT 1 FROM deputy e WHERE e.operator_id = q.operator_id AND e.person_id = ${personId}::uuid AND ${inForce(now, "e")}
    AND e.ordinal < q.ordinal AND e.role = q.role AND e.department_id IS NOT DISTINCT FROM q.department_id AND e.system_id IS NOT DISTINCT FROM q.system_id)`;
  return {
    respondents: others(Prisma.sql`r.person_id`),
    holders: stays ? Prisma.sql`true` : others(Prisma.sql`m.person_id`),
    deputies: stays ? Prisma.sql`${others(Prisma.sql`q.person_id`)} AND NOT ${behind}` : others(Prisma.sql`q.person_id`),
  };
}

/** In SQL: the deputy `q` stands in for a holder who answers the sheet `s`, or for a post without a holder (`mayAnswerFor`). */
const forSomebody = (holders: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce((
  SELECT bool_or(EXISTS (SELECT 1 FROM sheet_respondent o WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id AND o.person_id = m.person_id))
  FROM appointment m WHERE m.operator_id = q.operator_id AND m.role = q.role AND m.department_id IS NOT DISTINCT FROM q.department_id
    AND m.system_id IS NOT DISTINCT FROM q.system_id AND ${holders}), true)`;

/** The sheets not handed in that are the posts', counted by post; under "" others that the person answers. The deputy of today whose turn it is can answer too. */
export async function countOpen(transaction: Transaction, stopping: Stopping, posts: readonly Appointment[], now: Date): Promise<ReadonlyMap<string, Counts>> {
  const { operatorId, personId } = stopping;
  const others = stillThere(stopping, now);
  const rows = await transaction.$queryRaw<(Counts & { key: string })[]>`
    SELECT coalesce(k.key, '') AS key, count(*)::int AS sheets, (count(*) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
        WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND ${others.respondents} AND p.left_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM deputy q JOIN account a ON a.operator_id = q.operator_id AND a.person_id = q.person_id AND a.disabled_at IS NULL
        WHERE q.operator_id = s.operator_id AND ${others.deputies} AND ${inForce(now)}
          AND portal_answers_as(q.role, q.department_id, q.system_id, s.role, s.department_id, s.system_id) AND ${forSomebody(others.holders)})))::int AS "sheetsAlone"
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    CROSS JOIN LATERAL (SELECT ${postOf(posts)} AS key) k
    WHERE s.operator_id = ${operatorId}::uuid AND c.state IN ('open', 'reviewing') AND s.state = ANY(${[...OUTSTANDING_SHEET_STATES]}::text[])
      AND s.role <> ${OWN_CONDUCT} AND (k.key IS NOT NULL OR EXISTS (SELECT 1 FROM sheet_respondent o
        WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id AND o.person_id = ${personId}::uuid))
    GROUP BY 1`;
  return new Map(rows.map(({ key, ...counts }) => [key, counts]));
}

/** The person's 取扱者 sheets that are not handed in. */
async function countOwn(transaction: Transaction, { operatorId, personId }: OfPerson): Promise<number> {
  const [row] = await transaction.$queryRaw<{ sheets: number }[]>`
    SELECT count(*)::int AS sheets FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    WHERE s.operator_id = ${operatorId}::uuid AND c.state IN ('open', 'reviewing') AND s.state = ANY(${[...OUTSTANDING_SHEET_STATES]}::text[])
      AND s.role = ${OWN_CONDUCT} AND s.person_id = ${personId}::uuid`;
  return row?.sheets ?? 0;
}

/** Whether the person reviews the sheet from one of these posts, and neither another holder of it nor a deputy of today could. */
function reviewsAlone(person: Actor, sheet: ReviewedSheet): boolean {
  const decided = mayAccept(person, sheet);
  if (!decided.ok || decided.value.kind !== "post") return false;
  const { role } = decided.value;
  const others = (sheet.seats ?? []).filter(({ personId }) => personId !== person.personId);
  return !reviewersOf({ ...sheet, seats: others }).some((one) => one === role);
}

async function countWaiting(transaction: Transaction, { operatorId, personId }: OfPerson, posts: readonly Appointment[], now: Date): Promise<number> {
  const person = { personId, operatorId, sector: null, appointments: posts };
  const waiting = [...(await waitingTargets(transaction, operatorId, managedDepartments(person), now)).values()];
  return waiting.filter((target) => {
    const sheet = reviewedSheet(target);
    return sheet !== null && reviewsAlone(person, sheet);
  }).length;
}

interface GivingUp extends OfPerson {
  readonly posts: readonly Appointment[];
  /** Who leaves also gives up the own sheets, those that somebody named them for, and the deputyships. */
  readonly leaves: boolean;
}

/** What nobody else could answer, or review from the same post, if the person gave these posts up: a handover decides on it. */
export async function countOnlyTheirs(transaction: Transaction, giving: GivingUp, now: Date): Promise<OnlyTheirs> {
  const { operatorId, personId, leaves } = giving;
  const ending = leaves
    ? await transaction.$queryRaw<Appointment[]>`
        SELECT DISTINCT q.role, q.department_id AS "departmentId", q.system_id AS "systemId"
        ${deputyshipsOf(operatorId, now)} AND q.person_id = ${personId}::uuid`
    : [];
  const posts = [...giving.posts, ...ending];
  const open = posts.length > 0 || leaves ? [...(await countOpen(transaction, giving, posts, now))] : [];
  return {
    openSheets: leaves ? await countOwn(transaction, giving) : 0,
    postSheets: open.reduce((sum, [key, { sheetsAlone }]) => (leaves || key !== "" ? sum + sheetsAlone : sum), 0),
    waiting: posts.length > 0 ? await countWaiting(transaction, giving, posts, now) : 0,
  };
}

interface Deputyship extends OfPerson {
  readonly deputyId: string;
  readonly post: Appointment;
}

/** Whether the person goes on with the post all the same, by another deputyship of today. Its holder is no deputy of it. */
async function goesOn(transaction: Transaction, { operatorId, personId, deputyId, post }: Deputyship, now: Date): Promise<boolean> {
  const { role, departmentId, systemId } = post;
  const [row] = await transaction.$queryRaw<{ on: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM deputy q WHERE q.operator_id = ${operatorId}::uuid AND q.person_id = ${personId}::uuid AND q.id <> ${deputyId}::uuid
        AND q.role = ${role} AND q.department_id IS NOT DISTINCT FROM ${departmentId}::uuid AND q.system_id IS NOT DISTINCT FROM ${systemId}::uuid
        AND ${inForce(now)}) AS on`;
  return row?.on ?? false;
}

/** What nobody could answer, or review from the same post, once the deputyship ended. */
export async function countOnlyTheDeputys(transaction: Transaction, deputyship: Deputyship, now: Date): Promise<OnlyTheirs> {
  if (await goesOn(transaction, deputyship, now)) return { openSheets: 0, postSheets: 0, waiting: 0 };
  const posts = [deputyship.post];
  const open = await countOpen(transaction, deputyship, posts, now);
  return { openSheets: 0, postSheets: open.get(postKey(deputyship.post))?.sheetsAlone ?? 0, waiting: await countWaiting(transaction, deputyship, posts, now) };
}
