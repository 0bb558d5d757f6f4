import "server-only";
import { z } from "zod";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { meOf } from "@/lib/features/accounts/me/queries";
import { ownAccount } from "@/lib/features/accounts/record/record";
import { accountPatch, changePasswordBody, me, TAG } from "@/lib/features/accounts/record/schema";
import { attemptSucceeded, beginAttempt, STRANGER, withdrawAttempt } from "@/lib/server/auth/attempt";
import { hashPassword, verifyPasswords } from "@/lib/server/auth/password-work";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, patch, post, put } from "@/lib/server/use-cases/use-case";

/** The session or token that changes the password, which stays valid. */
interface Kept {
  readonly sessionId: string | null;
  readonly tokenHash: string | null;
}

const NONE: Kept = { sessionId: null, tokenHash: null };

/** Writes the password of the account, and ends its link and every session and token except the kept one. */
export async function writePassword(transaction: Transaction, accountId: string, passwordHash: string, { sessionId, tokenHash }: Kept = NONE): Promise<void> {
  await transaction.account.updateMany({ where: { id: accountId }, data: { passwordHash } });
  await transaction.$queryRaw`SELECT portal_end_own('password', ${sessionId}::uuid, ${tokenHash})`;
}

/**
 * Whether the password is the account's present one. Wrong ones count for this account alone, so that strangers who try its
 * address cannot prevent a signed-in person from changing the password.
 */
async function checkCurrent({ account: { email, accountId } }: Visitor, password: string, now: Date) {
  const attempt = await beginAttempt(email, now, { ...STRANGER, lane: `signed-in ${accountId}` });
  if (typeof attempt === "string") {
    return refusal("too_many_attempts", "いまのパスワードの間違いが続きました。15 分ほど待ってから、もう一度入力してください。");
  }
  const passwordHash = attempt.logins.find((login) => login.accountId === accountId)?.passwordHash ?? null;
  const matches = await verifyPasswords([passwordHash], password);
  if (!matches.ok) {
    await withdrawAttempt(attempt);
    return matches.refusal;
  }
  if (matches.value[0] === true) {
    await attemptSucceeded(attempt);
    return null;
  }
  return refusal("invalid_input", "いまのパスワードが違います。", { fields: [{ path: "current", message: "もう一度入力してください。" }] });
}

/**
 * Replaces the visitor's own password, given the present one. Other devices are signed out and access tokens end; only the
 * session or token of the request stays valid. Passwords are compared and hashed before the transaction, to keep it short.
 */
export const changePassword = command({
  name: "account.changePassword",
  may: "account.own",
  api: put("/account/password", "changePassword", TAG, "パスワードを変える。ほかのセッションとアクセストークンは終わる", 204),
  on: ownAccount,
  input: changePasswordBody,
  output: z.null(),
  refuses: ["invalid_input", "too_many_attempts", "busy"],
  wayBack: { by: "account.changePassword" },
  async prepare({ current, password }, { visitor, now }) {
    const wrong = await checkCurrent(visitor, current, now);
    return wrong ? refused(wrong) : hashPassword(password);
  },
  async run({ transaction, visitor: { sessionId, tokenHash }, subject: { accountId }, prepared: passwordHash }) {
    await writePassword(transaction, accountId, passwordHash, { sessionId, tokenHash });
    return granted(null);
  },
});

/** Records that the visitor has read with which link the present password was set. */
export const confirmPasswordOrigin = command({
  name: "account.confirmPassword",
  may: "account.own",
  api: post("/account/password/confirmation", "confirmPasswordOrigin", TAG, "パスワードがどのリンクで決められたかを確かめたと伝える", 204),
  on: ownAccount,
  output: z.null(),
  wayBack: { none: "the account goes on to say it" },
  async run({ transaction, subject: { accountId: id } }) {
    await transaction.account.updateMany({ where: { id }, data: { passwordOriginSeen: true } });
    return granted(null);
  },
});

/** Whether the checklist has single-key commands (WCAG 2.1.4). */
export const setShortcutKeys = command({
  name: "account.setShortcutKeys",
  may: "account.own",
  api: patch("/account", "changeAccount", TAG, "点検票のキー操作を使うかを決める"),
  on: ownAccount,
  input: accountPatch,
  output: me,
  keeps: ["shortcutKeys"],
  wayBack: { by: "account.setShortcutKeys" },
  async run({ transaction, visitor, subject: { accountId: id }, input: { shortcutKeys } }) {
    await transaction.account.updateMany({ where: { id }, data: { shortcutKeys } });
    return granted({ ...meOf(visitor), shortcutKeys });
  },
});
