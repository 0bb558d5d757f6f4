import type pg from "pg";
import { type AccountWish, type FoundAccount, forAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";
import { DAY } from "@/lib/domain/shared/day";
import { issueAsOwner } from "@/lib/server/auth/owner-secrets";

const MOST_DAYS = 366;

interface TokenWish extends AccountWish {
  readonly name: string;
  readonly days: number;
}

function readWish(args: readonly string[]): TokenWish | string {
  const options = readAccountOptions(args, ["name", "days"]);
  if (typeof options === "string") return options;
  const { name = "コマンドラインで作成", days = "90" } = options.values;
  if (!/^\d+$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) return `--days は1から${String(MOST_DAYS)}までの整数にしてください。`;
  return { email: options.email, operator: options.operator, name: name.slice(0, 100), days: Number(days) };
}

/**
 * Issues an access token for the account as the owner of the tables. Null if the person holds a role that decides: the token
 * would work at once without anybody being notified (docs/decisions/0016).
 */
export const createTokenAsOwner = (
  client: pg.ClientBase,
  account: FoundAccount,
  { name, days }: Pick<TokenWish, "name" | "days">,
  now: Date,
): Promise<string | null> =>
  issueAsOwner(
    client,
    account,
    "api",
    { name, expiresAt: new Date(now.getTime() + days * DAY) },
    { action: "token.create", target: ({ id }) => `token/${id}`, detail: {} },
    now,
  );

const NOT_FOR_DECIDING =
  "CISO・経営層・監査実施者・情報セキュリティ責任者・事務局の人のトークンは、コマンドでは作れません。本人がサインインして「アカウント」の画面で作ってください。サインインできないときは account link を使ってください。";

/** `portal token create --email MAIL [--operator NAME] [--name NAME] [--days N]`: prints only the token on standard output. */
export const run: Run = (args, io) =>
  forAccount(readWish(args), io, async (client, account, wish) => {
    const token = await createTokenAsOwner(client, account, wish, new Date());
    return token ?? { refused: NOT_FOR_DECIDING };
  });
