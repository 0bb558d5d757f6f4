import "server-only";
import { randomUUID } from "node:crypto";
import { isDeciding } from "@/lib/domain/access/posts";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { Appointment } from "@/lib/domain/checking/actor";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { appointmentKey, mayAppointDeciding, refusedToAppoint } from "@/lib/features/organisation/deciding/queries";
import { countedDeputyships } from "@/lib/features/organisation/duties/queries";
import { readPerson, somebody } from "@/lib/features/organisation/people/record";
import { placesExist } from "@/lib/features/organisation/places/queries";
import { type AppointmentBody, appointmentsBody, PEOPLE_TAG, type Person, person as personAnswer } from "@/lib/features/organisation/record/schema";
import { askedBy } from "@/lib/labels/printed-places";
import { ROLE_WORDS } from "@/lib/labels/words";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, put } from "@/lib/server/use-cases/use-case";

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
 * Gives a person exactly these roles. Refused: roles that 3.1.4.1(2) keeps apart (`conflicting_appointments`), a 事務局 that
 * gives itself a deciding role or moves anybody's where there is a CISO to do it (`refusedToAppoint`), a person who left, and
 * departments or systems that are missing or retired (`not_found`).
 */
export const appoint = command({
  name: "people.appoint",
  may: "people.manage",
  api: put("/people/{personId}/appointments", "appointPerson", PEOPLE_TAG, "人の役割を決める"),
  on: somebody.exclusive,
  input: appointmentsBody,
  output: personAnswer,
  refuses: ["not_permitted", "not_found", "wrong_state", "conflicting_appointments"],
  wayBack: { by: "people.appoint" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, input: { appointments }, now, addDetail }) {
    const { operatorId, id: personId } = person;
    const wanted = new Map(appointments.map((one) => [appointmentKey(one), one]));
    addDetail({ roles: [...wanted.keys()].join(" ") });
    if (!(await placesExist(transaction, operatorId, appointments))) return refused(NOT_FOUND);
    if (person.leftAt !== null) return refused(refusal("wrong_state", "退職した人には役割を付けられません。"));
    if (appointsOneself(visitor, person, appointments)) {
      return refused(refusal("not_permitted", "事務局は、確かめたり承認したりする役割を自分には付けられません。ほかの事務局かCISOに頼んでください。"));
    }
    // A deputyship counts, also one of this fiscal year that is over: who stood in for the audited does not audit.
    const counted = (await countedDeputyships(transaction, operatorId, [personId], now)).get(personId) ?? [];
    const conflict = conflictRefusal([...appointments, ...counted], wordingOfSector(visitor.actor.sector ?? null));
    if (conflict) return refused(conflict);
    const held = new Set(person.appointments.map(appointmentKey));
    addDetail({ before: [...held].join(" ") });
    const removed = person.appointments.filter((one) => !wanted.has(appointmentKey(one)));
    const added = [...wanted.values()].filter((one) => !held.has(appointmentKey(one)));
    const notTheirs = await refusedToAppoint(transaction, visitor, operatorId, [...removed, ...added], [personId]);
    if (notTheirs) return refused(notTheirs);
    // Added before others are removed, so that a person who only changes the place of a role holds it all the time (`portal_roles_given`).
    await transaction.appointment.createMany({ data: added.map((one) => ({ operatorId, id: randomUUID(), personId, ...one })) });
    for (const { role, departmentId, systemId } of removed) {
      await transaction.appointment.deleteMany({ where: { operatorId, personId, role, departmentId, systemId } });
    }
    const after = await readPerson(transaction, operatorId, personId);
    return after ? granted(after) : refused(NOT_FOUND);
  },
});
