import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { APPLICATION_GROUP, withClient } from "@/lib/runtime/portal-logins";
import { StartupError } from "@/lib/runtime/startup-error";

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
export const migrationNames = (directory: string = process.cwd()): string[] => migrationsOf(directory).map(({ name }) => name).sort();

async function isCurrent(client: pg.Client, wanted: readonly Migration[]): Promise<boolean> {
  try {
    const { rows } = await client.query(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const done = new Map(rows.map((row) => historyRow.parse(row)).map((row) => [row.migration_name, row.checksum]));
    return wanted.every(({ name, checksum }) => done.get(name) === checksum);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

/** A migration that was begun and not recorded as done has left nothing behind (see `schema-engine.mjs`): it is tried again. */
async function forgetInterrupted(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
  if (!z.object({ present: z.boolean() }).parse(rows[0]).present) return;
  await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL");
}

function deploy(directory: string, ownerUrl: string): Promise<void> {
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const child = spawn(process.execPath, [prisma, "migrate", "deploy"], {
    cwd: directory,
    env: { ...process.env, DATABASE_OWNER_URL: ownerUrl, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartupError(`データベースの移行（prisma migrate deploy）ができませんでした。\n${output.trim()}`));
    });
  });
}

/**
 * Brings the database to the migrations of this project; nothing is started when it is there already.
 * Several processes may do so at once. True when something was applied.
 */
export async function migrate(ownerUrl: string, directory: string = process.cwd()): Promise<boolean> {
  const wanted = migrationsOf(directory);
  if (wanted.length === 0) return false;
  return withClient(ownerUrl, async (client) => {
    if (await isCurrent(client, wanted)) return false;
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if (await isCurrent(client, wanted)) return false;
    await forgetInterrupted(client);
    await deploy(directory, ownerUrl);
    return true;
  });
}

/** Makes the application's login a member of the group that the migrations gave the rights to. */
export async function admitApplicationLogin(ownerUrl: string, applicationUrl: string): Promise<void> {
  const login = decodeURIComponent(new URL(applicationUrl).username);
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM pg_roles r, pg_roles g WHERE r.rolname = $1 AND g.rolname = $2 AND pg_has_role(r.oid, g.oid, 'MEMBER')",
      [login, APPLICATION_GROUP],
    );
    if (rowCount !== 0) return;
    const grant = `GRANT ${APPLICATION_GROUP} TO ${pg.escapeIdentifier(login)}`;
    await client.query(grant).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartupError(
        `DATABASE_URL の利用者 ${login} に権限を渡せませんでした（${reason}）。\n` +
          `データベースの管理者が次を実行してください：${grant};`,
      );
    });
  });
}
