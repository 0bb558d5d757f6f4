import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { APPLICATION_GROUP, askDatabase, awaitTurn, withClient } from "@/lib/runtime/portal-logins";
import { runScript } from "@/lib/runtime/run-script";
import { currentLimits, Stopped } from "@/lib/runtime/start-limits";
import { StartupError } from "@/lib/server/environment/startup-error";

const UNDEFINED_TABLE = "42P01";
const MIGRATION_LOCK = 7_120_602;

const historyRow = z.object({ migration_name: z.string(), checksum: z.string() });

interface Migration {
  readonly name: string;
  readonly checksum: string;
}

function migrationsOf(directory: string): Migration[] {
  const folder = path.join(directory, "prisma", "migrations");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .map((name) => {
      const script = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, checksum: createHash("sha256").update(script).digest("hex") };
    });
}

/** The migrations of the project, oldest first. */
export const migrationNames = (directory: string = process.cwd()): string[] =>
  migrationsOf(directory)
    .map(({ name }) => name)
    .sort();

async function isCurrent(client: pg.Client, wanted: readonly Migration[]): Promise<boolean> {
  try {
    const { rows } = await client.query("SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL");
    const done = new Map(rows.map((row) => historyRow.parse(row)).map((row) => [row.migration_name, row.checksum]));
    return wanted.every(({ name, checksum }) => done.get(name) === checksum);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

/** A migration that began but is not recorded as done has left nothing behind (see `schema-engine.mjs`), so it is tried again. */
async function forgetInterrupted(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
  if (!z.object({ present: z.boolean() }).parse(rows[0]).present) return;
  await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL");
}

/** An interrupted migration leaves nothing behind, because each migration is one transaction that is then never committed. */
async function deploy(directory: string, ownerUrl: string): Promise<void> {
  const { stop } = currentLimits();
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const environment = { DATABASE_OWNER_URL: ownerUrl, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" };
  const { code, output } = await runScript([prisma, "migrate", "deploy"], { directory, environment, stop });
  if (stop.aborted) throw new Stopped();
  if (code !== 0) throw new StartupError(`データベースの移行（prisma migrate deploy）ができませんでした。\n${output}`);
}

/**
 * Brings the database to the migrations of this project; starts no process if it is already there. Several processes may call
 * it at once. True if a migration was applied.
 */
export async function migrate(ownerUrl: string, directory: string = process.cwd()): Promise<boolean> {
  const wanted = migrationsOf(directory);
  if (wanted.length === 0) return false;
  return withClient(ownerUrl, async (client) => {
    if (await isCurrent(client, wanted)) return false;
    await awaitTurn(client, { lock: MIGRATION_LOCK, work: "データベースの移行" });
    if (await isCurrent(client, wanted)) return false;
    await forgetInterrupted(client);
    await deploy(directory, ownerUrl);
    return true;
  });
}

/** Makes the application's login a member of the group that has the rights from the migrations. */
export async function admitApplicationLogin(ownerUrl: string, applicationUrl: string): Promise<void> {
  const login = decodeURIComponent(new URL(applicationUrl).username);
  await askDatabase(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM pg_roles r, pg_roles g WHERE r.rolname = $1 AND g.rolname = $2 AND pg_has_role(r.oid, g.oid, 'MEMBER')",
      [login, APPLICATION_GROUP],
    );
    if (rowCount !== 0) return;
    const grant = `GRANT ${APPLICATION_GROUP} TO ${pg.escapeIdentifier(login)}`;
    await client.query(grant).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartupError(
        `DATABASE_URL の利用者 ${login} に権限を渡せませんでした（${reason}）。\n` + `データベースの管理者が次を実行してください：${grant};`,
      );
    });
  });
}
