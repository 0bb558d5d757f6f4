import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { newSecret, secretHash } from "@/lib/auth/secret-hash";
import { EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { withOwnerDatabase } from "@/lib/runtime/database";
import { withClient } from "@/lib/runtime/portal-logins";

const DAY = 86_400_000;
const MOST_DAYS = 366;

interface Wish {
  readonly email: string;
  readonly name: string;
  readonly days: number;
}

function readWish(args: readonly string[]): Wish | string {
  const options = { email: { type: "string" }, name: { type: "string" }, days: { type: "string" } } as const;
  let values: { readonly email?: string | undefined; readonly name?: string | undefined; readonly days?: string | undefined };
  try {
    ({ values } = parseArgs({ args: [...args], options, allowPositionals: false }));
  } catch {
    return "使えるのは --email、--name、--days です。";
  }
  const { email, name = "コマンドラインで作成", days = "90" } = values;
  if (!email) return "--email で、だれのトークンかを指定してください。";
  if (!/^\d+$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) return `--days は 1 から ${String(MOST_DAYS)} までの整数にしてください。`;
  return { email: email.trim().toLowerCase(), name: name.slice(0, 100), days: Number(days) };
}

/** A new access token of the account with this address, made as the owner of the tables; null when no such account can sign in. */
export async function createTokenAsOwner(ownerUrl: string, { email, name, days }: Wish, now: Date): Promise<string | null> {
  const token = newSecret("portal_pat");
  const made = await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      `WITH found AS (
         SELECT a.id, a.operator_id FROM account a LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
         WHERE a.email = $1 AND a.disabled_at IS NULL AND p.left_at IS NULL),
       made AS (
         INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
         SELECT $2::uuid, id, $3, 'api', $4, $5::timestamptz, $6::timestamptz FROM found)
       INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
       SELECT $5::timestamptz, operator_id, id, 'token.create', 'done', 'token/' || $2, '{"by": "commandLine"}' FROM found`,
      [email, randomUUID(), name, secretHash(token), now, new Date(now.getTime() + days * DAY)],
    );
    return rowCount === 1;
  });
  return made ? token : null;
}

/** `portal token create --email MAIL [--name NAME] [--days N]`: the token alone on standard output. */
export const run: Run = async (args, io) => {
  const wish = readWish(args);
  if (typeof wish === "string") {
    io.error(wish);
    return EXIT_MISUSED;
  }
  const token = await withOwnerDatabase(commandEnvironment(io), (ownerUrl) => createTokenAsOwner(ownerUrl, wish, new Date()));
  if (token === null) {
    io.error(`「${wish.email}」でサインインできるアカウントはありません。`);
    return EXIT_FAILED;
  }
  io.out(token);
  return EXIT_OK;
};
