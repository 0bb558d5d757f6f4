import { parseArgs } from "node:util";
import type pg from "pg";
import { type CommandIo, EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { addressForm } from "@/lib/domain/shared/text";
import { withOwnerDatabase } from "@/lib/launch/database";
import { withClient } from "@/lib/runtime/portal-logins";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";

/** The account of a command: an address, and the operator if the address has several accounts. */
export interface AccountWish {
  readonly email: string;
  readonly operator: string | null;
}

export interface FoundAccount {
  readonly id: string;
  readonly operatorId: string | null;
  /** The operator's name, or the name of the office. */
  readonly place: string;
}

export type AccountSearch = { readonly found: FoundAccount } | { readonly refused: string };

/** The one matching account that may sign in; else the reason in Japanese why there is none. Reads as the owner of the tables. */
export async function findAccount(client: pg.Client, { email, operator }: AccountWish): Promise<AccountSearch> {
  const { rows } = await client.query<FoundAccount>(
    `SELECT a.id, a.operator_id AS "operatorId", coalesce(o.name, CASE a.role WHEN 'ministryOfficer' THEN '所管省庁（' || a.sector_id || '）' ELSE 'ポータルの管理' END) AS place
     FROM account a LEFT JOIN operator o ON o.id = a.operator_id LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
     WHERE a.email = $1 AND a.disabled_at IS NULL AND p.left_at IS NULL ORDER BY place`,
    [email],
  );
  const meant = operator === null ? rows : rows.filter(({ place, operatorId }) => place === operator || operatorId === operator);
  const [found, ...others] = meant;
  if (found && others.length === 0) return { found };
  if (rows.length === 0) return { refused: `「${email}」でサインインできるアカウントはありません。` };
  return {
    refused: `「${email}」のアカウントがある所：${rows.map(({ place, operatorId }) => (operatorId === null ? place : `${place}（${operatorId}）`)).join("、")}。--operator で名前か番号を指定してください。`,
  };
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Parses the arguments of a command about one account: `--email`, `--operator` and the command's own options, all with
 * values. Returns the problem if they are invalid.
 */
export function readAccountOptions(args: readonly string[], own: readonly string[]): (AccountWish & { readonly values: Values }) | string {
  const names = ["email", "operator", ...own];
  let values: Values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      allowPositionals: false,
    }));
  } catch {
    return `使えるのは ${names.map((name) => `--${name}`).join("、")} です。`;
  }
  const { email, operator } = values;
  if (!email) return "--email で、だれのものかを指定してください。";
  return { email: addressForm(email), operator: operator?.trim() ?? null, values };
}

/** Runs work for the matching account as the owner of the tables. Prints only its result on standard output, and the reason for a refusal on standard error. */
export async function forAccount<Wish extends AccountWish>(
  wish: Wish | string,
  io: CommandIo,
  work: (client: pg.Client, account: FoundAccount, wish: Wish, environment: LaunchEnvironment) => Promise<string | { readonly refused: string }>,
): ReturnType<Run> {
  if (typeof wish === "string") {
    io.error(wish);
    return EXIT_MISUSED;
  }
  const environment = await commandEnvironment(io);
  return withOwnerDatabase(environment, (ownerUrl) =>
    withClient(ownerUrl, async (client) => {
      const search = await findAccount(client, wish);
      if ("refused" in search) {
        io.error(search.refused);
        return EXIT_FAILED;
      }
      const done = await work(client, search.found, wish, environment);
      if (typeof done === "string") io.out(done);
      else io.error(done.refused);
      return typeof done === "string" ? EXIT_OK : EXIT_FAILED;
    }),
  );
}
