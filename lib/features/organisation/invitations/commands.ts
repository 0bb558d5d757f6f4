import "server-only";
import { orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { hadPassword, hasPassword, mayAppointDeciding, readCisos, refusedToLink } from "@/lib/features/organisation/deciding/queries";
import { REINVITING } from "@/lib/features/organisation/deciding/refusals";
import { ensureLogins, type LoginOf } from "@/lib/features/organisation/logins/rows";
import { somebody } from "@/lib/features/organisation/people/record";
import { type Invitation, invitation, PEOPLE_TAG, type Person } from "@/lib/features/organisation/record/schema";
import { deniedToOneself } from "@/lib/labels/permission-words";
import { askingTransaction, issueSecrets, linkOf, type Occasion } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import { portalOrigin } from "@/lib/server/environment/server-environment";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, post } from "@/lib/server/use-cases/use-case";

/** Makes links, by account; each ends the account's previous link. Accounts that the database refuses (`portal_may_issue`) get none. */
export async function linkAccounts(
  transaction: Transaction,
  accountIds: readonly string[],
  how: Occasion,
  now: Date,
): Promise<ReadonlyMap<string, Invitation>> {
  const wishes = accountIds.map((accountId) => ({ accountId, name: "招待", how }));
  const issued = await issueSecrets(askingTransaction(transaction), "invitation", wishes, now);
  return new Map(issued.map(({ accountId, secret, expiresAt }) => [accountId, { link: linkOf(portalOrigin(), secret), expiresAt: expiresAt.toISOString() }]));
}

/** Makes links, by person, and creates missing logins. People with a closed login get none. */
export async function linkPeople(
  transaction: Transaction,
  operatorId: string,
  people: readonly LoginOf[],
  how: Occasion,
  now: Date,
): Promise<ReadonlyMap<string, Invitation>> {
  await ensureLogins(transaction, operatorId, people);
  const ids = people.map(({ personId }) => personId);
  const accounts = await transaction.account.findMany({ where: { operatorId, personId: { in: ids } }, select: { id: true, personId: true } });
  const links = await linkAccounts(
    transaction,
    accounts.map(({ id }) => id),
    how,
    now,
  );
  return new Map(
    accounts.flatMap(({ id, personId }) => {
      const link = links.get(id);
      return link && personId !== null ? [[personId, link] as const] : [];
    }),
  );
}

const OWN_LINK = deniedToOneself(
  "people.appointDeciding",
  (may) => `自分の招待リンクは作れません。パスワードは「アカウント」の画面で変えられます。忘れたときは、ほかの${may}に頼んでください。`,
);

/**
 * Whether the person had a password: ending it must not allow the maker of a link to take the account over. Without a CISO,
 * an ended password does not count.
 */
const isInvitedAgain = async (transaction: Transaction, operatorId: string, personId: string): Promise<boolean> =>
  (await hasPassword(transaction, operatorId, personId)) ||
  ((await hadPassword(transaction, operatorId, personId)) && (await readCisos(transaction, operatorId)).working);

/** Why the visitor may not make a link for the person; null if they may. */
export async function refusedToInvite(transaction: Transaction, visitor: Visitor, operatorId: string, person: Person) {
  if (person.leftAt !== null) return refusal("wrong_state", "退職した人は招待できません。");
  if (person.id === visitor.actor.personId) return OWN_LINK;
  if (!mayAppointDeciding(visitor) && (await isInvitedAgain(transaction, operatorId, person.id))) return REINVITING;
  return refusedToLink(transaction, visitor, operatorId, person.appointments, [person.id]);
}

/**
 * Makes a link, shown once and valid for 7 days and one use, with which the person sets a password; the previous link ends.
 * Accounts of the same address elsewhere make no difference, so neither the response nor the page confirms them. Only
 * visitors who may appoint to all the person's roles can make one, because its maker could take the account over; a person
 * who had a password is invited again by the CISO only, and nobody can make one for themselves. Sessions end when the link is
 * used.
 */
export const invitePerson = command({
  name: "people.invite",
  may: "people.manage",
  api: post("/people/{personId}/invitation", "invitePerson", PEOPLE_TAG, "パスワードを決めるリンクを作る", 201),
  on: somebody.exclusive,
  output: invitation,
  refuses: ["not_permitted", "not_found", "wrong_state"],
  wayBack: { by: "people.invite" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId, ...person }, now }) {
    const refusedWith = await refusedToInvite(transaction, visitor, operatorId, person);
    if (refusedWith) return refused(refusedWith);
    const links = await linkPeople(transaction, operatorId, [{ personId: person.id, name: person.name, email: person.email }], "person", now);
    return orNotFound(links.get(person.id));
  },
});
