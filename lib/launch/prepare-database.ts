import type pg from "pg";
import { importContent } from "@/lib/launch/content-import/import-content";
import { claimKind, refuseOtherKind } from "@/lib/runtime/data-kind";
import { admitApplicationLogin, migrate, migrationNames } from "@/lib/runtime/migrate";
import { askDatabase } from "@/lib/runtime/portal-logins";
import { type DataKind, judgeSchema, type Query, readInstallation, type SchemaFit, schemaFit } from "@/lib/server/database/installation";
import { type DeclaredMigration, MIGRATIONS } from "@/lib/server/database/migrations";
import { StartupError } from "@/lib/server/environment/startup-error";

const MIGRATE = "npm run -s portal -- migrate";

function schemaRefusal(fit: Extract<SchemaFit, { fits: false }>): StartupError {
  switch (fit.reason) {
    case "empty":
      return new StartupError(`データベースがまだ移行されていません。DATABASE_OWNER_URL を指定して ${MIGRATE} を実行してから、もう一度起動してください。`);
    case "foreign":
      return new StartupError(
        "このデータベースには、ポータルのものでない表があります。DATABASE_URL と DATABASE_OWNER_URL に、ポータルのための空のデータベースを指定してください。",
      );
    case "older":
      return new StartupError(
        `データベースの形が、このコードには古すぎます（まだ行われていない移行：${fit.missing.join("、")}）。\n` +
          `控えを取り、DATABASE_OWNER_URL を指定して ${MIGRATE} を実行してから、もう一度起動してください。`,
      );
    case "newer":
      return new StartupError(
        `データベースは、このコードより新しい版が移行したもので、このコードではもう使えません（このコードの知らない移行：${fit.unknown.join("、")}）。\n` +
          "ポータルを新しい版に替えて起動してください。前の版に戻すときは、移行の前の控えから戻してください。",
      );
    case "notAdmitted":
      return new StartupError(
        "DATABASE_URL の利用者は、ポータルの表を使う権利がありません。\n" +
          "データベースの管理者が、その利用者を portal_application の一員にしてください（GRANT portal_application TO 利用者;）。",
      );
  }
}

const asQuery =
  (client: pg.ClientBase): Query =>
  async (statement) =>
    (await client.query(statement)).rows as unknown[];

/** Refuses a database with a schema that this code does not work with, or with data of the other kind. */
export async function refuseUnfitDatabase(url: string, demo: boolean): Promise<void> {
  const fit = await askDatabase(url, (client) => schemaFit(asQuery(client)));
  if (!fit.fits) throw schemaRefusal(fit);
  refuseOtherKind(fit.installation.kind, demo);
}

/** Migrations on the disk count as known too, so that one under development is not refused. */
function knownMigrations(): readonly DeclaredMigration[] {
  const declared = new Set(MIGRATIONS.map(({ name }) => name));
  const others = migrationNames().filter((name) => !declared.has(name));
  return [...MIGRATIONS, ...others.map((name) => ({ name, needed: false, endsOlderCode: false }))];
}

/** An operator of the demo, to recognise demo databases from before the mark. */
const DEMO_OPERATOR = "f2263cba-361d-563a-ba76-d4db3ecf12b6";

async function kindWithoutMark(client: pg.ClientBase): Promise<DataKind | null> {
  const { rows } = await client.query("SELECT 1 FROM operator WHERE id = $1", [DEMO_OPERATOR]);
  if (rows.length > 0) return "demo";
  return (await client.query("SELECT 1 FROM account LIMIT 1")).rowCount === 0 ? null : "production";
}

/** Refuses a database that this code must not change, before changing anything. True: later code has migrated it. */
const isAhead = (ownerUrl: string, demo: boolean): Promise<boolean> =>
  askDatabase(ownerUrl, async (client) => {
    const found = await readInstallation(asQuery(client));
    if (found === "empty") return false;
    if (found === "undescribed") {
      refuseOtherKind(await kindWithoutMark(client), demo);
      return false;
    }
    if (typeof found === "string") throw schemaRefusal({ fits: false, reason: found });
    refuseOtherKind(found.kind, demo);
    const fit = judgeSchema(found, knownMigrations());
    if (fit.fits) return fit.newer;
    if (fit.reason !== "older") throw schemaRefusal(fit);
    return false;
  });

/** Refuses, before a start, a database that this code must not change. */
export async function refuseUntouchable(ownerUrl: string, demo: boolean): Promise<void> {
  await isAhead(ownerUrl, demo);
}

/**
 * Brings the database to this code's schema and content as its owner; a database of later code stays as it is. Refuses,
 * before changing anything, a database that this code must not change. True if something was migrated.
 */
export async function prepareAsOwner(
  { ownerUrl, applicationUrl }: { readonly ownerUrl: string; readonly applicationUrl: string },
  demo: boolean,
  announce: (line: string) => void,
): Promise<boolean> {
  if (await isAhead(ownerUrl, demo)) {
    announce("データベースは新しい版が移行したものです。このコードでも使えるので、移行と内容の取り込みはせずに使います。");
    await admitApplicationLogin(ownerUrl, applicationUrl);
    return false;
  }
  const migrated = await migrate(ownerUrl);
  await askDatabase(ownerUrl, (client) => claimKind(client, demo));
  await admitApplicationLogin(ownerUrl, applicationUrl);
  await importContent(ownerUrl);
  const notice = demo ? (await (await import("@/lib/demo/load")).loadDemo(ownerUrl)).notice : null;
  if (notice !== null) announce(notice);
  return migrated;
}
