import "server-only";
import { OUTSTANDING_SHEET_STATES } from "@/lib/domain/checking/state";
import { type Course, coursesOf, type Decided, decideCourses, explained, type HandoverEvent } from "@/lib/domain/handover/courses";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { countDeputyships, readDeputiesOf, readDeputyships } from "@/lib/features/handover/deputyships/queries";
import { readKept } from "@/lib/features/handover/kept/queries";
import {
  type Changes,
  changesOf,
  type Holder,
  type Holding,
  type OpenSheet,
  readHolders,
  readOpenSheets,
  readWaiting,
  readWaitingPlaces,
  reviewersAfter,
  type Waiting,
  type WaitingPlace,
} from "@/lib/features/handover/open/queries";
import { hashOf } from "@/lib/features/handover/planning/parts";
import {
  HAS_LEFT,
  handoverRefusal,
  KEEPS_ROLES,
  NO_DEPARTMENT,
  NOT_GIVEN_UP,
  ONLY_WHEN_MOVING,
  OWN_SUCCESSOR,
  SAME_DEPARTMENT,
} from "@/lib/features/handover/planning/refusals";
import type { DeputyOfTakenPost, HandoverBody, HandoverPlan, HandoverPost, HandoverReview, HandoverSheet } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";

/** A handover that can be done: the plan that is shown, and what doing it needs. */
export interface PlannedHandover {
  readonly plan: HandoverPlan;
  readonly wanted: readonly AppointmentBody[];
  readonly successors: ReadonlyMap<string, string>;
  readonly decided: readonly Decided[];
}

type Subject = Person & { readonly operatorId: string };

/** Reasons that an event is by itself. */
export const USUAL_REASONS = { leave: "退職のため", absence: "長期不在のため", move: null, roles: null } as const satisfies Record<
  HandoverEvent,
  string | null
>;

/** Who moves or is away keeps what is not given up; who leaves keeps nothing, and for other roles nothing else is in question. */
const KEEPING: ReadonlySet<HandoverEvent> = new Set(["move", "absence"]);
const NOTHING_KEPT: HandoverPlan["kept"] = { posts: [], named: { sheets: 0, sheetsAlone: 0 } };

/** Why the body does not fit the person; null if it does. */
function unfit(person: Subject, { event, departmentId, appointments, successors }: HandoverBody, { givenUp }: Changes) {
  if (person.leftAt !== null) return HAS_LEFT;
  if (event === "move" && !departmentId) return NO_DEPARTMENT;
  if (event === "move" && departmentId === person.departmentId) return SAME_DEPARTMENT;
  if (event !== "move" && departmentId) return ONLY_WHEN_MOVING;
  if (event === "leave" && (appointments ?? []).length > 0) return KEEPS_ROLES;
  const ending = new Set(givenUp.map(appointmentKey));
  if (successors.some(({ post }) => !ending.has(appointmentKey(post)))) return NOT_GIVEN_UP;
  return successors.some(({ personId }) => personId === person.id) ? OWN_SUCCESSOR : null;
}

/** Who holds roles when it is done. */
function holdersAfter(
  before: ReadonlyMap<string, Holder>,
  person: Subject,
  wanted: readonly AppointmentBody[],
  body: HandoverBody,
  names: ReadonlyMap<string, string>,
) {
  const after = new Map(before);
  const posts = wanted.map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
  after.set(person.id, { id: person.id, name: person.name, appointments: posts });
  for (const { post, personId } of body.successors) {
    const known = after.get(personId) ?? { id: personId, name: names.get(personId) ?? "", appointments: [] };
    after.set(personId, { ...known, appointments: [...known.appointments, post] });
  }
  return [...after.values()];
}

const holds = ({ appointments }: Pick<Holder, "appointments">, key: string): boolean => appointments.some((one) => appointmentKey(one) === key);

/** Whether the deputy takes the post itself, as the person or as a successor. */
const takes = (deputy: DeputyOfTakenPost, { id }: Subject, { taken }: Changes, successors: HandoverBody["successors"]): boolean => {
  const isOf = (post: AppointmentBody) => appointmentKey(post) === appointmentKey(deputy);
  return deputy.personId === id ? taken.some(isOf) : successors.some(({ post, personId }) => personId === deputy.personId && isOf(post));
};

const isOutstanding = ({ state }: OpenSheet): boolean => OUTSTANDING_SHEET_STATES.some((one) => one === state);

