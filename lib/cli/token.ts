import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newSecret, secretHash } from "@/lib/auth/secret-hash";
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
export async function createTokenAsOwner(client: pg.Client, { id, operatorId }: FoundAccount, { name, days }: Pick<TokenWish, "name" | "days">, now: Date): Promise<string> {
  const token = newSecret("portal_pat");
  await client.query(
    `WITH made AS (
       INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
       VALUES ($1::uuid, $2::uuid, $3, 'api', $4, $5::timestamptz, $6::timestamptz))
     INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
     VALUES ($5::timestamptz, $7::uuid, $2::uuid, 'token.create', 'done', 'token/' || $1, '{"by": "commandLine"}')`,
    [randomUUID(), id, name, secretHash(token), now, new Date(now.getTime() + days * DAY), operatorId],
  );
  return token;
}

/** `portal token create --email MAIL [--operator NAME] [--name NAME] [--days N]`: the token alone on standard output. */
export const run: Run = (args, io) => forAccount(readWish(args), io, (client, account, wish) => createTokenAsOwner(client, account, wish, new Date()));
