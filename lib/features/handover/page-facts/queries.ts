import "server-only";
import { z } from "zod";
import { postKey } from "@/lib/domain/checking/posts";
import type { Course } from "@/lib/domain/handover/courses";
import { outside, yearsAfter } from "@/lib/domain/shared/day";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted } from "@/lib/domain/shared/result";
import { searchedWords } from "@/lib/domain/shared/text";
import { readCandidates } from "@/lib/features/handover/candidates/queries";
import { askedIn, courseName, eventOf, only, type Query, queryOf, successorName, without } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { OWN_LEAVING } from "@/lib/features/handover/planning/refusals";
import { sheetTitle } from "@/lib/features/handover/planning/texts";
import { readChoices, readPlanned } from "@/lib/features/handover/plans/queries";
import { type HandoverBody, type HandoverSheet, handoverBody, type PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import type { ChoiceView, HandoverView } from "@/lib/features/handover/record/view";
import { willLackCiso } from "@/lib/features/organisation/deciding/queries";
import { readPersonDetail } from "@/lib/features/organisation/people/queries";
import { somebody } from "@/lib/features/organisation/people/record";
import type { Person } from "@/lib/features/organisation/record/schema";
import { dayRefusal } from "@/lib/labels/day-faults";
import { COURSE_WORDS } from "@/lib/labels/handover-words";
import { calendarDate } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import type { Transaction } from "@/lib/server/database/client";
import { reading } from "@/lib/server/use-cases/use-case";

/** What the page of a handover shows. */
export interface FoundHandover {
  readonly person: Person;
  readonly departments: readonly ChoiceView[];
  readonly candidates: readonly ChoiceView[];
  readonly body: HandoverBody | null;
  readonly planned: PlannedHandover | null;
  readonly problem: HandoverView["problem"];
  /** What is asked for: the address, or what was planned before (`plan=1`). */
  readonly query: Query;
  /** The day on which it is done. */
  readonly on: string;
  /** What is planned for the person already. */
  readonly before: PlannedHandoverRow | null;
  /** The reasons that were given with it, by sheet. */
  readonly reasons: ReadonlyMap<string, string>;
}

const TO_CHOOSE = { message: "移る先の部署を選んでください。", details: [] } as const;
const UNIT_GONE = { message: "選んだ部署は、今はありません。移る先の部署を選び直してください。", details: [] } as const;
const NO_LONGER = "選んだもののうち、できなくなったものがあります。ほかは、選んだとおりです。";

type Subject = Person & { readonly operatorId: string };

type Successors = HandoverBody["successors"];

/** The successors among these who are no longer there, by their ids with their names. */
async function readGone(transaction: Transaction, { operatorId }: Subject, successors: Successors): Promise<ReadonlyMap<string, string>> {
  const chosen = successors.map(({ personId }) => personId);
  const found = await transaction.person.findMany({ where: { operatorId, id: { in: chosen } }, select: { id: true, name: true, leftAt: true } });
  const known = new Map(found.map((one) => [one.id, one]));
  return new Map(chosen.filter((id) => known.get(id)?.leftAt !== null).map((id) => [id, known.get(id)?.name ?? ""]));
}

const goneText = (name: string): string => (name === "" ? "後任に選んだ人" : sentence`後任に選んだ${name}さん`);

const lostText = (sheet: HandoverSheet, course: Course): string => {
  const [only] = sheet.courses.length === 1 ? sheet.courses : [];
  const then = only === undefined ? "どうするかを選び直してください。" : `「${COURSE_WORDS[only]}」になります。`;
  return sentence`${sheetTitle(sheet)}：「${COURSE_WORDS[course]}」は選べなくなりました。${then}`;
};

type Planned = Pick<FoundHandover, "body" | "planned" | "problem" | "query">;

/**
 * The plan of what the address asks for. What can no longer be chosen is left out and said, the rest stays as chosen; what then
 * has to be chosen again is not decided (`body`). Null where nothing can be planned, with why.
 */
async function planOf(transaction: Transaction, person: Subject, query: Query, departments: readonly ChoiceView[], now: Date): Promise<Planned> {
  const nothing = { body: null, planned: null, query };
  const parsed = handoverBody.safeParse(askedIn(query, person));
  if (!parsed.success)
    return { ...nothing, problem: { message: "選んだ内容を確かめてください。", details: parsed.error.issues.map(({ message }) => message) } };
  const { event, departmentId } = parsed.data;
  if (event === "move" && !departmentId) return { ...nothing, problem: only(query, "step") === "confirm" ? TO_CHOOSE : null };
  if (event === "move" && departmentId !== person.departmentId && !departments.some(({ value }) => value === departmentId))
    return { ...nothing, query: without(query, ["department"]), problem: UNIT_GONE };
  const gone = await readGone(transaction, person, parsed.data.successors);
  const successors = parsed.data.successors.filter(({ personId }) => !gone.has(personId));
  const planWith = (sheets: HandoverBody["sheets"]) => planHandover(transaction, person, { ...parsed.data, successors, sheets }, now, { reasons: "later" });
  const open = await planWith([]);
  // The address may still name the sheets of a post that was given up when they were shown, and is kept by now.
  const concerned = new Map(open.ok ? open.value.plan.sheets.map((sheet) => [sheet.id, sheet]) : []);
  const sheets = parsed.data.sheets.filter(({ sheetId, course }) => concerned.get(sheetId)?.courses.includes(course));
  const lost = parsed.data.sheets.flatMap(({ sheetId, course }) => {
    const sheet = concerned.get(sheetId);
    return sheet === undefined || sheet.courses.includes(course) ? [] : [{ sheet, course }];
  });
  const planned = sheets.length > 0 ? await planWith(sheets) : open;
  if (!planned.ok) {
    const { detail, fields = [] } = planned.refusal;
    return { ...nothing, planned: open.ok ? open.value : null, problem: { message: detail, details: fields.map(({ message }) => message) } };
  }
  const vacated = parsed.data.successors.filter(({ personId }) => gone.has(personId)).map(({ post }) => successorName(postKey(post)));
  const details = [
    ...[...gone.values()].map((name) => `${goneText(name)}は、今はいません。後任を選び直してください。`),
    ...lost.map(({ sheet, course }) => lostText(sheet, course)),
  ];
  const toChoose = gone.size > 0 || lost.some(({ sheet }) => sheet.courses.length > 1);
  return {
    body: toChoose ? null : { ...parsed.data, successors, sheets, hash: planned.value.plan.hash },
    planned: planned.value,
    query: without(query, [...vacated, ...lost.map(({ sheet }) => courseName(sheet.id))]),
    problem: details.length > 0 ? { message: NO_LONGER, details } : null,
  };
}

/** What was planned before as an address, without what is no longer there to be chosen. */
async function plannedQuery(transaction: Transaction, person: Subject, choices: HandoverBody, { effectiveOn }: PlannedHandoverRow, now: Date): Promise<Query> {
  const today = calendarDate(now);
  const open = await planHandover(transaction, person, { ...choices, successors: [], sheets: [] }, now);
  const possible = new Map(open.ok ? open.value.plan.sheets.map(({ id, courses }) => [id, courses]) : []);
  const sheets = choices.sheets.filter(({ sheetId, course }) => possible.get(sheetId)?.includes(course));
  const gone = await readGone(transaction, person, choices.successors);
  const successors = choices.successors.filter(({ personId }) => !gone.has(personId));
  return queryOf({ ...choices, sheets, successors }, person, effectiveOn < today ? today : effectiveOn);
}

/** The day that the address asks for, and why it cannot be that; today where it names none. */
function dayOf(query: Query, now: Date): { on: string; fault: HandoverView["problem"] } {
  const today = calendarDate(now);
  const parsed = z.iso.date().safeParse(only(query, "on") ?? today);
  if (!parsed.success) return { on: today, fault: { message: "効力日は、暦にある日を選んでください。", details: [] } };
  const fault = dayRefusal(outside("on", parsed.data, today, yearsAfter(today, 1)), { on: "効力日" });
  return fault ? { on: today, fault: { message: fault.detail, details: [] } } : { on: parsed.data, fault: null };
}

/** Why the operator would be left without a CISO; null if it would not. */
function lacksCiso(transaction: Transaction, { operatorId, id, appointments }: Subject, { plan, wanted }: PlannedHandover) {
  const successors = plan.posts.flatMap(({ role, successorId }) => (successorId === null ? [] : [{ role, personId: successorId }]));
  return willLackCiso(transaction, operatorId, { personId: id, before: appointments, after: wanted, successors });
}

const refusedWith = (refusal: Pick<Refusal, "detail"> | null): HandoverView["problem"] => refusal && { message: refusal.detail, details: [] };

/** What the address asks for, with what can be chosen. */
export const readHandover = reading({
  of: handOver,
  takesOut: "always",
  entry: readPersonDetail,
  on: somebody.seen,
  input: z.object({ query: z.record(z.string(), z.array(z.string())) }),
  async run({ transaction, visitor, subject: person, input: { query: asked }, now }) {
    const { operatorId } = person;
    const before = await readPlanned(transaction, person.id);
    const choices = before === null ? null : await readChoices(transaction, person.id);
    const query = before !== null && choices !== null && only(asked, "plan") === "1" ? await plannedQuery(transaction, person, choices, before, now) : asked;
    const { on, fault } = dayOf(query, now);
    const departments = await transaction.department.findMany({
      where: { operatorId, retiredAt: null, id: { not: person.departmentId } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    });
    const units = departments.map(({ id, name }): ChoiceView => ({ value: id, label: name }));
    const planned = await planOf(transaction, person, query, units, now);
    const ownLeaving = eventOf(query) === "leave" && person.id === visitor.actor.personId ? refusedWith(OWN_LEAVING) : null;
    // Said before it is decided, which is refused for it.
    const ciso = planned.planned && refusedWith(await lacksCiso(transaction, person, planned.planned));
    const problem = ownLeaving ?? planned.problem ?? fault ?? ciso;
    const chosen = planned.body?.successors.map(({ personId }) => personId) ?? [];
    return granted({
      ...{ person, ...planned, on, before, problem, departments: units },
      reasons: new Map((choices?.sheets ?? []).map(({ sheetId, reason = "" }) => [sheetId, reason])),
      body: fault === null && ownLeaving === null ? planned.body : null,
      candidates: await readCandidates(transaction, operatorId, person, { search: searchedWords(only(query, "q") ?? ""), chosen }),
    } satisfies FoundHandover);
  },
});
