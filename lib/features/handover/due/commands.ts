import "server-only";
import { z } from "zod";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { leftAlone, postsChanged, sheetsUncovered, type ToConfirm } from "@/lib/domain/handover/coverage";
import { type DueInOrder, inOrderOfDependence } from "@/lib/domain/handover/order";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted } from "@/lib/domain/shared/result";
import { planHeld, tryOut } from "@/lib/features/handover/handing-over/rows";
import { changesOf } from "@/lib/features/handover/open/queries";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { type DuePlan, decidePlan, leftOf, readDuePlan } from "@/lib/features/handover/plans/rows";
import { appointmentKey, type Cisos, readCisos } from "@/lib/features/organisation/deciding/queries";
import { readPerson } from "@/lib/features/organisation/people/record";
import { type Person, personParams } from "@/lib/features/organisation/record/schema";
import { calendarDate } from "@/lib/labels/japanese-date";
import { databaseDiskFull, outOfScope, type Transaction } from "@/lib/server/database/client";
import { reportFailure } from "@/lib/server/log/failure";
import { isOutage, takesNoWriting } from "@/lib/server/outage/unavailable";
import { inRequest } from "@/lib/server/request/context";
import { RIGHTS_TAKEN } from "@/lib/server/scope/rights";
import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { command, type On } from "@/lib/server/use-cases/use-case";

/** Somebody else did it, or cancelled it, while this waited for the lock of people: there is nothing to do or to record. */
class NotDue extends Error {}

interface Subject extends Person {
  readonly operatorId: string;
  readonly cisos: Cisos;
  readonly due: DuePlan;
}

/** A person with the handover whose day has come, under the lock of the operator's people and units. */
const due: On<typeof personParams, Subject> = {
  params: personParams,
  place: ({ personId }) => `person/${personId}`,
  people: "exclusive",
  async find(transaction, { personId }, { visitor: { actor }, now }) {
    const { operatorId } = actor;
    if (operatorId === null) return null;
    const plan = await readDuePlan(transaction, operatorId, personId, calendarDate(now));
    if (plan === null) throw new NotDue();
    const person = await readPerson(transaction, operatorId, personId);
    return person && { ...person, operatorId, due: plan, cisos: await readCisos(transaction, operatorId) };
  },
  target: ({ operatorId }) => ({ operatorId }),
};

/** What a rule that refuses says. Who or what was chosen and is gone is named by no id. */
const refusedBecause = ({ code, detail, fields }: Refusal): ToConfirm[] => [
  { code: "refused", detail: code === NOT_FOUND.code ? "後任に選んだ人か、選んだ部署・重要システムが、今はありません。" : (fields?.[0]?.message ?? detail) },
];

type Checked = { readonly planned: PlannedHandover; readonly body: DuePlan["choices"] } | { readonly reasons: readonly ToConfirm[] };

/** Whether what was confirmed covers what is open today: then the plan of today, over what it locks; else why not. */
async function check(transaction: Transaction, person: Subject, now: Date): Promise<Checked> {
  const { choices, shown } = person.due;
  const { givenUp, taken } = changesOf(person, choices.event === "leave" ? [] : (choices.appointments ?? []));
  const moved = postsChanged(shown, { departmentId: person.departmentId, givenUp: givenUp.map(appointmentKey), taken: taken.map(appointmentKey) });
  if (moved.length > 0) return { reasons: moved };
  const open = await planHandover(transaction, person, { ...choices, sheets: [] }, now);
  if (!open.ok) return { reasons: refusedBecause(open.refusal) };
  const uncovered = sheetsUncovered(shown, open.value.plan.sheets);
  if (uncovered.length > 0) return { reasons: uncovered };
  const present = new Set(open.value.plan.sheets.map(({ id }) => id));
  const body = { ...choices, sheets: choices.sheets.filter(({ sheetId }) => present.has(sheetId)) };
  const planned = await planHeld(transaction, person, body, now);
  if (!planned.ok) return { reasons: refusedBecause(planned.refusal) };
  // Again, over what is locked now.
  const alone = [...sheetsUncovered(shown, planned.value.plan.sheets), ...leftAlone(shown, leftOf(planned.value))];
  return alone.length > 0 ? { reasons: alone } : { planned: planned.value, body };
}

/**
 * Does a handover on its day, in the name of the person who confirmed it and with their present rights. Otherwise changes nothing
 * and keeps it to be confirmed again. Only the portal calls it (`applyDueHandovers`).
 */
