import "server-only";
import type { Capacity } from "@/lib/domain/access/capacity";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { WithdrawnBecause } from "@/lib/domain/checking/state";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { changedRespondents } from "@/lib/features/cycles/respondents/parts";
import { respondentsBeside } from "@/lib/features/cycles/respondents/queries";
import { handoverEntries, type LeftOutAgain, type Withdrawals } from "@/lib/features/handover/handing-over/parts";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { changedMeanwhile } from "@/lib/features/handover/planning/refusals";
import type { HandoverBody } from "@/lib/features/handover/record/schema";
import { answeringRefusal, giveRoles } from "@/lib/features/organisation/appointments/rows";
import { type Cisos, readCisos, refusedToAppoint, refusedWithoutCiso } from "@/lib/features/organisation/deciding/queries";
import { readPerson } from "@/lib/features/organisation/people/record";
import { moveInOrOut } from "@/lib/features/organisation/people/rows";
import type { Person } from "@/lib/features/organisation/record/schema";
import { moveSheetsTo } from "@/lib/features/sheets/moving/rows";
import { sheet as anySheet, readSheet } from "@/lib/features/sheets/record/record";
import { withdrawLocked } from "@/lib/features/sheets/transitions/commands";
import { withLeftOutAgain } from "@/lib/features/sheets/withdrawing/queries";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/**
 * Locks what is withdrawn or moved, in the lock order, so that it is as it was shown. A person who only leaves
 * or changes roles locks no cycle and no sheet: rights wait for no answer that is being saved.
 */
async function holdSheets(transaction: Transaction, { plan }: PlannedHandover): Promise<void> {
  const held = plan.sheets.filter(({ course }) => course === "withdraw" || course === "along");
  const inOrder = held.toSorted((one, other) => (`${one.cycleId} ${one.id}` < `${other.cycleId} ${other.id}` ? -1 : 1));
  const ends = new Set(held.filter(({ course }) => course === "withdraw").map(({ cycleId }) => cycleId));
  for (const { id, cycleId } of inOrder) await readSheet(transaction, id, ends.has(cycleId) ? "alone" : "change");
}

/** Where what was chosen can no longer be taken because something else is open than was confirmed: the refusal that says so, with what is open. */
async function changedSince(transaction: Transaction, person: Doing["person"], body: HandoverBody, now: Date) {
  if (body.hash === undefined) return null;
  const open = await planHandover(transaction, person, { ...body, sheets: [] }, now, { reasons: "later" });
  return open.ok && open.value.plan.hash !== body.hash ? refused(changedMeanwhile(open.value.plan)) : null;
}

/** Plans the handover over what it locks: what is withdrawn or moved is then as the plan says. */
export async function planHeld(transaction: Transaction, person: Doing["person"], body: HandoverBody, now: Date) {
  const seen = await planHandover(transaction, person, body, now);
  if (!seen.ok) return (seen.refusal.code === "invalid_input" ? await changedSince(transaction, person, body, now) : null) ?? seen;
  await holdSheets(transaction, seen.value);
  return planHandover(transaction, person, body, now);
}

const BECAUSE: Partial<Record<HandoverBody["event"], WithdrawnBecause>> = { leave: "left", absence: "longAbsence" };

/** A handover that was confirmed, and who does it. */
export interface Doing {
  readonly transaction: Transaction;
  readonly visitor: Visitor;
  readonly person: Person & { readonly operatorId: string };
  readonly body: HandoverBody;
  readonly planned: PlannedHandover;
  readonly now: Date;
}

/** Withdraws and moves sheets. Out: those that moved, and of withdrawals what their entries say (`Withdrawals`). */
async function decideSheets({ transaction, visitor, person, body, planned, now }: Doing) {
  const answers = new Map(planned.plan.sheets.map((sheet) => [sheet.id, sheet.answers]));
  const withdrawals: Withdrawals = { capacities: new Map<string, Capacity>(), leftOutAgain: new Map<string, LeftOutAgain>() };
  for (const { sheetId, course, reason = "" } of planned.decided) {
    if (course !== "withdraw") continue;
    const sheet = await anySheet.alone.find(transaction, { sheetId }, { visitor, now }, {});
    if (!sheet) return refused(NOT_FOUND);
    const because = isOwnConduct(sheet.role) ? BECAUSE[body.event] : undefined;
    const { done: withdrawn, again } = await withLeftOutAgain(transaction, sheet.cycleId, () =>
      withdrawLocked(transaction, visitor, sheet, { reason, because, confirmedAnswers: answers.get(sheetId) }),
    );
    if (!withdrawn.ok) return withdrawn;
    if (withdrawn.value.capacity) withdrawals.capacities.set(sheetId, withdrawn.value.capacity);
    if (again) withdrawals.leftOutAgain.set(sheetId, again);
  }
  if (body.event !== "move" || !body.departmentId) return granted({ moved: [], withdrawals });
  const { operatorId, id } = person;
  await transaction.person.updateMany({ where: { operatorId, id }, data: { departmentId: body.departmentId } });
  const along = planned.decided.filter(({ course }) => course === "along").map(({ sheetId }) => sheetId);
  return granted({ moved: await moveSheetsTo(transaction, operatorId, along, body.departmentId), withdrawals });
}

