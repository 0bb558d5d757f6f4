import "server-only";
import { z } from "zod";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { isPlaceholder } from "@/lib/domain/access/placeholder";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { writePassword } from "@/lib/features/accounts/passwords/commands";
import { ownAccount } from "@/lib/features/accounts/record/record";
import { linkBody } from "@/lib/features/accounts/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { doDueWork } from "@/lib/server/auth/due-work";
import { lookUpSecret } from "@/lib/server/auth/guesses";
import { hashPassword } from "@/lib/server/auth/password-work";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { outOfScope, type Transaction } from "@/lib/server/database/client";
import { type AccountDescription, type PasswordOrigin, visitorOf } from "@/lib/server/scope/scope";
import { command } from "@/lib/server/use-cases/use-case";

/** The same text for a link that never existed, or is used, expired, replaced or without a login. */
const UNUSABLE = refusal("not_found", "このリンクは使えません。使い終わったか、期限が過ぎています。リンクを送った人に、新しいリンクを頼んでください。");

const notYet = (from: Date): Refusal => refusal("wrong_state", `このリンクは、${dateTimeText(from)}から使えます。それまで待って、もう一度開いてください。`);

/** An open link: its account, and when it takes effect. */
interface OpenLink {
  readonly account: AccountDescription;
  /** Null: at once. */
  readonly effectiveAt: Date | null;
}

/** The account of an open link, whether or not it is in effect yet; null if it can no longer be used, or never existed. */
export const readLink = (secret: string, now: Date): Promise<OpenLink | null> =>
  lookUpSecret({ kind: "link", hash: secretHash(secret) }, now, () => openLink(secret, now));

/**
 * Does first what is due for the link's operator: a link is worth what its maker may still do (docs/decisions/0048), and a
 * request without a session has not been through `resolveVisitor`, which does it for the others.
 */
async function openLink(secret: string, now: Date): Promise<OpenLink | null> {
  const link = await lookUpLink(secret, now);
  return link !== null && (await doDueWork(link.account, now)) ? lookUpLink(secret, now) : link;
}

async function lookUpLink(secret: string, now: Date): Promise<OpenLink | null> {
  const [row] = await outOfScope(
    (client) => client.$queryRaw<{ link: { account: AccountDescription; effectiveAt: string | null } | null }[]>`
    SELECT portal_read_link(${secretHash(secret)}, ${now}) AS link`,
  );
  if (!row?.link) return null;
  const { account, effectiveAt } = row.link;
  return { account, effectiveAt: effectiveAt === null ? null : new Date(effectiveAt) };
}

/** When the link takes effect, if it is not in effect yet. */
export const waitsUntil = ({ effectiveAt }: OpenLink, now: Date): Date | null => (effectiveAt !== null && effectiveAt > now ? effectiveAt : null);

/** The account that an invitation is for; null if the link cannot be used now. */
export async function findInvitation(secret: string, now: Date): Promise<AccountDescription | null> {
  const link = await readLink(secret, now);
  return link && waitsUntil(link, now) === null ? link.account : null;
}

/** Whether an error is a unique violation, in the forms in which Prisma and the driver adapter report one. */
function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  return code === "P2002" || code === "23505" || /23505|UniqueConstraintViolation/.test(JSON.stringify([meta, cause]) ?? "");
}

/** Name and address that the first administrator gives. */
export interface AdministratorIdentity {
  readonly name: string;
  readonly email: string;
}

type UsedLink = Omit<PasswordOrigin, "setAt"> & { readonly link: string; readonly maker: string | null };

/** Marks the link as used and returns its origin; null if another request was faster, or the link ended in the meantime. */
async function consumeLink(transaction: Transaction, secret: string, now: Date): Promise<UsedLink | null> {
  const [row] = await transaction.$queryRaw<{ used: UsedLink | null }[]>`SELECT portal_use_link(${secretHash(secret)}, ${now}) AS used`;
  return row?.used ?? null;
}

/**
 * Sets the password by a link, for the account that the link is for. The first one of a CISO ends links that others made for the
 * operator's people; most passwords are set by others, who wait for no change of people.
 */
export const setPasswordByLink = command({
  name: "account.setPassword",
  may: "account.own",
  on: { ...ownAccount, people: { lock: "exclusive", of: ({ actor }) => mayAtOwn(actor, "people.appointDeciding") } },
  input: linkBody,
  output: z.object({ email: z.string() }),
  refuses: ["not_found", "busy"],
  wayBack: { by: "account.changePassword" },
  prepare: ({ password }) => hashPassword(password),
  async run({ transaction, visitor: { account }, subject: { accountId: id }, input: { secret, identity }, prepared: passwordHash, now, addDetail }) {
    const used = await consumeLink(transaction, secret, now);
    if (!used) return refused(UNUSABLE);
    addDetail({ ...used });
    if (identity) await transaction.account.updateMany({ where: { id }, data: { name: identity.name, email: identity.email } });
    await writePassword(transaction, id, passwordHash);
    const { how, as, makerName, madeAt } = used;
    const passwordOrigin = { how, as, makerName, madeAt, setAt: now.toISOString() } satisfies PasswordOrigin;
    await transaction.account.updateMany({ where: { id }, data: { passwordOrigin, passwordOriginSeen: false } });
    return granted({ email: identity?.email ?? account.email });
  },
});

/**
 * Sets the first (or a forgotten) password by an invitation, which it uses up; every session and access token of the account
 * ends. Nobody is signed in: the holder of the link acts as the account. The audit entry records the link, its maker and
 * time; the person sees the same after the next sign-in. Refused with the same text for every unusable link, and with the
 * start time for one that is not in effect yet.
 */
export async function acceptInvitation(
  secret: string,
  password: string,
  entered: AdministratorIdentity | null,
  now: Date,
): Promise<Result<{ readonly email: string }, Refusal>> {
  const link = await readLink(secret, now);
  if (!link) return refused(UNUSABLE);
  const from = waitsUntil(link, now);
  if (from) return refused(notYet(from));
  const identity = isPlaceholder(link.account) ? entered : null;
  try {
    return await setPasswordByLink(visitorOf(link.account), { secret, password, identity }, now);
  } catch (error) {
    if (!identity || !isUniqueViolation(error)) throw error;
    return refused(refusal("invalid_input", "このアドレスでは登録できません。別のメールアドレスを入力してください。"));
  }
}
