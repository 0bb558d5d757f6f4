import "server-only";
import { z } from "zod";
import { outside, yearsAfter } from "@/lib/domain/shared/day";
import { granted } from "@/lib/domain/shared/result";
import { searchedWords } from "@/lib/domain/shared/text";
import { readCandidates } from "@/lib/features/handover/candidates/queries";
import { askedIn, only, type Query, queryOf } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { readChoices, readPlanned } from "@/lib/features/handover/plans/queries";
import { type HandoverBody, handoverBody, type PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import type { ChoiceView, HandoverView } from "@/lib/features/handover/record/view";
import { readPersonDetail } from "@/lib/features/organisation/people/queries";
import { somebody } from "@/lib/features/organisation/people/record";
import type { Person } from "@/lib/features/organisation/record/schema";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate } from "@/lib/labels/japanese-date";
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

type Subject = Person & { readonly operatorId: string };

/** The plan of what the address asks for; where that cannot be taken, why, with the plan of the defaults if there is one. */
async function planOf(transaction: Transaction, person: Subject, query: Query, now: Date): Promise<Pick<FoundHandover, "body" | "planned" | "problem">> {
  const parsed = handoverBody.safeParse(askedIn(query, person));
  if (!parsed.success)
    return { body: null, planned: null, problem: { message: "選んだ内容を確かめてください。", details: parsed.error.issues.map(({ message }) => message) } };
  if (parsed.data.event === "move" && !parsed.data.departmentId)
    return { body: null, planned: null, problem: only(query, "step") === "confirm" ? TO_CHOOSE : null };
  const planWith = (sheets: HandoverBody["sheets"]) => planHandover(transaction, person, { ...parsed.data, sheets }, now, { reasons: "later" });
  const open = await planWith([]);
  // The address may still name the sheets of a post that was given up when they were shown, and is kept by now.
  const concerned = new Set(open.ok ? open.value.plan.sheets.map(({ id }) => id) : []);
  const sheets = parsed.data.sheets.filter(({ sheetId }) => concerned.has(sheetId));
  const planned = sheets.length > 0 ? await planWith(sheets) : open;
  if (planned.ok) return { body: { ...parsed.data, sheets, hash: planned.value.plan.hash }, planned: planned.value, problem: null };
  const { detail, fields = [] } = planned.refusal;
  return { body: null, planned: open.ok ? open.value : null, problem: { message: detail, details: fields.map(({ message }) => message) } };
}

/** What was planned before as an address, without what is no longer there to be chosen. */
async function plannedQuery(transaction: Transaction, person: Subject, choices: HandoverBody, { effectiveOn }: PlannedHandoverRow, now: Date): Promise<Query> {
  const today = calendarDate(now);
  const open = await planHandover(transaction, person, { ...choices, successors: [], sheets: [] }, now);
  const possible = new Map(open.ok ? open.value.plan.sheets.map(({ id, courses }) => [id, courses]) : []);
  const sheets = choices.sheets.filter(({ sheetId, course }) => possible.get(sheetId)?.includes(course));
  const present = await transaction.person.findMany({
    where: { operatorId: person.operatorId, leftAt: null, id: { in: choices.successors.map(({ personId }) => personId) } },
    select: { id: true },
  });
  const successors = choices.successors.filter(({ personId }) => present.some(({ id }) => id === personId));
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

/** What the address asks for, with what can be chosen. */
export const readHandover = reading({
  of: handOver,
  takesOut: "always",
  entry: readPersonDetail,
  on: somebody.seen,
  input: z.object({ query: z.record(z.string(), z.array(z.string())) }),
  async run({ transaction, subject: person, input: { query: asked }, now }) {
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
    const planned = await planOf(transaction, person, query, now);
    const problem = planned.problem ?? fault;
    const chosen = planned.body?.successors.map(({ personId }) => personId) ?? [];
    return granted({
      ...{ person, ...planned, query, on, before, problem },
      reasons: new Map((choices?.sheets ?? []).map(({ sheetId, reason = "" }) => [sheetId, reason])),
      body: fault === null ? planned.body : null,
      departments: departments.map(({ id, name }): ChoiceView => ({ value: id, label: name })),
      candidates: await readCandidates(transaction, operatorId, person, { search: searchedWords(only(query, "q") ?? ""), chosen }),
    } satisfies FoundHandover);
  },
});