export const applyHandover = command({
  name: "people.applyHandover",
  may: "people.manage",
  on: due,
  output: z.null(),
  wayBack: { none: "the portal does on its day what was confirmed with `people.planHandover`; where that no longer covers what is open, it asks" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, now, addDetail, keepChange, each }) {
    const { operatorId, due: plan } = person;
    addDetail({ effectiveOn: plan.effectiveOn, confirmedBy: plan.confirmedBy });
    const checked = await check(transaction, person, now);
    const reasons = "reasons" in checked ? checked.reasons : await done(checked);
    if (reasons.length > 0) {
      await decidePlan(transaction, operatorId, plan.id, reasons, now);
      addDetail({ toConfirm: reasons.map(({ code }) => code).join(" ") });
    }
    return granted(null);

    /** Does it. Marked as done first, because leaving cancels what is still planned. Returns why a rule refuses it. */
    async function done({ planned, body }: Exclude<Checked, { reasons: unknown }>): Promise<readonly ToConfirm[]> {
      const first = () => decidePlan(transaction, operatorId, plan.id, [], now);
      const tried = await tryOut({ transaction, visitor, person, body, planned, now, first }, false);
      if (!tried.ok) return refusedBecause(tried.refusal);
      addDetail({ event: body.event, ...planned.plan.effects });
      keepChange(tried.value.change);
      each(tried.value.parts);
      return [];
    }
  },
});

interface Due extends DueInOrder {
  readonly id: string;
  /** The person who confirmed it; null if the account is closed. */
  readonly account: AccountDescription | null;
}

/**
 * Leaves it undone, to be confirmed again. No use case can do this: the person in whose name `applyHandover` runs may no longer
 * do it, or its transaction failed. Like every refusal it leaves an audit entry, here in the portal's name, and no event.
 */
const leaveToConfirm = (operatorId: string, id: string, code: "confirmer" | "failed", now: Date) =>
  outOfScope((client) => client.$queryRaw`SELECT portal_handover_to_confirm(${operatorId}::uuid, ${id}::uuid, ${code}, ${calendarDate(now)}::date, ${now})`);

/** Not the request that happens to come first on the day: the audit trail names no address and no session for it. */
const OF_NO_REQUEST = { source: null, address: null, userAgent: null, actionBegan: true, complaints: null } as const;

async function applyOne(operatorId: string, { id, personId, account }: Due, now: Date): Promise<void> {
  const confirmer: Visitor | null = account === null ? null : visitorOf(account, null, null, now);
  if (confirmer === null || !mayAtOwn(confirmer.actor, "people.manage")) {
    await leaveToConfirm(operatorId, id, "confirmer", now);
    return;
  }
  try {
    const applied = await inRequest({ id: `handover-${id}`, ...OF_NO_REQUEST }, () => applyHandover(confirmer, { personId }, now));
    // Nothing can be saved now: it stays planned.
    if (applied.ok || applied.refusal.code === DISK_FULL.code) return;
    // The right went while it waited, or the portal is at fault.
    await leaveToConfirm(operatorId, id, applied.refusal.code === RIGHTS_TAKEN.code ? "confirmer" : "failed", now);
  } catch (error) {
    if (error instanceof NotDue) return;
    if (isOutage(error)) throw error;
    reportFailure("planned handover failed", error);
    await leaveToConfirm(operatorId, id, "failed", now);
  }
}

/**
 * Does the operator's handovers whose day has come, each in a transaction of its own and in the order of their days
 * (`inOrderOfDependence`). It is called before the first request of that day goes on, and may be called any number of times, at
 * once too. While nothing can be written (full disk, a read-only database), they stay planned for a later request: until then,
 * reading goes by the rights of yesterday, and changes are refused. Any other outage is the caller's.
 */
export async function applyDueHandovers(operatorId: string, now: Date): Promise<void> {
  if (databaseDiskFull()) return;
  const found = await outOfScope(
    (client) => client.$queryRaw<Due[]>`
    SELECT id, person_id AS "personId", day, confirmed_by AS "confirmedBy", account FROM portal_due_handovers(${operatorId}::uuid, ${calendarDate(now)}::date)`,
  );
  try {
    for (const one of inOrderOfDependence(found)) {
      if (databaseDiskFull()) return;
      await applyOne(operatorId, one, now);
    }
  } catch (error) {
    if (!takesNoWriting(error)) throw error;
    reportFailure("planned handovers wait", error);
  }
}
