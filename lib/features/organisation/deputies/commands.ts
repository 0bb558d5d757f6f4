import "server-only";
import { randomUUID } from "node:crypto";
import { type NamingFault, namingFault, periodFaults } from "@/lib/domain/access/deputy";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import { NOT_FOUND, orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { countedDeputyships } from "@/lib/features/cycles/duties/queries";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { answeringRefusal } from "@/lib/features/organisation/appointments/rows";
import { refusedToAppoint } from "@/lib/features/organisation/deciding/queries";
import { readDeputy } from "@/lib/features/organisation/deputies/queries";
import {
  DEPUTIES_TAG,
  type Deputy,
  type DeputyBody,
  deputy as deputyAnswer,
  deputyBody,
  deputyParams,
  endDeputyBody,
} from "@/lib/features/organisation/deputies/schema";
import { readPerson } from "@/lib/features/organisation/people/record";
import { placesExist } from "@/lib/features/organisation/places/queries";
import type { Person } from "@/lib/features/organisation/record/schema";
import { countOnlyTheDeputys } from "@/lib/features/sheets/own-open/queries";
import { leftWithNobody } from "@/lib/features/sheets/own-open/refusals";
import { onlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate } from "@/lib/labels/japanese-date";
import { deniedToOneself } from "@/lib/labels/permission-words";
import { askedBy } from "@/lib/labels/printed-places";
import { ROLE_WORDS } from "@/lib/labels/words";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, type On, post } from "@/lib/server/use-cases/use-case";

const DAYS = { from: "始まりの日", until: "終わりの日" } as const;

const FAULTS = {
  isHolder: refusal("wrong_state", "その役割を持つ人です。代行には、ほかの人を選んでください。"),
  orderTaken: refusal("duplicate", "その期間には、同じ順番の代行がもう決まっています。順番か期間を変えてください。", {
    fields: [{ path: "order", message: "その期間には、同じ順番の代行がもう決まっています。" }],
  }),
  twice: refusal("duplicate", "その人は、その期間に、もうこの役割の代行です。先の代行を終えるか、期間を変えてください。", {
    fields: [{ path: "from", message: "その人は、その期間に、もうこの役割の代行です。" }],
  }),
} as const satisfies Record<NamingFault, unknown>;

/** Why the person cannot be named beside the holders and the other deputies of the post. */
async function namingRefusal(transaction: Transaction, operatorId: string, { role, departmentId, systemId, ...wish }: DeputyBody) {
  const where = { operatorId, role, departmentId, systemId };
  const holders = await transaction.appointment.findMany({ where, select: { personId: true } });
  const named = await transaction.deputy.findMany({
    where: { ...where, endedAt: null },
    select: { personId: true, ordinal: true, fromOn: true, untilOn: true },
  });
  const others = named.map(({ personId, ordinal, fromOn, untilOn }) => ({
    ...{ personId, order: ordinal, from: fromOn.toISOString().slice(0, 10), until: untilOn.toISOString().slice(0, 10) },
  }));
  const fault = namingFault(
    wish,
    holders.map(({ personId }) => personId),
    others,
  );
  return fault && FAULTS[fault];
}

/** Nobody makes themselves a deputy. */
export const OWN_DEPUTY = deniedToOneself("deputy.manage", (may) => `自分を代行に決めることはできません。ほかの${may}に頼んでください。`);

/** Why the person cannot stand in for the role beside what they hold, stand in for or answer. */
async function apartRefusal(transaction: Transaction, visitor: Visitor, operatorId: string, person: Person, role: DeputyBody["role"], now: Date) {
  const counted = (await countedDeputyships(transaction, operatorId, [person.id], now)).get(person.id) ?? [];
  const conflicts = conflictingAppointments([...person.appointments, ...counted, { role }]);
  if (conflicts.length === 0) return answeringRefusal(transaction, visitor, operatorId, [{ personId: person.id, role }], now);
  const { separation } = wordingOfSector(visitor.actor.sector ?? null);
  const list = conflicts.map(({ roles: [one, other] }) => `${ROLE_WORDS[one]}と${ROLE_WORDS[other]}`);
  return refusal("conflicting_appointments", `代行も、一人が兼ねられない役割の組に数えます${askedBy(separation)}。ほかの人を選んでください。`, { list });
}

