import "server-only";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { awaitsAdministrator, findInvitation } from "@/lib/features/account/invitation";
import { listTokens } from "@/lib/features/account/tokens";
import type { AccountView, InvitationView } from "@/lib/features/account/view";
import { dateText } from "@/lib/features/japanese-date";
import { ROLE_WORDS } from "@/lib/features/words";

const EVERY = { page: 1, perPage: 200 } as const;

/** The visitor's own account, as the portal keeps it. */
export async function loadAccount(): Promise<AccountView> {
  const visitor = await requireVisitor();
  const { account, actor } = visitor;
  const tokens = valueOrPage(await listTokens(visitor, EVERY, new Date())).items;
  const roles = [...new Set(actor.appointments.map(({ role }) => ROLE_WORDS[role]))];
  return {
    email: account.email,
    facts: [
      { term: "氏名", description: account.name },
      { term: "メール", description: account.email },
      ...(account.operatorName === null ? [] : [{ term: "事業者", description: account.operatorName }]),
      { term: "役割", description: roles.length > 0 ? roles.join("、") : ROLE_WORDS.handler },
    ],
    tokens: tokens.map(({ id, name, createdAt, expiresAt }) => ({
      id,
      name,
      createdText: dateText(new Date(createdAt)),
      expiresText: dateText(new Date(expiresAt)),
    })),
    shortcutKeys: account.shortcutKeys,
  };
}

/** What stands behind an invitation link. One that cannot be used says the same whatever the cause. */
export async function loadInvitation(secret: string): Promise<InvitationView> {
  const account = await findInvitation(secret, new Date());
  if (!account) return { kind: "unusable" };
  const asksIdentity = awaitsAdministrator(account);
  return { kind: "usable", secret, email: asksIdentity ? "" : account.email, asksIdentity };
}
