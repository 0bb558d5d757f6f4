import "server-only";
import { isOwnConduct } from "@/lib/domain/access/posts";
import type { WithdrawnBecause } from "@/lib/domain/checking/state";
import type { Decided } from "@/lib/domain/handover/courses";
import { NOT_FOUND, orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { OWN_LEAVING } from "@/lib/features/handover/planning/refusals";
import { type HandoverBody, handoverBody, handoverPlan } from "@/lib/features/handover/record/schema";
import { auditorRefusal, giveRoles } from "@/lib/features/organisation/appointments/rows";
import { appointmentKey, refusedToAppoint } from "@/lib/features/organisation/deciding/queries";
import { readPerson, somebody } from "@/lib/features/organisation/people/record";
import { moveInOrOut } from "@/lib/features/organisation/people/rows";
import { PEOPLE_TAG, type Person, person as personAnswer } from "@/lib/features/organisation/record/schema";
import { moveSheetsTo } from "@/lib/features/sheets/moving/rows";
import { readSheet } from "@/lib/features/sheets/record/record";
import { withdrawLocked } from "@/lib/features/sheets/transitions/commands";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { BEFORE_A_CHANGE } from "@/lib/server/use-cases/takes-out";
import { command, post, query } from "@/lib/server/use-cases/use-case";

/** One address for both: `dryRun=1` only shows what is open and what the choices lead to (`operations.ts`). */
const api = post(
  "/people/{personId}/handover",
  "handOver",
  PEOPLE_TAG,
  "退職・異動・長期不在・役割の変更を、残っているものとまとめて決める。dryRun=1 は確かめるだけ",
);

/** What is open on a person and the posts that change, with the choices for it and what they lead to. */
export const previewHandover = query({
  name: "people.previewHandover",
  may: "people.manage",
  api,
  on: somebody.seen,
  takesOut: BEFORE_A_CHANGE,
  input: handoverBody,
  output: handoverPlan,
  refuses: ["not_found", "invalid_input", "wrong_state", "reason_required"],
  async run({ transaction, subject, input, now }) {
    const planned = await planHandover(transaction, subject, input, now);
    return planned.ok ? granted(planned.value.plan) : planned;
  },
});

/**
 * Locks what is withdrawn or moved, in the lock order, so that it is as it was shown. Rights are never waited for: who only leaves
 * or changes roles locks no cycle and no sheet.
 */
async function holdSheets(transaction: Transaction, { plan }: PlannedHandover): Promise<void> {
  const held = plan.sheets.filter(({ course }) => course === "withdraw" || course === "along");
  const inOrder = held.toSorted((one, other) => (`${one.cycleId} ${one.id}` < `${other.cycleId} ${other.id}` ? -1 : 1));
  const ends = new Set(held.filter(({ course }) => course === "withdraw").map(({ cycleId }) => cycleId));
  for (const { id, cycleId } of inOrder) await readSheet(transaction, id, ends.has(cycleId) ? "alone" : "change");
}

const BECAUSE: Partial<Record<HandoverBody["event"], WithdrawnBecause>> = { leave: "left", absence: "longAbsence" };

interface Doing {
  readonly transaction: Transaction;
  readonly visitor: Visitor;
  readonly person: Person & { readonly operatorId: string };
  readonly body: HandoverBody;
  readonly planned: PlannedHandover;
  readonly now: Date;
}

async function decideSheets({ transaction, visitor, person, body, planned }: Doing) {
  const answers = new Map(planned.plan.sheets.map((sheet) => [sheet.id, sheet.answers]));
  for (const { sheetId, course, reason = "" } of planned.decided) {
    if (course !== "withdraw") continue;
    const sheet = await readSheet(transaction, sheetId, "alone");
    if (!sheet) return refused(NOT_FOUND);
    const because = isOwnConduct(sheet.role) ? BECAUSE[body.event] : undefined;
    const withdrawn = await withdrawLocked(transaction, visitor, sheet, { reason, because, confirmedAnswers: answers.get(sheetId) });
    if (!withdrawn.ok) return withdrawn;
  }
  if (body.event === "move" && body.departmentId) {
    const { operatorId, id } = person;
    await transaction.person.updateMany({ where: { operatorId, id }, data: { departmentId: body.departmentId } });
    const along = planned.decided.filter(({ course }) => course === "along").map(({ sheetId }) => sheetId);
    await moveSheetsTo(transaction, operatorId, along, body.departmentId);
  }
  return granted(null);
}

/** Gives each successor their posts. */
async function appointSuccessors({ transaction, visitor, person: { operatorId }, body, now }: Doing) {
  for (const personId of new Set(body.successors.map((one) => one.personId))) {
    const successor = await readPerson(transaction, operatorId, personId);
    if (!successor) return refused(NOT_FOUND);
    const posts = body.successors.filter((one) => one.personId === personId).map((one) => one.post);
    const held = successor.appointments.map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
    const given = await giveRoles(transaction, visitor, operatorId, successor, [...held, ...posts], now);
    if (!given.ok) return given;
  }
  return granted(null);
}

async function changeRoles({ transaction, visitor, person, body, planned, now }: Doing) {
  const { operatorId, id } = person;
  if (body.event === "leave") {
    const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, person.appointments, [id]);
    if (notTheirs) return refused(notTheirs);
    await moveInOrOut(transaction, operatorId, id, true, now);
    return granted(null);
  }
  const wanted = planned.wanted.map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
  const given = await giveRoles(transaction, visitor, operatorId, person, wanted, now);
  if (!given.ok) return given;
  // Their former holder finishes the sheets of a post, named for them and no longer as its holder.
  const finished = planned.decided.filter(({ sheetId, course }) => course === "stay" && isPosts(planned, sheetId));
  await transaction.sheetRespondent.createMany({
    data: finished.map(({ sheetId }) => ({ operatorId, sheetId, personId: id })),
    skipDuplicates: true,
  });
  const audited = await auditorRefusal(transaction, visitor, operatorId, [id]);
  return audited ? refused(audited) : granted(null);
}