interface Read extends Holding {
  readonly person: Subject;
  readonly body: HandoverBody;
  readonly wanted: readonly AppointmentBody[];
  readonly changes: Changes;
  readonly sheets: readonly OpenSheet[];
  readonly waiting: readonly Waiting[];
  readonly names: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
  readonly waitingPlaces: ReadonlyMap<string, WaitingPlace>;
}

/** The sheets among these that wait for a review, each with who reviews it afterwards. */
function reviewsOf({ before, after, waitingPlaces }: Read, waiting: readonly Waiting[]): HandoverReview[] {
  const found = new Map(waiting.map((one) => [one.id, one]));
  return [...waitingPlaces].flatMap(([sheetId, place]) => {
    const one = found.get(sheetId);
    return one ? [{ sheetId, ...place, reviewers: [...reviewersAfter(one, { before, after })] }] : [];
  });
}

function postsOf(read: Read): HandoverPost[] {
  const { person, body, changes, waiting, before, names, places } = read;
  const successors = new Map(body.successors.map(({ post, personId }) => [appointmentKey(post), personId]));
  const postView = (post: AppointmentBody, change: HandoverPost["change"]): HandoverPost => {
    const key = appointmentKey(post);
    const successorId = successors.get(key) ?? null;
    const reviews = reviewsOf(
      read,
      waiting.filter(({ postKey }) => postKey === key),
    );
    return {
      ...{ role: post.role, departmentId: post.departmentId, systemId: post.systemId, change, successorId },
      departmentName: post.departmentId === null ? null : (places.get(post.departmentId) ?? null),
      systemName: post.systemId === null ? null : (places.get(post.systemId) ?? null),
      successorName: successorId === null ? null : (names.get(successorId) ?? null),
      holders: [...before.values()].filter((holder) => holder.id !== person.id && holds(holder, key)).map(({ name }) => name),
      waiting: reviews.length,
      unreviewable: reviews.filter(({ reviewers }) => reviewers.length === 0).length,
      reviews,
    };
  };
  return [...changes.givenUp.map((post) => postView(post, "givenUp")), ...changes.taken.map((post) => postView(post, "taken"))];
}

/** Whether somebody answers a post's sheet afterwards: who takes the post does, and who holds it still only if they are named today. */
const hasRespondent = ({ respondents, postKey }: OpenSheet, { before, after }: Holding): boolean => {
  const heldBefore = (id: string, key: string) => holds(before.get(id) ?? { appointments: [] }, key);
  return respondents.length > 0 || (postKey !== null && after.some((holder) => holds(holder, postKey) && !heldBefore(holder.id, postKey)));
};

/** Whether nobody could answer the sheet any more. */
const isLeftAlone = (sheet: OpenSheet, course: Course, holding: Holding): boolean =>
  course === "wait" || (course === "pass" && isOutstanding(sheet) && !hasRespondent(sheet, holding));

function effectsOf(
  { sheets, changes, before, after }: Read,
  posts: readonly HandoverPost[],
  courses: ReadonlyMap<string, Course>,
): Omit<HandoverPlan["effects"], "deputyships"> {
  const taking = (course: Course) => sheets.filter(({ id }) => courses.get(id) === course);
  const alone = sheets.filter((sheet) => isLeftAlone(sheet, courses.get(sheet.id) ?? "pass", { before, after })).length;
  return {
    passed: taking("pass").filter((sheet) => hasRespondent(sheet, { before, after })).length,
    moved: taking("along").length,
    withdrawn: taking("withdraw").length,
    withdrawnAnswers: taking("withdraw").reduce((sum, { answers }) => sum + answers, 0),
    unanswerable: alone,
    vacant: changes.givenUp.filter((post) => !after.some((holder) => holds(holder, appointmentKey(post)))).length,
    unreviewable: posts.reduce((sum, { unreviewable }) => sum + unreviewable, 0),
  };
}

