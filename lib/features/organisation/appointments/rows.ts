import "server-only";
import { randomUUID } from "node:crypto";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { Appointment } from "@/lib/domain/checking/actor";
import { isDeciding } from "@/lib/domain/checking/posts";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { countedDeputyships } from "@/lib/features/cycles/duties/queries";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { appointmentKey, mayAppointDeciding, refusedToAppoint } from "@/lib/features/organisation/deciding/queries";
import { APPOINTING_ONESELF } from "@/lib/features/organisation/deciding/refusals";
import { endOnTaking } from "@/lib/features/organisation/ending-deputies/rows";
import { placesExist } from "@/lib/features/organisation/places/queries";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";
import { barredBySheets, type Given } from "@/lib/features/organisation/separation/queries";
import { askedBy } from "@/lib/labels/printed-places";
import { ROLE_WORDS } from "@/lib/labels/words";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

function appointsOneself(visitor: Visitor, person: Person, appointments: readonly AppointmentBody[]): boolean {
  if (person.id !== visitor.actor.personId || mayAppointDeciding(visitor)) return false;
  const held = new Set(person.appointments.map(appointmentKey));
  return appointments.some((one) => isDeciding(one.role) && !held.has(appointmentKey(one)));
}

function conflictRefusal(appointments: readonly Appointment[], { separation }: GuidelineWording) {
  const conflicts = conflictingAppointments(appointments);
  if (conflicts.length === 0) return null;
  const list = conflicts.map(({ roles: [one, other] }) => `${ROLE_WORDS[one]}と${ROLE_WORDS[other]}`);
  return refusal("conflicting_appointments", `一人が兼ねられない役割の組があります${askedBy(separation)}。どちらかを外してください。`, { list });
}

/**
 * Why these people cannot have what they are given: somebody would audit and be audited, through a sheet of a running round that
 * they answer. It is the same whether it is given before or afterwards.
 */
export async function answeringRefusal(transaction: Transaction, visitor: Visitor, operatorId: string, given: readonly Given[], now: Date) {
  const list = await barredBySheets(transaction, operatorId, given, now);
  if (list.length === 0) return null;
  const { separation } = wordingOfSector(visitor.actor.sector ?? null);
  return refusal(
    "conflicting_appointments",
    `監査する側と監査を受ける側を、一人が兼ねることはできません。回答する点検票も数えます${askedBy(separation)}。先に、その点検票の担当から外してください。`,
    { list },
  );
}

/**
 * Gives a person exactly these roles. Refused: roles that 3.1.4.1(2) keeps apart, also over a sheet that somebody named the
 * person for (`conflicting_appointments`), a 事務局 that gives itself a deciding role or moves anybody's where there is a CISO
 * to do it (`refusedToAppoint`), a person who left, and departments or systems that are missing or retired (`not_found`).
 * What belongs to the posts follows in the database (`portal_post_taken`, `portal_post_given_up`). Out: an audit entry for each
 * deputyship that ends because its person takes the post.
 */
export async function giveRoles(
  transaction: Transaction,
  visitor: Visitor,
  operatorId: string,
  person: Person,
  appointments: readonly AppointmentBody[],
  now: Date,
) {
  const { id: personId } = person;
  const wanted = new Map(appointments.map((one) => [appointmentKey(one), one]));
  if (!(await placesExist(transaction, operatorId, appointments))) return refused(NOT_FOUND);
  if (person.leftAt !== null) return refused(refusal("wrong_state", "退職した人には役割を付けられません。"));
  if (appointsOneself(visitor, person, appointments)) return refused(APPOINTING_ONESELF);
  const wording = wordingOfSector(visitor.actor.sector ?? null);
  // A deputyship counts, also one of this fiscal year that is over: who stood in for the audited does not audit.
  const counted = (await countedDeputyships(transaction, operatorId, [personId], now)).get(personId) ?? [];
  const conflict = conflictRefusal([...appointments, ...counted], wording);
  if (conflict) return refused(conflict);
  const held = new Set(person.appointments.map(appointmentKey));
  const removed = person.appointments.filter((one) => !wanted.has(appointmentKey(one)));
  const added = [...wanted.values()].filter((one) => !held.has(appointmentKey(one)));
  const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, [...removed, ...added], [personId]);
  if (notTheirs) return refused(notTheirs);
  const taken = added.map(({ role, departmentId, systemId }) => ({ personId, role, departmentId, systemId }));
  const ended = await endOnTaking(transaction, operatorId, taken, { by: visitor.actor.personId, now });
  // Added before others are removed, so that a person who only changes the place of a role holds it all the time (`portal_roles_given`).
  await transaction.appointment.createMany({ data: added.map((one) => ({ operatorId, id: randomUUID(), personId, ...one })) });
  for (const { role, departmentId, systemId } of removed) {
    await transaction.appointment.deleteMany({ where: { operatorId, personId, role, departmentId, systemId } });
  }
  const audited = await answeringRefusal(transaction, visitor, operatorId, taken, now);
  return audited ? refused(audited) : granted(ended);
}