const isPosts = ({ plan }: PlannedHandover, sheetId: string): boolean => plan.sheets.some(({ id, role }) => id === sheetId && !isOwnConduct(role));

const changedMeanwhile = ({ plan }: PlannedHandover) =>
  refusal("confirmation_required", "残っているものを確かめてから決めてください。確かめた後に、点検票や役割の状態が変わったときも、もう一度確かめます。", {
    current: plan,
  });

const partOf = ({ sheetId, course, reason }: Decided) => ({
  place: `sheet/${sheetId}`,
  ...(course === "withdraw" ? { action: "sheet.withdraw" } : {}),
  detail: { course, ...(reason === undefined ? {} : { reason }) },
});

/**
 * Hands over (引継ぎ; docs/design.md 6, docs/decisions/0040-handing-over.md): a person leaves, moves, is away for long or has
 * other roles, and everything that is open is decided with it, all or nothing. Takes the hash of the preview, and is refused
 * with what is open now if that differs. The rules are those of each part: withdrawing (`withdrawSheet`), giving roles
 * (`appoint`), leaving (`changePerson`).
 */
export const handOver = command({
  name: "people.handOver",
  may: "people.manage",
  api,
  on: somebody.exclusive,
  input: handoverBody,
  output: personAnswer,
  refuses: [
    ...(["not_permitted", "not_found", "invalid_input", "wrong_state", "reason_required"] as const),
    ...(["confirmation_required", "conflicting_appointments", "items_on_no_sheet"] as const),
  ],
  keeps: ["event"],
  wayBack: { confirmed: "hash" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, input: body, now, by, addDetail, each }) {
    const { operatorId, id } = person;
    if (body.event === "leave" && id === by) return refused(OWN_LEAVING);
    const seen = await planHandover(transaction, person, body, now);
    if (!seen.ok) return seen;
    await holdSheets(transaction, seen.value);
    const planned = await planHandover(transaction, person, body, now);
    if (!planned.ok) return planned;
    const { plan, decided, successors } = planned.value;
    if (plan.hash !== body.hash) return refused(changedMeanwhile(planned.value));
    const doing: Doing = { transaction, visitor, person, body, planned: planned.value, now };
    const sheets = await decideSheets(doing);
    if (!sheets.ok) return sheets;
    const appointed = await appointSuccessors(doing);
    if (!appointed.ok) return appointed;
    const changed = await changeRoles(doing);
    if (!changed.ok) return changed;
    addDetail({ before: person.appointments.map(appointmentKey).join(" "), roles: planned.value.wanted.map(appointmentKey).join(" "), ...plan.effects });
    each([
      ...[...successors].map(([key, personId]) => ({ place: `person/${personId}`, action: "people.appoint", detail: { added: key } })),
      ...decided.filter(({ course }) => course !== "stay").map(partOf),
    ]);
    return orNotFound(await readPerson(transaction, operatorId, id));
  },
});
