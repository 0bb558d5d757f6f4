import "server-only";
import { change } from "@/lib/audit/change";
import { type AccountDescription, visitorOf } from "@/lib/auth/scope";
import { secretHash } from "@/lib/auth/secret-hash";
import { hashPassword } from "@/lib/auth/sign-in";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { PLACEHOLDER_EMAIL } from "@/lib/features/account/placeholder";
import { writePassword } from "@/lib/features/account/passwords";
import { database } from "@/prisma/client";

/** One wording for a link that never was, is used, expired, replaced, or has no login behind it. */
const UNUSABLE = refusal("not_found", "このリンクは使えません。使い終わったか、期限が過ぎています。リンクを送った人に、新しいリンクを頼んでください。");

/** The account that an invitation is for; null when the link cannot be used. */
export async function findInvitation(secret: string, now: Date): Promise<AccountDescription | null> {
  const [row] = await database().$queryRaw<{ account: AccountDescription | null }[]>`
    SELECT portal_resolve_token(${secretHash(secret)}, 'invitation', ${now}) AS account`;
  return row?.account ?? null;
}

/** A unique violation in the shapes in which Prisma and the driver adapter report one. */
function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  return code === "P2002" || code === "23505" || /23505|UniqueConstraintViolation/.test(JSON.stringify([meta, cause]) ?? "");
}

/** Whether the account is the one that a first start made, whose owner has yet to say who they are. */
export const awaitsAdministrator = ({ email, role }: AccountDescription): boolean => role === "platformAdministrator" && email === PLACEHOLDER_EMAIL;

/** Name and address that the first administrator gives. */
export interface AdministratorIdentity {
  readonly name: string;
  readonly email: string;
}

/**
 * Sets the first (or a forgotten) password by an invitation, which is used up with all others of the account; every session
 * and access token of the account ends. Refused in one wording when the link cannot be used.
 */
export async function acceptInvitation(secret: string, password: string, identity: AdministratorIdentity | null, now: Date): Promise<Result<{ email: string }, Refusal>> {
  const account = await findInvitation(secret, now);
  if (!account) return refused(UNUSABLE);
  const { accountId } = account;
  const passwordHash = await hashPassword(password);
  const named = awaitsAdministrator(account) ? identity : null;
  try {
    return await change(visitorOf(account), { action: "account.setPassword", target: `account/${accountId}` }, now, async (transaction) => {
      const { count } = await transaction.accessToken.updateMany({
        where: { accountId, hash: secretHash(secret), purpose: "invitation", revokedAt: null, expiresAt: { gt: now } },
        data: { revokedAt: now },
      });
      if (count !== 1) return refused(UNUSABLE);
      if (named) await transaction.account.updateMany({ where: { id: accountId }, data: { name: named.name, email: named.email } });
      await writePassword(transaction, accountId, passwordHash, now);
      return granted({ email: named?.email ?? account.email });
    });
  } catch (error) {
    if (!named || !isUniqueViolation(error)) throw error;
    return refused(refusal("invalid_input", "このアドレスでは登録できません。別のメールアドレスを入力してください。"));
  }
}
