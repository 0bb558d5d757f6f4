import "server-only";
import { randomUUID } from "node:crypto";
import type { Visitor } from "@/lib/auth/scope";
import { newSecret, secretHash } from "@/lib/auth/secret-hash";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { hasPassword, isCiso } from "@/lib/features/organisation/deciding";
import { ensureLogins } from "@/lib/features/organisation/login";
import { changePeople } from "@/lib/features/organisation/people";
import { readPerson } from "@/lib/features/organisation/people-data";
import type { Invitation } from "@/lib/features/organisation/schema";
import { portalOrigin } from "@/lib/server-environment";
import type { Transaction } from "@/prisma/client";

const INVITATION_DAYS = 7;
const DAY = 86_400_000;

/** A new secret for an invitation, with the link that carries it. */
export function newInvitation(now: Date): Invitation & { readonly secret: string } {
  const secret = newSecret("portal_inv");
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY).toISOString();
  return { secret, link: `${portalOrigin()}/invite/${secret}`, expiresAt };
}

interface MadeInvitation extends Pick<Invitation, "expiresAt"> {
  readonly personId: string;
  readonly secret: string;
}

/** Keeps the hashes of invitations for people's logins that are not closed. */
export async function keepInvitations(transaction: Transaction, operatorId: string, made: readonly MadeInvitation[], now: Date): Promise<void> {
  const rows = JSON.stringify(made.map(({ personId, secret, expiresAt }) => ({ id: randomUUID(), personId, hash: secretHash(secret), expiresAt })));
  await transaction.$executeRaw`
    INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
    SELECT t.id, a.id, '招待', 'invitation', t.hash, ${now}, t."expiresAt"
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, "personId" uuid, hash text, "expiresAt" timestamptz)
    JOIN account a ON a.operator_id = ${operatorId}::uuid AND a.person_id = t."personId" AND a.disabled_at IS NULL`;
}

/** Why the visitor may not make a link for somebody who has a password. */
function reinviting(visitor: Visitor, personId: string): Refusal | null {
  if (personId === visitor.actor.personId) {
    return refusal("not_permitted", "自分の招待リンクは作れません。パスワードは「アカウント」の画面で変えられます。忘れたときは、ほかのCISOに頼んでください。");
  }
  if (isCiso(visitor)) return null;
  return refusal("not_permitted", "この人は、もうパスワードを決めています。新しい招待リンクはCISOだけが作れます。CISOに頼んでください。");
}

/**
 * A link, shown once and good for 7 days and one use, with which the person sets a password. Whether the address
 * signs in elsewhere in the portal makes no difference, so neither the answer nor the page confirms it.
 * Who has a password is invited again by the CISO alone, since the link would put the account into the hands of whoever makes
 * it; nobody gets one for oneself, in place of the present password. Sessions and other links end when the link is used.
 */
export function invitePerson(visitor: Visitor, personId: string, now: Date): Promise<Result<Invitation, Refusal>> {
  const { secret, link, expiresAt } = newInvitation(now);
  return changePeople(visitor, { action: "people.invite", target: `person/${personId}`, detail: {} }, now, async (transaction, operatorId) => {
    const person = await readPerson(transaction, operatorId, personId);
    if (!person) return refused(NOT_FOUND);
    if (person.leftAt !== null) return refused(refusal("wrong_state", "退職した人は招待できません。"));
    const refusedWith = (await hasPassword(transaction, operatorId, personId)) ? reinviting(visitor, personId) : null;
    if (refusedWith) return refused(refusedWith);
    await ensureLogins(transaction, operatorId, [{ personId, name: person.name, email: person.email }]);
    await keepInvitations(transaction, operatorId, [{ personId, secret, expiresAt }], now);
    return granted({ link, expiresAt });
  });
}
