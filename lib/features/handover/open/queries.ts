import "server-only";
import { samePost } from "@/lib/domain/access/deputy";
import { managedDepartments, postOf as ofPost } from "@/lib/domain/access/holding";
import { DEPARTMENT_REVIEWERS, freeSeats, mayAccept, type ReviewedSheet, type ReviewingSeat, reviewersOf, seatsAmong } from "@/lib/domain/access/review";
import { reviewedSheet } from "@/lib/domain/access/sheet-target";
import type { Actor } from "@/lib/domain/checking/actor";
import { isOwnConduct, postKey } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { HandoverEvent } from "@/lib/domain/handover/courses";
import { WRITTEN } from "@/lib/features/cycles/tallies/sql";
import type { HandoverReview, HandoverSheet } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import { postOf } from "@/lib/features/sheets/own-open/sql";
import { waitingTargets } from "@/lib/features/sheets/record/record";
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

/** Who holds roles before the handover and after it. */
export interface Holding {
  readonly before: ReadonlyMap<string, Holder>;
  readonly after: readonly Holder[];
}

const actorOf = (operatorId: string, { id, appointments }: Holder): Actor => ({ personId: id, operatorId, sector: null, appointments });

export interface Waiting {
  readonly id: string;
  /** The post from which it is reviewed, or by whose taking somebody else reviews it. */
  readonly postKey: string;
  readonly target: ReviewedSheet;
  /** Who is a deputy of a post that reviews it today, and still is one afterwards. */
  readonly deputies: readonly ReviewingSeat[];
}

/** The posts whose waiting sheets are in question: those that change, and those that the person is a deputy of. */
export interface Concerned extends Changes {
  readonly deputyships: readonly AppointmentBody[];
  /** Whether the person is no deputy afterwards. */
  readonly leaves: boolean;
}

/** Somebody without a part in any sheet, for asking what a post reviews. */
const NEWCOMER = "00000000-0000-4000-8000-000000000000";

/** The post of these from which a person reviews the sheet; null if they do not. */
function reviewingPost(operatorId: string, holder: Holder, sheet: ReviewedSheet): string | null {
  const decided = mayAccept(actorOf(operatorId, holder), sheet);
  return decided.ok && decided.value.kind === "post" ? postKey(decided.value) : null;
}

const withSeats = (sheet: ReviewedSheet, holders: readonly Holder[]): ReviewedSheet => ({
  ...sheet,
  seats: [...(sheet.seats ?? []), ...seatsAmong(sheet.departmentId, holders)],
});

/** The post of these from which the sheet is reviewed by a holder who has no part in it; null if it is none of them. */
function postReviewing(operatorId: string, posts: readonly AppointmentBody[], sheet: ReviewedSheet): string | null {
  const newcomer = { id: NEWCOMER, name: "", appointments: posts };
  return reviewingPost(operatorId, newcomer, withSeats(sheet, [newcomer]));
}

/** The post by whose taking the person's own waiting sheet goes to somebody else; null if there is none. */
function postPassingOn(person: Person, posts: readonly AppointmentBody[], sheet: ReviewedSheet): string | null {
  if (!sheet.respondentIds.includes(person.id)) return null;
  const taken = posts.find((post) => {
    const taker = { id: person.id, name: person.name, appointments: [post] };
    const held = { ...withSeats(sheet, [taker]), respondentHolds: [...(sheet.respondentHolds ?? []), ...rolesAt(sheet, [taker])] };
    return reviewersOf(held).join() !== reviewersOf(sheet).join();
  });
  return taken === undefined ? null : postKey(taken);
}

/** The roles that count for the reviewing of a sheet: 責任者 are those of its department alone. */
const rolesAt = (sheet: ReviewedSheet, people: readonly Holder[]): AppointmentRole[] =>
  people.flatMap(({ appointments }) =>
    appointments
      .filter(({ role, departmentId }) => !DEPARTMENT_REVIEWERS.some((one) => one === role) || departmentId === sheet.departmentId)
      .map(({ role }) => role),
  );

/**
 * The handed-in sheets that wait for the person, each with the post from which they are reviewed, and those that posts review which
 * the person takes; and apart, those of the posts that the person is a deputy of.
 */
