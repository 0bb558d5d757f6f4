import type pg from "pg";
import { issueAsOwner } from "@/lib/auth/owner-secrets";
import { type AccountWish, forAccount, type FoundAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";

const DAY = 86_400_000;
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

/** A new access token of the account, made as the owner of the tables. */
export const createTokenAsOwner = (client: pg.ClientBase, account: FoundAccount, { name, days }: Pick<TokenWish, "name" | "days">, now: Date): Promise<string> =>
  issueAsOwner(
    client,
    account,
    "api",
    () => Promise.resolve({ name, expiresAt: new Date(now.getTime() + days * DAY) }),
    { action: "token.create", target: ({ id }) => `token/${id}`, detail: {} },
    now,
  );

/** `portal token create --email MAIL [--operator NAME] [--name NAME] [--days N]`: the token alone on standard output. */
export const run: Run = (args, io) => forAccount(readWish(args), io, (client, account, wish) => createTokenAsOwner(client, account, wish, new Date()));
