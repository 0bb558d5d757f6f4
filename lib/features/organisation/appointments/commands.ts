import "server-only";
import { differences } from "@/lib/domain/shared/differences";
import { orNotFound } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { withRespondents } from "@/lib/features/cycles/respondents/rows";
import { giveRoles } from "@/lib/features/organisation/appointments/rows";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import { rolesOf } from "@/lib/features/organisation/people/parts";
import { readPerson, somebody } from "@/lib/features/organisation/people/record";
import { appointmentsBody, PEOPLE_TAG, person as personAnswer } from "@/lib/features/organisation/record/schema";
import { countOnlyTheirs } from "@/lib/features/sheets/own-open/queries";
import { toBeHandedOver } from "@/lib/features/sheets/own-open/refusals";
import { onlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { command, put } from "@/lib/server/use-cases/use-case";

/**
 * Gives a person exactly these roles (`giveRoles`). A post that loses its last holder is vacant, and shown as such. With something
 * open on it that nobody else of the post could do, it is given up by `people.handOver`, which shows that first. Each sheet that
 * others answer than before has an audit entry too, and each deputyship of the post that the person takes and so ends.
 */
export const appoint = command({
  name: "people.appoint",
  may: "people.manage",
  api: put("/people/{personId}/appointments", "appointPerson", PEOPLE_TAG, "人の役割を決める"),
  on: somebody.exclusive,
  input: appointmentsBody,
  output: personAnswer,
  refuses: ["not_permitted", "not_found", "wrong_state", "conflicting_appointments", "confirmation_required"],
  current: { confirmation_required: onlyTheirs },
  wayBack: { by: "people.appoint" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, input: { appointments }, now, addDetail, keepChange, each }) {
    const { operatorId, id: personId } = person;
    const asked = rolesOf(appointments);
    keepChange(differences(rolesOf(person.appointments), asked));
    const kept = new Set(appointments.map(appointmentKey));
    const posts = person.appointments.filter((post) => !kept.has(appointmentKey(post)));
    const open = toBeHandedOver(await countOnlyTheirs(transaction, { operatorId, personId, posts, leaves: false }, now));
    const { made: given, sheets } = await withRespondents(transaction, operatorId, [personId], () =>
      giveRoles(transaction, visitor, operatorId, person, appointments, now),
    );
    if (!given.ok || open) addDetail({ asked });
    if (!given.ok) return given;
    if (open) return refused(open);
    each([...given.value, ...sheets]);
    return orNotFound(await readPerson(transaction, operatorId, personId));
  },
});
