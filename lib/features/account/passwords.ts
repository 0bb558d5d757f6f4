import "server-only";
import { verify } from "@node-rs/argon2";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { FAILURES_ALLOWED, hashPassword } from "@/lib/auth/sign-in";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { database, type Transaction } from "@/prisma/client";

interface Login {
  readonly password_hash: string | null;
  readonly recent_failures: bigint;
}

/** Writes the password, ends every session but `keptSession`, and uses up the invitations that are open. */
export async function writePassword(transaction: Transaction, accountId: string, passwordHash: string, keptSession: string | null, now: Date): Promise<void> {
  await transaction.account.updateMany({ where: { id: accountId }, data: { passwordHash } });
  await transaction.session.updateMany({
    where: { accountId, endedAt: null, ...(keptSession === null ? {} : { id: { not: keptSession } }) },
    data: { endedAt: now },
  });
  await transaction.accessToken.updateMany({ where: { accountId, purpose: "invitation", revokedAt: null }, data: { revokedAt: now } });
}

/** Whether the password is the account's present one; wrong ones count as failed sign-ins of the address. */
async function checkCurrent(visitor: Visitor, password: string, now: Date): Promise<Refusal | null> {
  const { email, accountId } = visitor.account;
  const [login] = await database().$queryRaw<Login[]>`
    SELECT password_hash, recent_failures FROM portal_find_login(${email}, ${now}) WHERE account_id = ${accountId}::uuid`;
  if (Number(login?.recent_failures ?? 0) >= FAILURES_ALLOWED) {
    return refusal("too_many_attempts", "いまのパスワードの間違いが続きました。15 分ほど待ってから、もう一度入力してください。");
  }
  const matches = login?.password_hash ? await verify(login.password_hash, password).catch(() => false) : false;
  await database().loginAttempt.createMany({ data: [{ email, at: now, succeeded: matches }] });
  if (matches) return null;
  return refusal("invalid_input", "いまのパスワードが違います。", { fields: [{ path: "current", message: "もう一度入力してください。" }] });
}

/** Replaces the visitor's own password, given the present one. Other devices are signed out; `sessionId` stays. */
export async function changePassword(visitor: Visitor, current: string, next: string, sessionId: string | null, now: Date): Promise<Result<null, Refusal>> {
  const { accountId } = visitor.account;
  const wrong = await checkCurrent(visitor, current, now);
  const passwordHash = wrong ? "" : await hashPassword(next);
  return change(visitor, { action: "account.changePassword", target: `account/${accountId}` }, now, async (transaction) => {
    if (wrong) return refused(wrong);
    await writePassword(transaction, accountId, passwordHash, sessionId, now);
    return granted(null);
  });
}

/** Whether the checklist listens to single keys (WCAG 2.1.4). */
export const setShortcutKeys = (visitor: Visitor, shortcutKeys: boolean, now: Date): Promise<Result<null, Refusal>> =>
  change(visitor, { action: "account.setShortcutKeys", target: `account/${visitor.account.accountId}`, detail: { shortcutKeys } }, now, async (transaction) => {
    await transaction.account.updateMany({ where: { id: visitor.account.accountId }, data: { shortcutKeys } });
    return granted(null);
  });