async function readNames(transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.person.findMany({ where: { operatorId, id: { in: [...personIds] }, leftAt: null }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readPlaces(transaction: Transaction, operatorId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM department WHERE operator_id = ${operatorId}::uuid AND retired_at IS NULL
    UNION ALL SELECT id, name FROM critical_system WHERE operator_id = ${operatorId}::uuid AND retired_at IS NULL`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * What a handover would do (docs/design.md 6): the posts that change hands, every open sheet with its courses and the one it
 * takes, and the numbers. Refused: what does not fit the person or the event, successors and departments that are not there
 * (`not_found`), courses that a sheet does not have, withdrawing without a reason, unless the reasons are asked for `later`.
 */
export async function planHandover(
  transaction: Transaction,
  person: Subject,
  body: HandoverBody,
  now: Date,
  asked: { readonly reasons: "given" | "later" } = { reasons: "given" },
) {
  const { operatorId } = person;
  const { event, departmentId = null, successors } = body;
  const wanted = event === "leave" ? [] : (body.appointments ?? person.appointments);
  const changes = changesOf(person, wanted);
  const fault = unfit(person, body, changes);
  if (fault) return refused(fault);
  const [names, places] = [
    await readNames(
      transaction,
      operatorId,
      successors.map(({ personId }) => personId),
    ),
    await readPlaces(transaction, operatorId),
  ];
  const placed = [departmentId, ...changes.taken.flatMap((post) => [post.departmentId, post.systemId])].filter((id) => id !== null);
  if (successors.some(({ personId }) => !names.has(personId)) || placed.some((id) => !places.has(id))) return refused(NOT_FOUND);
  const givenUpKeys = new Set(changes.givenUp.map(appointmentKey));
  const takenKeys = new Set(changes.taken.map(appointmentKey));
  const open = await readOpenSheets(transaction, operatorId, person, event, changes);
  const sheets = open.map((sheet) => ({ ...sheet, taken: sheet.postKey !== null && takenKeys.has(sheet.postKey) }));
  const staying = KEEPING.has(event) ? person.appointments.filter((post) => !givenUpKeys.has(appointmentKey(post))) : [];
  const own = event === "roles" ? [] : await readDeputyships(transaction, operatorId, person.id, now);
  const goingOn = own.filter((one) => !takenKeys.has(appointmentKey(one)));
  const deputies = await readDeputiesOf(transaction, operatorId, [...changes.givenUp, ...changes.taken], now);
  const { waiting: reviewed, ofDeputyships } = await readWaiting(
    transaction,
    operatorId,
    person,
    { ...changes, deputyships: goingOn, leaves: event === "leave" },
    now,
  );
  const waiting = reviewed.filter(({ postKey }) => givenUpKeys.has(postKey) || takenKeys.has(postKey));
  const decided = decideCourses(sheets, event, body.sheets, USUAL_REASONS[event]);
  if (!decided.ok) return refused(handoverRefusal(decided.refusal, sheets));
  const reasons = asked.reasons === "later" ? decided : explained(decided.value);
  if (!reasons.ok) return refused(handoverRefusal(reasons.refusal, sheets));
  const before = await readHolders(transaction, operatorId);
  const waitingPlaces = await readWaitingPlaces(
    transaction,
    operatorId,
    waiting.map(({ id }) => id),
  );
  const read: Read = {
    ...{ person, body, wanted, changes, sheets, waiting, before, names, places, waitingPlaces },
    after: holdersAfter(before, person, wanted, body, names),
  };
  const posts = postsOf(read);
  const kept = KEEPING.has(event)
    ? await readKept(transaction, { operatorId, person, posts: staying, deputyships: goingOn, waiting: reviewed, holding: read, now })
    : NOTHING_KEPT;
  const stays = event !== "leave";
  const deputyships = await countDeputyships(transaction, {
    ...{ operatorId, person, deputyships: goingOn, stays },
    ...{ waiting: ofDeputyships, holding: read, now },
  });
  const endedByTaking = deputies.filter((one) => takes(one, person, changes, successors));
  const chosen = new Map(decided.value.map((one) => [one.sheetId, one]));
  const views = sheets.map((sheet): HandoverSheet => {
    const { postKey: _key, taken: _taken, ...shown } = sheet;
    const { course = "pass", reason } = chosen.get(sheet.id) ?? {};
    return { ...shown, courses: [...coursesOf(sheet, event)], course, reason: reason ?? null };
  });
  const plan: HandoverPlan = {
    ...{ personId: person.id, name: person.name, event, departmentId, posts, sheets: views },
    departmentName: departmentId === null ? null : (places.get(departmentId) ?? null),
    effects: {
      ...effectsOf(read, posts, new Map(views.map(({ id, course }) => [id, course]))),
      deputyships: (stays ? 0 : deputyships.length) + endedByTaking.length,
    },
    ...{ kept, deputyships, endedByTaking },
    hash: hashOf({ ...read, kept, deputyships, deputies, waiting: [...(KEEPING.has(event) ? reviewed : waiting), ...ofDeputyships] }),
  };
  return granted({
    plan,
    wanted,
    successors: new Map(successors.map(({ post, personId }) => [appointmentKey(post), personId])),
    decided: decided.value,
  } satisfies PlannedHandover);
}