/** Gives each successor their posts. Out: the successors, before and afterwards, and an audit entry for each deputyship that ends. */
async function appointSuccessors({ transaction, visitor, person: { operatorId }, body, now }: Doing) {
  const appointed: (readonly [Person, Person])[] = [];
  const ended: Part[] = [];
  for (const personId of new Set(body.successors.map((one) => one.personId))) {
    const successor = await readPerson(transaction, operatorId, personId);
    if (!successor) return refused(NOT_FOUND);
    const posts = body.successors.filter((one) => one.personId === personId).map((one) => one.post);
    const held = successor.appointments.map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
    const given = await giveRoles(transaction, visitor, operatorId, successor, [...held, ...posts], now);
    if (!given.ok) return given;
    ended.push(...given.value);
    const after = await readPerson(transaction, operatorId, personId);
    if (after) appointed.push([successor, after]);
  }
  return granted({ appointed, ended });
}

/** Ends or changes the person's roles. Out: an audit entry for each deputyship that ends. */
async function changeRoles({ transaction, visitor, person, body, planned, now }: Doing) {
  const { operatorId, id } = person;
  if (body.event === "leave") {
    const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, person.appointments, [id]);
    if (notTheirs) return refused(notTheirs);
    return granted(await moveInOrOut(transaction, person, true, { by: visitor.actor.personId, now }));
  }
  const wanted = planned.wanted.map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
  const given = await giveRoles(transaction, visitor, operatorId, person, wanted, now);
  if (!given.ok) return given;
  // Their former holder finishes the sheets of a post, named for them and no longer as its holder.
  const staying = new Set(planned.decided.flatMap(({ sheetId, course }) => (course === "stay" ? [sheetId] : [])));
  const finished = planned.plan.sheets.filter((sheet) => staying.has(sheet.id) && !isOwnConduct(sheet.role));
  await transaction.sheetRespondent.createMany({
    data: finished.map((sheet) => ({ operatorId, sheetId: sheet.id, personId: id })),
    skipDuplicates: true,
  });
  const named = finished.map(({ role }) => ({ personId: id, role, answers: true }));
  const audited = await answeringRefusal(transaction, visitor, operatorId, named, now);
  return audited ? refused(audited) : granted(given.value);
}

/**
 * Does all that a handover decides, in the order in which the posts are never without their holder; all or nothing is the
 * transaction's. Out: the person afterwards, and the audit entries.
 */
export async function carryOut(doing: Doing) {
  const { transaction, person: before, planned } = doing;
  const { operatorId } = before;
  const people = [before.id, ...doing.body.successors.map(({ personId }) => personId)];
  const answering = await respondentsBeside(transaction, operatorId, people);
  const sheets = await decideSheets(doing);
  if (!sheets.ok) return sheets;
  const successors = await appointSuccessors(doing);
  if (!successors.ok) return successors;
  const changed = await changeRoles(doing);
  if (!changed.ok) return changed;
  const after = await readPerson(transaction, operatorId, before.id);
  if (!after) return refused(NOT_FOUND);
  const changedSheets = changedRespondents(people, answering, await respondentsBeside(transaction, operatorId, people, answering.keys()));
  const entries = handoverEntries({
    before,
    after,
    successors: successors.value.appointed,
    decided: planned.decided,
    ...sheets.value,
    changedSheets,
    ended: [...successors.value.ended, ...changed.value],
  });
  return granted({ person: after, ...entries });
}

/** A handover that is tried, with the CISOs of before. `first` belongs to it, and is left behind or not with the rest. */
interface Trying extends Doing {
  readonly person: Doing["person"] & { readonly cisos: Cisos };
  first?(): Promise<void>;
}

/**
 * Carries it out as far as the rules allow: a refusal leaves nothing of it behind in the transaction, which goes on. `rehearsal`:
 * nothing is left behind in any case.
 */
export async function tryOut(doing: Trying, rehearsal: boolean) {
  const { transaction, person } = doing;
  await transaction.$executeRaw`SAVEPOINT handover`;
  await doing.first?.();
  const done = await carryOut(doing);
  const withoutCiso = done.ok ? refusedWithoutCiso(person.cisos, await readCisos(transaction, person.operatorId)) : null;
  const tried = withoutCiso ? refused(withoutCiso) : done;
  if (!tried.ok || rehearsal) await transaction.$executeRaw`ROLLBACK TO SAVEPOINT handover`;
  return tried;
}
