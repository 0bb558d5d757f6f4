import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { DAY } from "@/lib/domain/shared/day";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { ownToken, ownTokens, usable } from "@/lib/features/accounts/record/record";
import { newToken, TAG, tokenBody } from "@/lib/features/accounts/record/schema";
import { tokenOf } from "@/lib/features/accounts/tokens/queries";
import { askingTransaction, issueSecrets, revokeSecret } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, del, post } from "@/lib/server/use-cases/use-case";

const MOST_TOKENS = 50;

const OUTLIVES = refusal(
  "not_permitted",
  "アクセストークンで作れるのは、そのトークンの期限までに切れるトークンだけです。days を小さくするか、ポータルにサインインして「アカウント」の画面で作ってください。",
);

/** Whether the new token would outlive the token of the request: a stolen token must not be extended. */
async function outlives(transaction: Transaction, { account: { accountId }, tokenHash }: Visitor, expiresAt: Date): Promise<boolean> {
  if (tokenHash === null) return false;
  const asking = await transaction.accessToken.findFirst({ where: { accountId, hash: tokenHash }, select: { expiresAt: true } });
  return asking === null || expiresAt > asking.expiresAt;
}

/**
 * Creates a token that acts as the visitor. Only its hash is stored, and only this response contains it. Refused
 * (`not_permitted`) for a request with a token that ends earlier.
 */
export const createToken = command({
  name: "token.create",
  may: "token.own",
  api: post("/tokens", "createToken", TAG, "アクセストークンを作る。値はこの応答だけにある。トークンで頼むときは、その期限より長くは作れない", 201),
  on: ownTokens,
  input: tokenBody,
  output: newToken,
  refuses: ["not_permitted", "not_found", "wrong_state"],
  keeps: ["days"],
  wayBack: { by: "token.revoke" },
  async run({ transaction, visitor, subject: { accountId }, input: { name, days }, now, made }) {
    const id = randomUUID();
    made(`token/${id}`);
    const expiresAt = new Date(now.getTime() + days * DAY);
    if (await outlives(transaction, visitor, expiresAt)) return refused(OUTLIVES);
    if ((await transaction.accessToken.count({ where: usable(accountId, now) })) >= MOST_TOKENS) {
      return refused(refusal("wrong_state", `トークンは${MOST_TOKENS}個までです。使わないものを取り消してください。`));
    }
    const [issued] = await issueSecrets(askingTransaction(transaction), "api", [{ id, accountId, name, how: "own", expiresAt }], now);
    if (!issued) return refused(NOT_FOUND);
    return granted({ ...tokenOf({ id, name, createdAt: now, expiresAt, madeAs: "own" }), token: issued.secret });
  },
});

/** Ends a token at once. */
export const revokeToken = command({
  name: "token.revoke",
  may: "token.own",
  api: del("/tokens/{tokenId}", "revokeToken", TAG, "アクセストークンを取り消す", 204),
  on: ownToken,
  output: z.null(),
  refuses: ["not_found"],
  wayBack: { by: "token.create" },
  takesOwnRights: true,
  async run({ transaction, subject: { id }, now }) {
    return (await revokeSecret(askingTransaction(transaction), "api", id, now)) === null ? refused(NOT_FOUND) : granted(null);
  },
});