export async function readWaiting(transaction: Transaction, operatorId: string, person: Person, { givenUp, taken, deputyships, leaves }: Concerned, now: Date) {
  const asked = { ...person, appointments: [...person.appointments, ...taken, ...deputyships] };
  if (asked.appointments.length === 0) return { waiting: [], ofDeputyships: [] };
  const departments = [...managedDepartments(actorOf(operatorId, asked)), ...(taken.length > 0 ? [person.departmentId] : [])];
  const sheets = [...(await waitingTargets(transaction, operatorId, departments, now))].flatMap(([id, target]) => {
    const sheet = reviewedSheet(target);
    return sheet ? [{ id, sheet }] : [];
  });
  const leaving = new Set(givenUp.map(postKey));
  const waitingFor = (id: string, sheet: ReviewedSheet, key: string | null): Waiting[] => {
    // Without today's seats: who sits where is what changes.
    const { seats = [], ...target } = sheet;
    const deputies = seats.filter(({ deputy, personId }) => deputy && !(leaves && personId === person.id));
    return key === null ? [] : [{ id, postKey: key, target, deputies }];
  };
  return {
    waiting: sheets.flatMap(({ id, sheet }) => {
      const own = reviewingPost(operatorId, person, sheet);
      const key = own !== null && leaving.has(own) ? own : (postReviewing(operatorId, taken, sheet) ?? own ?? postPassingOn(person, taken, sheet));
      return waitingFor(id, sheet, key);
    }),
    ofDeputyships: sheets.flatMap(({ id, sheet }) => waitingFor(id, sheet, postReviewing(operatorId, deputyships, sheet))),
  };
}

/** The seats from which the sheet may be accepted. */
const acceptingSeats = (sheet: ReviewedSheet) => reviewersOf(sheet).flatMap((level) => freeSeats(sheet, level));

/** Who answers the waiting sheet afterwards: as today, but for who takes its post and who gives it up (`portal_post_taken`, `portal_post_given_up`). */
function respondentsAfter(target: ReviewedSheet, { before, after }: Holding): readonly string[] {
  if (isOwnConduct(target.role)) return target.respondentIds;
  const post = ofPost(target);
  const inPost = (holders: readonly Holder[]) =>
    holders.filter(({ appointments }) => appointments.some((one) => samePost(ofPost(one), post))).map(({ id }) => id);
  const [held, holding] = [inPost([...before.values()]), inPost(after)];
  const [taking, givingUp] = [holding.filter((id) => !held.includes(id)), held.filter((id) => !holding.includes(id))];
  return [...new Set([...target.respondentIds, ...taking])].filter((id) => !givingUp.includes(id));
}

/** The sheet afterwards: what its respondents hold then decides who reviews it too. */
function reviewedBy({ target, deputies }: Waiting, holding: Holding): ReviewedSheet {
  const respondentIds = respondentsAfter(target, holding);
  const respondents = holding.after.filter(({ id }) => respondentIds.includes(id));
  return {
    ...{ ...target, respondentIds, respondentHolds: rolesAt(target, respondents) },
    seats: [...seatsAmong(target.departmentId, holding.after), ...deputies],
  };
}

/**
 * Who reviews the sheet afterwards, by name (責任者 → CISO → 経営層, docs/design.md 6): several where
 * several hold the post, and 代行 where only a deputy of it is left. Empty where nobody is left.
 */
export function reviewersAfter(waiting: Waiting, holding: Holding): readonly string[] {
  const seats = acceptingSeats(reviewedBy(waiting, holding));
  const inPost = seats.filter(({ deputy }) => !deputy).map(({ personId }) => personId);
  const names = holding.after.filter(({ id }) => inPost.includes(id)).map(({ name }) => name);
  return names.length > 0 || seats.length === 0 ? names : ["代行"];
}

/** Whether anybody besides the person may review the sheet afterwards: another holder, or a deputy without a part in it. */
export const mayReviewBesides = (waiting: Waiting, holding: Holding, personId: string): boolean =>
  acceptingSeats(reviewedBy(waiting, holding)).some((seat) => seat.personId !== personId);

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
