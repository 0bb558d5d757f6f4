import { z } from "zod";
import { askDatabase } from "@/lib/runtime/portal-logins";
import { StartupError } from "@/lib/server/environment/startup-error";

const privilegesSchema = z.object({
  login: z.string(),
  superuser: z.boolean(),
  bypass: z.boolean(),
  owned: z.number().int(),
});

/** The privileges that the login has or can get with SET ROLE. */
const PRIVILEGES = `
  SELECT current_user::text AS login,
         coalesce(bool_or(rolsuper), false) AS superuser,
         coalesce(bool_or(rolbypassrls), false) AS bypass,
         (SELECT count(*)::int FROM pg_class c
           WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
             AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owned
    FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')`;

/** Row-level security does not apply to these logins, so the portal does not start with one (docs/design.md 6). */
export async function refusePrivilegedLogin(applicationUrl: string): Promise<void> {
  const { login, superuser, bypass, owned } = await askDatabase(applicationUrl, async (client) =>
    privilegesSchema.parse((await client.query(PRIVILEGES)).rows[0]),
  );
  const reasons = [
    superuser ? "データベースの管理者（SUPERUSER）である" : null,
    bypass ? "行の保護を素通りできる（BYPASSRLS）" : null,
    owned > 0 ? `表を所有している（${String(owned)} 個）` : null,
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return;
  throw new StartupError(
    `DATABASE_URL の利用者 ${login} では起動しません。\n${reasons.map((reason) => `  - ${reason}`).join("\n")}\n` +
      "事業者ごとの行の保護が効かなくなるためです。表を所有しない一般の利用者を DATABASE_URL に、所有者を DATABASE_OWNER_URL に指定してください。",
  );
}
