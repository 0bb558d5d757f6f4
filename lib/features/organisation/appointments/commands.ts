import "server-only";
import { orNotFound } from "@/lib/domain/shared/refusal";
import { giveRoles } from "@/lib/features/organisation/appointments/rows";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import { readPerson, somebody } from "@/lib/features/organisation/people/record";
import { appointmentsBody, PEOPLE_TAG, person as personAnswer } from "@/lib/features/organisation/record/schema";
import { command, put } from "@/lib/server/use-cases/use-case";

/** Gives a person exactly these roles (`giveRoles`). A post that loses its last holder is vacant, and shown as such. */
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
    addDetail({ roles: appointments.map(appointmentKey).join(" "), before: person.appointments.map(appointmentKey).join(" ") });
    const given = await giveRoles(transaction, visitor, operatorId, person, appointments, now);
    if (!given.ok) return given;
    return orNotFound(await readPerson(transaction, operatorId, personId));
  },
});
