import "server-only";
import { randomUUID } from "node:crypto";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { NewToken, Token, TokenBody } from "@/lib/features/accounts/record/schema";
import { change, changeOfRights, look } from "@/lib/server/audit/change";
import { askingTransaction, issueSecrets, revokeSecret } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";
import { isIdentifier } from "@/lib/validation/plain-text";

const DAY = 86_400_000;
const MOST_TOKENS = 50;

/** Personal access tokens of the account that are good now; row-level security knows no others. */
const usable = (visitor: Visitor, now: Date) => ({ accountId: visitor.account.accountId, purpose: "api", revokedAt: null, expiresAt: { gt: now } });

const own = (visitor: Visitor): Result<true, Refusal> =>
  decide(visitor.actor, "token.own", { personId: visitor.actor.personId }).ok
    ? granted(true)
    : refused(refusal("not_permitted", "自分のトークンだけを扱えます。"));

const tokenOf = (row: { id: string; name: string; createdAt: Date; expiresAt: Date; madeAs: string | null }): Token => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  madeOnCommandLine: row.madeAs === "commandLine",
});

/** The visitor's own tokens, newest first, without the secrets. */
export const listTokens = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<Token>, Refusal>> =>
  look(visitor, { action: "token.list", target: "tokens" }, now, async (transaction) => {
    const permitted = own(visitor);
    if (!permitted.ok) return permitted;
    const where = usable(visitor, now);
    const total = await transaction.accessToken.count({ where });
    const rows = await transaction.accessToken.findMany({
      where,
      select: { id: true, name: true, createdAt: true, expiresAt: true, madeAs: true },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      ...rowsOf(query),
    });
    return granted({ items: rows.map(tokenOf), page: query.page, perPage: query.perPage, total });
  });

const OUTLIVES = refusal(
  "not_permitted",
  "アクセストークンで作れるのは、そのトークンの期限までに切れるトークンだけです。days を小さくするか、ポータルにサインインして「アカウント」の画面で作ってください。",
);

/** Whether the new token would be good for longer than the one with which it is asked for: a stolen token must come to its end. */
async function outlives(transaction: Transaction, { account: { accountId }, tokenHash }: Visitor, expiresAt: Date): Promise<boolean> {
  if (tokenHash === null) return false;
  const asking = await transaction.accessToken.findFirst({ where: { accountId, hash: tokenHash }, select: { expiresAt: true } });
  return asking === null || expiresAt > asking.expiresAt;
}

/**
 * Makes a token that acts as the visitor. Only its hash is kept: the answer is the one place where it can be read. Refused
 * (`not_permitted`) when it is asked for with a token that ends before it.
 */
export function createToken(visitor: Visitor, { name, days }: TokenBody, now: Date): Promise<Result<NewToken, Refusal>> {
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + days * DAY);
  return change(visitor, { action: "token.create", target: `token/${id}`, detail: { days } }, now, async (transaction) => {
    const permitted = own(visitor);
    if (!permitted.ok) return permitted;
    if (await outlives(transaction, visitor, expiresAt)) return refused(OUTLIVES);
    if ((await transaction.accessToken.count({ where: usable(visitor, now) })) >= MOST_TOKENS) {
      return refused(refusal("wrong_state", `トークンは${MOST_TOKENS}個までです。使わないものを取り消してください。`));
    }
    const { accountId } = visitor.account;
    const [issued] = await issueSecrets(askingTransaction(transaction), "api", [{ id, accountId, name, how: "own", expiresAt }], now);
    if (!issued) return refused(NOT_FOUND);
    return granted({ ...tokenOf({ id, name, createdAt: now, expiresAt, madeAs: "own" }), token: issued.secret });
  });
}

/** Ends a token at once. One that is not the visitor's, or not good any more, is not found. */
export const revokeToken = (visitor: Visitor, id: string, now: Date): Promise<Result<null, Refusal>> =>
  changeOfRights(visitor, { action: "token.revoke", target: `token/${id}` }, now, async (transaction) => {
    const permitted = own(visitor);
    if (!permitted.ok) return permitted;
    if (!isIdentifier(id)) return refused(NOT_FOUND);
    return (await revokeSecret(askingTransaction(transaction), "api", id, now)) === null ? refused(NOT_FOUND) : granted(null);
  });
