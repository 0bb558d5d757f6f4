import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { invitePerson, refusedToInvite } from "@/lib/features/organisation/invitations/commands";
import { somebody } from "@/lib/features/organisation/people/record";
import { reading } from "@/lib/server/use-cases/use-case";

/** Why the visitor cannot make a link for the person now; null if they can. For those who manage people. */
export const readNoLink = reading({
  of: invitePerson,
  takesOut: { no: "whether a link may be made, beside a person who was read with an entry" },
  on: somebody.seen,
  run: async ({ transaction, visitor, subject: { operatorId, ...person } }) =>
    granted((await refusedToInvite(transaction, visitor, operatorId, person))?.detail ?? null),
});