/**
 * Names a deputy of a post, in order and for a period, with a reason (3.1.4.1(4), ADR 0041). Refused: oneself, a person who
 * left, the post's holder, a post whose roles the visitor may not give, days outside the range, a taken order, and duties that
 * 3.1.4.1(2) keeps apart.
 */
export const nameDeputy = command({
  name: "deputy.name",
  may: "deputy.manage",
  api: post("/stand-ins", "nameDeputy", DEPUTIES_TAG, "代行を、順番・期間・理由とともに決める", 201),
  on: { ...ownOrganisation("deputies"), namedInInput: true },
  input: deputyBody,
  output: deputyAnswer,
  refuses: ["not_permitted", "not_found", "wrong_state", "duplicate", "invalid_input", "conflicting_appointments"],
  keeps: ["personId", "role", "departmentId", "systemId", "order", "from", "until", "reason"],
  wayBack: { by: "deputy.end" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId }, input, by, now, made }) {
    const { personId, role, departmentId, systemId, order, from, until, reason } = input;
    const person = await readPerson(transaction, operatorId, personId);
    if (!person || !(await placesExist(transaction, operatorId, [input]))) return refused(NOT_FOUND);
    if (person.leftAt !== null) return refused(refusal("wrong_state", "退職した人は代行になれません。"));
    if (personId === by) return refused(OWN_DEPUTY);
    const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, [{ role }], [personId]);
    if (notTheirs) return refused(notTheirs);
    const notThen = dayRefusal(periodFaults(input, calendarDate(now)), DAYS) ?? (await namingRefusal(transaction, operatorId, input));
    if (notThen) return refused(notThen);
    const apart = await apartRefusal(transaction, visitor, operatorId, person, role, now);
    if (apart) return refused(apart);
    const id = randomUUID();
    const days = { fromOn: new Date(from), untilOn: new Date(until) };
    await transaction.deputy.createMany({
      data: [{ operatorId, id, personId, role, departmentId, systemId, ordinal: order, ...days, reason, namedAt: now, namedBy: by }],
    });
    made(`deputy/${id}`);
    return orNotFound(await readDeputy(transaction, operatorId, id, now));
  },
});

/** A deputyship of the own operator, under the lock of its people and units. */
const lockedDeputy: On<typeof deputyParams, Deputy & { readonly operatorId: string }> = {
  params: deputyParams,
  place: ({ deputyId }) => `deputy/${deputyId}`,
  people: "exclusive",
  find: async (transaction, { deputyId }, { visitor: { actor }, now }) => {
    const { operatorId } = actor;
    if (operatorId === null) return null;
    const found = await readDeputy(transaction, operatorId, deputyId, now);
    return found && { ...found, operatorId };
  },
  target: ({ operatorId }) => ({ operatorId }),
};

/**
 * Ends a deputyship at once, with a reason. Refused: one that is over or ended, and a post whose roles the visitor may not take.
 * Where it leaves open sheets to nobody, their number is confirmed: no handover ends a deputyship alone.
 */
export const endDeputy = command({
  name: "deputy.end",
  may: "deputy.manage",
  api: post("/stand-ins/{deputyId}/end", "endDeputy", DEPUTIES_TAG, "代行を、理由を付けてすぐに終える"),
  on: lockedDeputy,
  input: endDeputyBody,
  output: deputyAnswer,
  refuses: ["not_permitted", "not_found", "wrong_state", "confirmation_required"],
  current: { confirmation_required: onlyTheirs },
  keeps: ["reason", "confirmedSheets"],
  wayBack: { by: "deputy.name" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId, id, role, departmentId, systemId, state, personId }, input: { reason, confirmedSheets }, by, now }) {
    if (state === "over" || state === "ended") return refused(refusal("wrong_state", "この代行は、もう終わっています。"));
    const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, [{ role }], [personId]);
    if (notTheirs) return refused(notTheirs);
    const deputyship = { operatorId, personId, deputyId: id, post: { role, departmentId, systemId } };
    const left = leftWithNobody(await countOnlyTheDeputys(transaction, deputyship, now), confirmedSheets);
    if (left) return refused(left);
    await transaction.deputy.updateMany({ where: { operatorId, id, endedAt: null }, data: { endedAt: now, endedBy: by, endedReason: reason } });
    return orNotFound(await readDeputy(transaction, operatorId, id, now));
  },
});
