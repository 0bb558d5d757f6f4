import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { ownTokens, usable } from "@/lib/features/accounts/record/record";
import { TAG, type Token, tokenPage } from "@/lib/features/accounts/record/schema";
import { get, query } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

/** A token as its owner sees it, without the secret. */
export const tokenOf = (row: { id: string; name: string; createdAt: Date; expiresAt: Date; madeAs: string | null }): Token => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  madeOnCommandLine: row.madeAs === "commandLine",
});

/** The visitor's own tokens, newest first, without the secrets. */
export const listTokens = query({
  name: "token.list",
  takesOut: "always",
  may: "token.own",
  api: get("/tokens", "listTokens", TAG, "自分のアクセストークンの一覧"),
  on: ownTokens,
  input: pageQuery,
  output: tokenPage,
  async run({ transaction, subject: { accountId }, input, now }) {
    const where = usable(accountId, now);
    const total = await transaction.accessToken.count({ where });
    const rows = await transaction.accessToken.findMany({
      where,
      select: { id: true, name: true, createdAt: true, expiresAt: true, madeAs: true },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      ...rowsOf(input),
    });
    return granted({ items: rows.map(tokenOf), page: input.page, perPage: input.perPage, total });
  },
});
