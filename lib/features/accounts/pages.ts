import "server-only";
import { isPlaceholder } from "@/lib/domain/access/placeholder";
import { readLink, waitsUntil } from "@/lib/features/accounts/invitation/commands";
import { readPasswordOrigin } from "@/lib/features/accounts/passwords/queries";
import type { AccountView, InvitationView } from "@/lib/features/accounts/record/view";
import { listTokens } from "@/lib/features/accounts/tokens/queries";
import { dateText, dateTimeText, dayText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { ROLE_WORDS } from "@/lib/labels/words";
import { currentVisitor, requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";

const EVERY = { page: 1, perPage: 200 } as const;

/** Describes the link with which the password was set. */
async function passwordText(visitor: Visitor): Promise<string> {
  const origin = valueOrPage(await readPasswordOrigin(visitor, {}, new Date()));
  if (origin === null) return "リンクで決めた記録はありません";
  return `${dateTimeText(new Date(origin.setAt))}に、${makerText(origin)}が${dateTimeText(new Date(origin.madeAt))}に作ったリンクで決めました`;
}

/** The visitor's own account, as the portal keeps it. */
export async function loadAccount(): Promise<AccountView> {
  const visitor = await requireVisitor();
  const { account, actor } = visitor;
  const tokens = valueOrPage(await listTokens(visitor, EVERY, new Date())).items;
  const standsIn = (actor.deputyships ?? []).map(({ role, until }) => `${ROLE_WORDS[role]}（${dayText(until)}まで）`);
  const roles = [...new Set(actor.appointments.map(({ role }) => ROLE_WORDS[role]))];
  return {
    accountId: account.accountId,
    email: account.email,
    facts: [
      { term: "氏名", description: account.name },
      { term: "メール", description: account.email },
      ...(account.operatorName === null ? [] : [{ term: "事業者", description: account.operatorName }]),
      { term: "パスワード", description: await passwordText(visitor) },
      { term: "役割", description: roles.length > 0 ? roles.join("、") : ROLE_WORDS.handler },
      ...(standsIn.length === 0 ? [] : [{ term: "代行", description: standsIn.join("、") }]),
    ],
    tokens: tokens.map(({ id, name, createdAt, expiresAt, madeOnCommandLine }) => ({
      id,
      name,
      createdText: dateText(new Date(createdAt)),
      expiresText: dateText(new Date(expiresAt)),
      madeOnCommandLine,
    })),
    shortcutKeys: account.shortcutKeys,
  };
}

/** The page of an invitation link. An unusable one gets the same page whatever the cause. */
export async function loadInvitation(secret: string): Promise<InvitationView> {
  const now = new Date();
  const link = await readLink(secret, now);
  if (!link) return { kind: "unusable" };
  const from = waitsUntil(link, now);
  if (from) return { kind: "waiting", fromText: dateTimeText(from) };
  const { account } = link;
  const signedIn = (await currentVisitor())?.account;
  if (signedIn && signedIn.accountId !== account.accountId) return { kind: "someoneElse", name: signedIn.name, email: account.email };
  const asksIdentity = isPlaceholder(account);
  return { kind: "usable", secret, email: asksIdentity ? "" : account.email, asksIdentity };
}
